import type { Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { shownQualified } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** Text search configurations; a mapping names the dictionaries that a sort of token is looked up in, in their order. */
export const textSearchConfiguration: Kind = {
  name: 'text-search-configuration',
  label: { one: 'text search configuration', many: 'text search configurations' },
  address: ['schema', 'name'],
  fields: [
    { name: 'parser', label: 'Parser', severity: 'high' },
    { name: 'mappings', label: 'Mappings', text: 'list', severity: 'high' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_ts_config where oid >= 16384)`,
  query: () => sql`
    select n.nspname as schema, c.cfgname as name, ${shownQualified(sql`pn.nspname`, sql`p.prsname`)} as parser,
      (select json_agg(mapping.text order by mapping.text collate "C")::text from (
        select token.alias || ': ' || string_agg(${shownQualified(sql`dn.nspname`, sql`d.dictname`)}, ', '
          order by m.mapseqno) as text
        from pg_ts_config_map m
        join ts_token_type(c.cfgparser) token on token.tokid = m.maptokentype
        join pg_ts_dict d on d.oid = m.mapdict
        join pg_namespace dn on dn.oid = d.dictnamespace
        where m.mapcfg = c.oid group by token.alias) mapping) as mappings,
      ${roleName(sql`c.cfgowner`)} as owner, ${needs(sql`pg_ts_config`, sql`c.oid`)} as needs
    from pg_ts_config c
    join pg_namespace n on n.oid = c.cfgnamespace
    join pg_ts_parser p on p.oid = c.cfgparser
    join pg_namespace pn on pn.oid = p.prsnamespace
    where ${isUserMade(sql`c.oid`, sql`pg_ts_config`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  ddl,
}

function ddl(row: Row): string {
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  const mappings = listValue(row.mappings).map((mapping) => {
    const [token, dictionaries] = mapping.split(/: (.*)/s) as [string, string]
    return `ALTER TEXT SEARCH CONFIGURATION ${name} ADD MAPPING FOR ${quoteName(token)} WITH ${dictionaries};`
  })
  return [`CREATE TEXT SEARCH CONFIGURATION ${name} (PARSER = ${text(row, 'parser')});`, ...mappings].join(
    '\n',
  )
}
