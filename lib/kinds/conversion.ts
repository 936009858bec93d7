import type { Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteText } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { functionName } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** Conversions between two encodings. */
export const conversion: Kind = {
  name: 'conversion',
  label: { one: 'conversion', many: 'conversions' },
  address: ['schema', 'name'],
  fields: [
    { name: 'from', label: 'From encoding', severity: 'high' },
    { name: 'to', label: 'To encoding', severity: 'high' },
    { name: 'function', label: 'Function', severity: 'high' },
    { name: 'isDefault', label: 'Default', text: 'yesNo', severity: 'high' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_conversion where oid >= 16384)`,
  query: () => sql`
    select n.nspname as schema, c.conname as name, pg_encoding_to_char(c.conforencoding) as from,
      pg_encoding_to_char(c.contoencoding) as to, ${functionName(sql`c.conproc`)} as function,
      c.condefault as "isDefault", ${roleName(sql`c.conowner`)} as owner,
      ${needs(sql`pg_conversion`, sql`c.oid`)} as needs
    from pg_conversion c
    join pg_namespace n on n.oid = c.connamespace
    where ${isUserMade(sql`c.oid`, sql`pg_conversion`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  missing: 'medium',
  extra: 'low',
  ddl,
}

function ddl(row: Row): string {
  const word = isTrue(row, 'isDefault') ? 'DEFAULT CONVERSION' : 'CONVERSION'
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  const encodings = `FOR ${quoteText(text(row, 'from'))} TO ${quoteText(text(row, 'to'))}`
  return `CREATE ${word} ${name} ${encodings} FROM ${text(row, 'function')};`
}
