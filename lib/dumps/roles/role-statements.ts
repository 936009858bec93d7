import type { Queryable } from '../queryable'
import { quoted, settingName } from './quote-names'

/** Names that the server keeps for roles of its own. */
export const OWN_ROLES = "~ '^pg_'"

/** Settings that are lists of names, whose parts are quoted one by one. */
const LISTS = new Set(
  `local_preload_libraries search_path session_preload_libraries shared_preload_libraries temp_tablespaces
  unix_socket_directories`.split(/\s+/),
)

interface Role {
  readonly name: string
  readonly quoted: string
  readonly rights: string
  readonly limit: number
  readonly until: string | null
}

/** Two statements for each role, so that one which is there already gets its rights all the same. */
export async function definitions(client: Queryable, quotesAll: boolean): Promise<string[]> {
  const right = (column: string, word: string) => `case when ${column} then '${word}' else 'NO${word}' end`
  const { rows } = await client.query(`
    select rolname as name, ${quoted('rolname', quotesAll)} as quoted, rolconnlimit as "limit",
      rolvaliduntil::text as until,
      concat_ws(' ', ${right('rolsuper', 'SUPERUSER')}, ${right('rolinherit', 'INHERIT')},
        ${right('rolcreaterole', 'CREATEROLE')}, ${right('rolcreatedb', 'CREATEDB')}, ${right('rolcanlogin', 'LOGIN')},
        ${right('rolreplication', 'REPLICATION')}, ${right('rolbypassrls', 'BYPASSRLS')}) as rights
    from pg_roles where not rolname ${OWN_ROLES} order by rolname collate "C"`)
  return (rows as Role[]).flatMap(({ quoted, rights, limit, until }) => {
    const connections = limit === -1 ? '' : ` CONNECTION LIMIT ${limit}`
    const validity = until === null ? '' : ` VALID UNTIL ${literal(until)}`
    return [`CREATE ROLE ${quoted};`, `ALTER ROLE ${quoted} WITH ${rights}${connections}${validity};`]
  })
}

export async function comments(client: Queryable): Promise<string[]> {
  const { rows } = await client.query(`
    select format('COMMENT ON ROLE %I IS %s;', rolname, quote_literal(shobj_description(oid, 'pg_authid'))) as line
    from pg_roles where not rolname ${OWN_ROLES} and shobj_description(oid, 'pg_authid') is not null
    order by rolname collate "C"`)
  return rows.map(({ line }) => line)
}

/** What is set for roles in all databases. */
export async function configuration(client: Queryable, quotesAll: boolean): Promise<string[]> {
  const { rows } = await client.query(`
    select ${quoted('rolname', quotesAll)} as role, setting
    from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) with ordinality u (setting, place)
    where s.setdatabase = 0 and not rolname ${OWN_ROLES} order by rolname collate "C", place`)
  return rows.map(({ role, setting }) => {
    const equals = setting.indexOf('=')
    const [name, value] = [setting.slice(0, equals), setting.slice(equals + 1)]
    return `ALTER ROLE ${role} SET ${settingName(name, quotesAll)} TO ${settingValue(name, value)};`
  })
}

function settingValue(name: string, value: string): string {
  if (!LISTS.has(name.toLowerCase())) return literal(value)
  const parts = [...value.matchAll(/"((?:[^"]|"")*)"|[^\s,]+/g)]
  return parts
    .map(([part, inner]) => literal(inner === undefined ? part : inner.replaceAll('""', '"')))
    .join(', ')
}

function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}
