import type { Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { qualifiedName } from '../sql/display'
import { isUserMade, isUserSchema } from '../sql/fragments'
import { functionName } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** Text search templates, which dictionaries are made from; they have no owner. */
export const textSearchTemplate: Kind = {
  name: 'text-search-template',
  label: { one: 'text search template', many: 'text search templates' },
  address: ['schema', 'name'],
  fields: [
    { name: 'init', label: 'Init function', severity: 'high' },
    { name: 'lexize', label: 'Lexize function', severity: 'high' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_ts_template where oid >= 16384)`,
  query: () => sql`
    select n.nspname as schema, t.tmplname as name, ${functionName(sql`t.tmplinit`)} as init,
      ${functionName(sql`t.tmpllexize`)} as lexize, ${needs(sql`pg_ts_template`, sql`t.oid`)} as needs
    from pg_ts_template t
    join pg_namespace n on n.oid = t.tmplnamespace
    where ${isUserMade(sql`t.oid`, sql`pg_ts_template`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  ddl,
}

function ddl(row: Row): string {
  const parts = [...(row.init ? [`INIT = ${row.init}`] : []), `LEXIZE = ${text(row, 'lexize')}`]
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  return `CREATE TEXT SEARCH TEMPLATE ${name} (${parts.join(', ')});`
}
