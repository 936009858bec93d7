import type { Kind } from '../objects/kind'
import { type Row, text } from '../objects/row'
import { quoteName } from '../sql/display'
import { roleName, UNREADABLE } from '../sql/fragments'
import { identityOptions } from '../sql/secrets'
import { sql } from '../sql/sql'
import { optionsClause } from './option-list'
import { rolesOf } from './privileges'

/**
 * As whom a role signs in at a foreign server, without what it signs in with. The view shows options to superusers, to a
 * role its own where it may use the server, and to the server's owner those of PUBLIC.
 * https://www.postgresql.org/docs/current/view-pg-user-mappings.html
 */
export const userMapping: Kind = {
  name: 'user-mapping',
  label: { one: 'user mapping', many: 'user mappings' },
  address: ['server', 'role'],
  fields: [{ name: 'options', label: 'Options', text: 'list', severity: 'high', conceals: true }],
  isPresent: sql`exists (select from pg_user_mappings)`,
  query: () => sql`
    select m.srvname as server, case when m.umuser = 0 then 'public' else ${roleName(sql`m.umuser`)} end as role,
      case when m.umoptions is not null then ${identityOptions(sql`m.umoptions`)}
        when me.rolsuper or (m.umuser = 0 and pg_has_role(s.srvowner, 'usage'))
          or (m.umuser = me.oid and (has_server_privilege(s.oid, 'usage') or pg_has_role(s.srvowner, 'usage'))) then null
        else '${UNREADABLE}' end as options
    from pg_user_mappings m
    join pg_foreign_server s on s.oid = m.srvid
    join pg_roles me on me.rolname = current_user`,
  parent: (row) => ({ kind: 'foreign-server', address: [text(row, 'server')] }),
  requires: (row) => rolesOf(row, ['role']),
  missing: 'high',
  extra: 'high',
  ddl,
}

function ddl(row: Row): string {
  const role = text(row, 'role') === 'public' ? 'PUBLIC' : quoteName(text(row, 'role'))
  return `CREATE USER MAPPING FOR ${role} SERVER ${quoteName(text(row, 'server'))}${optionsClause(row.options)};`
}
