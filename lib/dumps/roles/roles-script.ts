import type { Queryable } from '../queryable'
import { quoted, settingName } from './quote-names'
import { memberships } from './role-memberships'
import { comments, configuration, definitions } from './role-statements'
import { supabaseRoles } from './supabase-roles'

/** From these majors on there are rights on settings, and a grantor and options of each membership. */
const HAS_SETTING_RIGHTS = 15

/**
 * The roles of a server as a script, like `pg_dumpall --roles-only --no-role-passwords` writes them: what they may do,
 * their settings for all databases, memberships, and rights on settings. No password, since only a superuser may read
 * those. For a Supabase database it is changed as by its command line, which leaves the platform's roles out.
 * @throws the driver's error.
 */
export async function rolesScript(
  client: Queryable,
  { isSupabase }: { isSupabase: boolean },
): Promise<string> {
  const { rows } = await client.query("select current_setting('server_version_num')::int / 10000 as major")
  const major = Number(rows[0]?.major)
  const quotesAll = isSupabase
  const script = [
    '--\n-- PostgreSQL database cluster dump\n--\n',
    'SET default_transaction_read_only = off;\n',
    "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n",
    section('Roles', [
      ...(await definitions(client, quotesAll)),
      ...(isSupabase ? [] : await comments(client)),
    ]),
    section('User Configurations', await configuration(client, quotesAll)),
    section('Role memberships', await memberships(client, major, quotesAll)),
    section(
      'Role privileges on configuration parameters',
      major < HAS_SETTING_RIGHTS ? [] : await settingRights(client, quotesAll),
    ),
    '--\n-- PostgreSQL database cluster dump complete\n--\n',
  ].filter((part) => part !== '')
  const text = `${script.join('\n')}\n`
  return isSupabase ? supabaseRoles(text) : text
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `--\n-- ${title}\n--\n\n${lines.join('\n')}\n`
}

async function settingRights(client: Queryable, quotesAll: boolean): Promise<string[]> {
  const { rows } = await client.query(`
    select parname as name, ${quoted('pg_get_userbyid(a.grantee)', quotesAll)} as grantee, a.grantee = 0 as "isPublic",
      case count(*) when 2 then 'ALL' else min(a.privilege_type) end as rights, a.is_grantable as "isGrantable"
    from pg_parameter_acl p, aclexplode(p.paracl) a
    where a.grantee <> 10
    group by parname, a.grantee, a.is_grantable order by parname, grantee`)
  return rows.map(({ name, grantee, isPublic, rights, isGrantable }) => {
    const to = isPublic ? 'PUBLIC' : grantee
    return `GRANT ${rights} ON PARAMETER ${settingName(name, quotesAll)} TO ${to}${isGrantable ? ' WITH GRANT OPTION' : ''};`
  })
}
