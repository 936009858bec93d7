import type { Kind } from '../objects/kind'
import { text } from '../objects/row'
import { quoteName } from '../sql/display'
import { extensionMembers, isUserSchema, roleName } from '../sql/fragments'
import { sql } from '../sql/sql'

/** Schemas, among them `public`, which every database is born with. */
export const schema: Kind = {
  name: 'schema',
  label: { one: 'schema', many: 'schemas' },
  address: ['name'],
  fields: [{ name: 'owner', label: 'Owner', severity: 'low', role: 'owner' }],
  query: () => sql`
    select n.nspname as name, ${roleName(sql`n.nspowner`)} as owner
    from pg_namespace n
    where (n.oid >= 16384 or n.nspname = 'public') and ${isUserSchema(sql`n`)}
      and n.oid not in (${extensionMembers(sql`pg_namespace`)})`,
  missing: 'high',
  extra: 'low',
  ddl: (row) => `CREATE SCHEMA ${quoteName(text(row, 'name'))};`,
}
