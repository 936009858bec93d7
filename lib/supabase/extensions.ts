/** Extensions that Supabase offers beside those of Postgres. https://supabase.com/docs/guides/database/extensions */
export const SUPABASE_EXTENSIONS: ReadonlySet<string> = new Set(
  `address_standardizer address_standardizer_data_us http hypopg index_advisor pg_cron pg_graphql pg_hashids
  pg_jsonschema pg_net pg_plan_filter pg_repack pg_stat_monitor pg_tle pgaudit pgjwt pgmq pgroonga
  pgroonga_database pgrouting pgsodium pgtap plcoffee plls plpgsql_check plv8 postgis postgis_raster
  postgis_sfcgal postgis_tiger_geocoder postgis_topology rum supabase_vault timescaledb vector wrappers`.split(
    /\s+/,
  ),
)
