import type { Kind } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'
import { quoteName, quoteText } from '../sql/display'
import { roleName } from '../sql/fragments'
import { sameIcuLocale } from '../sql/icu-locale'
import { type Sql, sql } from '../sql/sql'

/**
 * The database itself. Its name is none of its properties: two environments' databases have two names, and this object
 * is always `database`. Which version of a collation library it was made with says nothing about the schema.
 */
export const database: Kind = {
  name: 'database',
  label: { one: 'database', many: 'databases' },
  address: ['database'],
  scope: 'database',
  fields: [
    { name: 'encoding', label: 'Encoding', severity: 'high' },
    { name: 'provider', label: 'Locale provider', severity: 'high' },
    { name: 'collation', label: 'Collation', severity: 'high', equal: isSameLocale },
    { name: 'characterType', label: 'Character type', severity: 'high', equal: isSameLocale },
    {
      name: 'locale',
      label: 'Locale',
      severity: 'high',
      equal: (source, target) => source !== null && target !== null && sameIcuLocale(source, target),
    },
    { name: 'icuRules', label: 'ICU rules', severity: 'high' },
    { name: 'allowsConnections', label: 'Allows connections', text: 'yesNo', severity: 'medium' },
    { name: 'connectionLimit', label: 'Connection limit', severity: 'low' },
    { name: 'isTemplate', label: 'Template', text: 'yesNo', severity: 'low' },
    { name: 'tablespace', label: 'Tablespace', severity: 'low' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  query: ({ major }) => sql`
    select 'database' as database, pg_encoding_to_char(d.encoding) as encoding,
      ${
        major >= 15
          ? sql`case d.datlocprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' end`
          : sql`'libc'`
      } as provider,
      d.datcollate as collation, d.datctype as "characterType", ${locale(major)} as locale,
      ${major >= 16 ? sql`d.daticurules` : sql`null`} as "icuRules", d.datallowconn as "allowsConnections",
      case when d.datconnlimit >= 0 then d.datconnlimit end as "connectionLimit", d.datistemplate as "isTemplate",
      ts.spcname as tablespace, ${roleName(sql`d.datdba`)} as owner
    from pg_database d
    join pg_tablespace ts on ts.oid = d.dattablespace
    where d.datname = current_database()`,
  missing: 'high',
  extra: 'high',
  ddl,
}

/** The locale of the ICU or the built-in provider. */
function locale(major: number): Sql {
  if (major >= 17) return sql`d.datlocale`
  return major >= 15 ? sql`d.daticulocale` : sql`null`
}

/** Operating systems spell one locale in several ways, such as `en_US.UTF-8` and `en_US.utf8`. */
function isSameLocale(source: string | null, target: string | null): boolean {
  return spelled(source) === spelled(target)
}

function spelled(locale: string | null): string {
  const [name = '', codeset = ''] = (locale ?? '').split('.')
  return `${name}.${codeset.toLowerCase().replaceAll(/[-_]/g, '')}`
}

function ddl(row: Row): string {
  const words = [
    `ENCODING ${quoteText(text(row, 'encoding'))}`,
    `LOCALE_PROVIDER ${text(row, 'provider')}`,
    `LC_COLLATE ${quoteText(text(row, 'collation'))}`,
    `LC_CTYPE ${quoteText(text(row, 'characterType'))}`,
    ...(row.locale ? [`${localeWord(row)} ${quoteText(row.locale)}`] : []),
    ...(row.icuRules ? [`ICU_RULES ${quoteText(row.icuRules)}`] : []),
    ...(row.connectionLimit ? [`CONNECTION LIMIT ${row.connectionLimit}`] : []),
    ...(isTrue(row, 'allowsConnections') ? [] : ['ALLOW_CONNECTIONS false']),
    ...(isTrue(row, 'isTemplate') ? ['IS_TEMPLATE true'] : []),
    `TABLESPACE ${quoteName(text(row, 'tablespace'))}`,
    `OWNER ${quoteName(text(row, 'owner'))}`,
  ]
  return `CREATE DATABASE :"DBNAME" WITH TEMPLATE template0\n  ${words.join('\n  ')};`
}

function localeWord(row: Row): string {
  return text(row, 'provider') === 'icu' ? 'ICU_LOCALE' : 'BUILTIN_LOCALE'
}
