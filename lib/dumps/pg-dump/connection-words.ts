/**
 * What pg_dump is told about where to connect. The name of the database stands inside a connection string, where it
 * means itself even if it reads like an option or an address.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
 */
export function connectionWords(host: string, port: number, database: string): string[] {
  const quoted = database.replaceAll('\\', '\\\\').replaceAll("'", "\\'")
  return ['-h', host, '-p', String(port), '-d', `dbname='${quoted}'`]
}
