import type { Connection } from './connection'
import { queryReadOnly } from './query-read-only'

/** How much a role could do to a database, from most to least. */
export type RightsLevel = 'superuser' | 'owner' | 'writer' | 'readOnly'

/** What the signed-in role may do and see. */
export interface Rights {
  readonly role: string
  readonly level: RightsLevel
  /** Reads every table and view, whoever owns it. */
  readonly readsAllData: boolean
  /** Row-level security hides no rows from it. */
  readonly bypassesRowSecurity: boolean
  /** What the catalog hides from it, for people. */
  readonly hidden: readonly string[]
  /** The server is a standby, which takes no changes. */
  readonly isStandby: boolean
}

/** Privileges of the role itself and of every role whose rights it has without asking for them. */
const RIGHTS_QUERY = `
select r.rolname as role,
       r.rolsuper as is_superuser,
       r.rolsuper or r.rolbypassrls as bypasses_row_security,
       r.rolsuper or exists (
         select from pg_roles a where a.rolname = 'pg_read_all_data' and pg_has_role(a.oid, 'usage')
       ) as reads_all_data,
       pg_has_role(d.datdba, 'usage') or exists (
         select from pg_class c where c.oid >= 16384 and pg_has_role(c.relowner, 'usage')
       ) or exists (
         select from pg_proc p where p.oid >= 16384 and pg_has_role(p.proowner, 'usage')
       ) as is_owner,
       has_database_privilege(d.oid, 'create') or exists (
         select from pg_namespace n
         where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and has_schema_privilege(n.oid, 'create')
       ) or exists (
         select from pg_class c
         where c.oid >= 16384 and c.relkind in ('r', 'p', 'v', 'f')
           and has_table_privilege(c.oid, 'insert, update, delete, truncate')
       ) as is_writer,
       has_table_privilege('pg_catalog.pg_user_mapping', 'select') as reads_user_mappings,
       has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'select') as reads_subscriptions,
       pg_is_in_recovery() as is_standby
from pg_roles r, pg_database d
where r.rolname = current_user and d.datname = current_database()`

interface RightsRow {
  readonly role: string
  readonly is_superuser: boolean
  readonly bypasses_row_security: boolean
  readonly reads_all_data: boolean
  readonly is_owner: boolean
  readonly is_writer: boolean
  readonly reads_user_mappings: boolean
  readonly reads_subscriptions: boolean
  readonly is_standby: boolean
}

/**
 * Asks the server what the signed-in role may do.
 * @throws PostgresError when the server does not answer, or is too unlike Postgres to say.
 */
export async function readRights(connection: Connection): Promise<Rights> {
  const [row] = await queryReadOnly<RightsRow>(connection, RIGHTS_QUERY)
  if (!row) throw new Error('The query about rights gave no row.')
  const hidden = [
    ...(row.reads_user_mappings ? [] : ['options of user mappings']),
    ...(row.reads_subscriptions ? [] : ['connections of subscriptions']),
  ]
  return {
    role: row.role,
    level: levelOf(row),
    readsAllData: row.reads_all_data,
    bypassesRowSecurity: row.bypasses_row_security,
    hidden,
    isStandby: row.is_standby,
  }
}

function levelOf(row: RightsRow): RightsLevel {
  if (row.is_superuser) return 'superuser'
  if (row.is_owner) return 'owner'
  return row.is_writer && !row.is_standby ? 'writer' : 'readOnly'
}
