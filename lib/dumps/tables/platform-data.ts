import { patternTest, tablePatternTest } from './name-pattern'

/**
 * Schemas whose rows are the platform's, and not in a dump of data that names no schemas. Those of Auth and Storage are:
 * they hold the project's users and what is known of its files. https://github.com/supabase/cli, `db dump --data-only`.
 */
const SCHEMAS = `_analytics _realtime _supavisor _timescaledb_* etl extensions graphql graphql_public information_schema pg_*
  pgbouncer pgsodium pgsodium_masks pgtle realtime repack supabase_migrations tiger tiger_data timescaledb_* topology vault`

/** Records of the platform's own migrations. */
const TABLES = 'auth.schema_migrations storage.migrations supabase_functions.migrations'

const schemaTests = SCHEMAS.split(/\s+/).map(patternTest)
const tableTests = TABLES.split(' ').map(tablePatternTest)

/** Whether a table of a Supabase database holds what the platform keeps for itself. */
export function holdsPlatformData(table: { schema: string; name: string }): boolean {
  return schemaTests.some((test) => test(table.schema)) || tableTests.some((test) => test(table))
}
