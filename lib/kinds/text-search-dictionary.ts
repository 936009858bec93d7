import type { Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { qualifiedName } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { shownQualified } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** Text search dictionaries; their options are one text in the catalog, in the order in which they were written. */
export const textSearchDictionary: Kind = {
  name: 'text-search-dictionary',
  label: { one: 'text search dictionary', many: 'text search dictionaries' },
  address: ['schema', 'name'],
  fields: [
    { name: 'template', label: 'Template', severity: 'high' },
    { name: 'options', label: 'Options', text: 'list', severity: 'high' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_ts_dict where oid >= 16384)`,
  query: () => sql`
    select n.nspname as schema, d.dictname as name, ${shownQualified(sql`tn.nspname`, sql`t.tmplname`)} as template,
      (select json_agg(option.parts[1] order by option.parts[1] collate "C")::text
        from regexp_matches(d.dictinitoption,
          $option$((?:"(?:[^"]|"")*"|[^\s",=]+) = (?:E?'(?:[^']|'')*'|[^',]+))$option$, 'g') option(parts)) as options,
      ${roleName(sql`d.dictowner`)} as owner, ${needs(sql`pg_ts_dict`, sql`d.oid`)} as needs
    from pg_ts_dict d
    join pg_namespace n on n.oid = d.dictnamespace
    join pg_ts_template t on t.oid = d.dicttemplate
    join pg_namespace tn on tn.oid = t.tmplnamespace
    where ${isUserMade(sql`d.oid`, sql`pg_ts_dict`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  ddl,
}

function ddl(row: Row): string {
  const parts = [`TEMPLATE = ${text(row, 'template')}`, ...listValue(row.options)]
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  return `CREATE TEXT SEARCH DICTIONARY ${name} (${parts.join(', ')});`
}
