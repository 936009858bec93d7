/** Schemas that Supabase looks after, and those of extensions it offers, by the patterns of its command line. */
const OF_SERVICES =
  '_analytics _realtime _supavisor etl extensions pgbouncer realtime supabase_migrations'.split(' ')
const OF_EXTENSIONS =
  `graphql graphql_public pgsodium pgsodium_masks pgtle repack tiger tiger_data timescaledb_* _timescaledb_* topology
  vault`.split(/\s+/)
const OF_SERVER = ['information_schema', 'pg_*']

/** What its `db dump` leaves out of the schema. https://github.com/supabase/cli, pkg/migration */
export const NOT_IN_SCHEMA: readonly string[] = [
  ...OF_SERVER,
  ...OF_SERVICES,
  ...'auth storage supabase_functions cron dbdev net pgmq'.split(' '),
  ...OF_EXTENSIONS,
]

/** What its `db dump --data-only` leaves out: rows of Auth and Storage are the project's. */
export const NOT_IN_DATA: readonly string[] = [...OF_SERVER, ...OF_SERVICES, ...OF_EXTENSIONS]
export const TABLES_NOT_IN_DATA: readonly string[] = [
  'auth.schema_migrations',
  'storage.migrations',
  'supabase_functions.migrations',
]
