import type { Kind } from '../objects/kind'
import { text } from '../objects/row'
import { quoteName } from '../sql/display'
import { extensionMembers, isOfUsers, isUserSchema, roleName } from '../sql/fragments'
import { sql } from '../sql/sql'

/**
 * Schemas, among them `public`, which every database is born with: until 14 it was given to the first superuser, since 15
 * to pg_database_owner, and both are read as the latter.
 */
export const schema: Kind = {
  name: 'schema',
  label: { one: 'schema', many: 'schemas' },
  address: ['name'],
  fields: [{ name: 'owner', label: 'Owner', severity: 'low', role: 'owner' }],
  query: ({ major }) => sql`
    select n.nspname as name,
      case when n.nspname = 'public' and n.nspowner = 10 and ${major} < 15 then 'pg_database_owner'
        else ${roleName(sql`n.nspowner`)} end as owner
    from pg_namespace n
    where ${isOfUsers(sql`n`)} and ${isUserSchema(sql`n`)}
      and n.oid not in (${extensionMembers(sql`pg_namespace`)})`,
  missing: 'high',
  extra: 'low',
  ddl: (row) =>
    `CREATE SCHEMA ${quoteName(text(row, 'name'))} AUTHORIZATION ${quoteName(text(row, 'owner'))};`,
}
