import type { Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { qualifiedName } from '../sql/display'
import { isUserMade, isUserSchema } from '../sql/fragments'
import { functionName } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** Text search parsers, which split a text into tokens; they have no owner. */
export const textSearchParser: Kind = {
  name: 'text-search-parser',
  label: { one: 'text search parser', many: 'text search parsers' },
  address: ['schema', 'name'],
  fields: [
    { name: 'start', label: 'Start function', severity: 'high' },
    { name: 'token', label: 'Next-token function', severity: 'high' },
    { name: 'end', label: 'End function', severity: 'high' },
    { name: 'types', label: 'Token-types function', severity: 'high' },
    { name: 'headline', label: 'Headline function', severity: 'medium' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_ts_parser where oid >= 16384)`,
  query: () => sql`
    select n.nspname as schema, p.prsname as name, ${functionName(sql`p.prsstart`)} as start,
      ${functionName(sql`p.prstoken`)} as token, ${functionName(sql`p.prsend`)} as end,
      ${functionName(sql`p.prslextype`)} as types, ${functionName(sql`p.prsheadline`)} as headline,
      ${needs(sql`pg_ts_parser`, sql`p.oid`)} as needs
    from pg_ts_parser p
    join pg_namespace n on n.oid = p.prsnamespace
    where ${isUserMade(sql`p.oid`, sql`pg_ts_parser`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  ddl,
}

function ddl(row: Row): string {
  const parts = [
    `START = ${text(row, 'start')}`,
    `GETTOKEN = ${text(row, 'token')}`,
    `END = ${text(row, 'end')}`,
    `LEXTYPES = ${text(row, 'types')}`,
    ...(row.headline ? [`HEADLINE = ${row.headline}`] : []),
  ]
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  return `CREATE TEXT SEARCH PARSER ${name} (${parts.join(', ')});`
}
