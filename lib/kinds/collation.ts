import type { Kind } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteText } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { sameIcuLocale } from '../sql/icu-locale'
import { type Sql, sql } from '../sql/sql'

/**
 * Collations. Which version of the library made them is the server's affair and not compared; those of another encoding
 * than the database's cannot be used in it.
 */
export const collation: Kind = {
  name: 'collation',
  label: { one: 'collation', many: 'collations' },
  address: ['schema', 'name'],
  fields: [
    { name: 'provider', label: 'Provider', severity: 'high' },
    {
      name: 'locale',
      label: 'Locale',
      severity: 'high',
      equal: (source, target) => source !== null && target !== null && sameIcuLocale(source, target),
    },
    { name: 'order', label: 'LC_COLLATE', severity: 'high' },
    { name: 'classes', label: 'LC_CTYPE', severity: 'high' },
    { name: 'isDeterministic', label: 'Deterministic', text: 'yesNo', severity: 'high' },
    { name: 'rules', label: 'Rules', severity: 'high' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  isPresent: sql`exists (select from pg_collation where oid >= 16384)`,
  query: ({ major }) => sql`
    select n.nspname as schema, c.collname as name,
      case c.collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end as provider,
      case when c.collprovider <> 'c' then ${locale(major)} end as locale,
      case when c.collprovider = 'c' then c.collcollate end as order,
      case when c.collprovider = 'c' then c.collctype end as classes,
      c.collisdeterministic as "isDeterministic", ${major >= 16 ? sql`c.collicurules` : sql`null`} as rules,
      ${roleName(sql`c.collowner`)} as owner
    from pg_collation c
    join pg_namespace n on n.oid = c.collnamespace
    where c.collencoding in (-1, pg_char_to_encoding(getdatabaseencoding()))
      and ${isUserMade(sql`c.oid`, sql`pg_collation`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  missing: 'high',
  extra: 'low',
  ddl,
}

function locale(major: number): Sql {
  if (major >= 17) return sql`c.colllocale`
  return major >= 15 ? sql`c.colliculocale` : sql`c.collcollate`
}

function ddl(row: Row): string {
  const parts = [`PROVIDER = ${text(row, 'provider')}`]
  if (row.locale) parts.push(`LOCALE = ${quoteText(row.locale)}`)
  if (row.order) parts.push(`LC_COLLATE = ${quoteText(row.order)}`)
  if (row.classes) parts.push(`LC_CTYPE = ${quoteText(row.classes)}`)
  if (!isTrue(row, 'isDeterministic')) parts.push('DETERMINISTIC = false')
  if (row.rules) parts.push(`RULES = ${quoteText(row.rules)}`)
  return `CREATE COLLATION ${qualifiedName(text(row, 'schema'), text(row, 'name'))} (${parts.join(', ')});`
}
