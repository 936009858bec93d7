import type { Queryable } from '../dumps/queryable'

/**
 * Whether a database is one of Supabase, asked of its catalog: the schema of its Auth or Storage service belongs to a
 * role of the platform, as `isSupabase` tells of a snapshot.
 */
export async function platformOf(client: Queryable): Promise<boolean> {
  const { rows } = await client.query(`select exists (
    select from pg_catalog.pg_namespace n join pg_catalog.pg_roles r on r.oid = n.nspowner
    where n.nspname in ('auth', 'storage') and r.rolname like 'supabase\\_%') as is_supabase`)
  return rows[0]?.is_supabase === true
}
