/** The variables that lead psql to the database of a shadow, with these options for its session. */
export function psqlEnv({ client: { host, port, user, password, database } }, options = '') {
  return {
    ...process.env,
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password,
    PGDATABASE: database,
    PGOPTIONS: options,
  }
}
