import type { FindRows } from '../objects/kind'
import { text } from '../objects/row'
import { isPlatformSchema } from '../supabase/platform-names'

/** The Data API's own default. https://supabase.com/docs/guides/api/using-custom-schemas */
const DEFAULT_SCHEMAS = ['public', 'graphql_public']

/** Tables of the platform that its other services open to the API's roles, and for which teams write the policies. */
const SERVED_TABLES = new Set(['storage.objects', 'storage.buckets', 'realtime.messages'])

/**
 * Which tables of a Supabase database its services hand to whoever calls: those in the schemas of the Data API, as the
 * database itself says or else by default, and a few of Storage and Realtime. What a hosted project sets elsewhere is not
 * known here.
 */
export function exposedTables(find: FindRows): (schema: string, table: string) => boolean {
  const schemas = new Set(apiSchemas(find))
  return (schema, table) =>
    isPlatformSchema(schema) && !schemas.has(schema)
      ? SERVED_TABLES.has(`${schema}.${table}`)
      : schemas.has(schema)
}

/** A setting for this database wins over one for all. */
function apiSchemas(find: FindRows): readonly string[] {
  const settings = find('role-setting', 'authenticator')
    .filter((row) => text(row, 'name') === 'pgrst.db_schemas')
    .sort(
      (a, b) => Number(text(b, 'where') === 'this database') - Number(text(a, 'where') === 'this database'),
    )
  const value = settings[0]?.value
  return value ? value.split(',').map((name) => name.trim()) : DEFAULT_SCHEMAS
}
