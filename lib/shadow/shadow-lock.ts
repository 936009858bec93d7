import type { Client } from 'pg'

/** Advisory locks of ours have this first key, in the database that the server's connection is in. */
const OURS = 1_280_262_987

/**
 * Holds a lock in the name of a database for as long as the connection lives: whoever can take it knows that the
 * process that made the database is gone, wherever it ran.
 */
export async function holdName(server: Client, database: string): Promise<void> {
  await server.query('select pg_advisory_lock($1, hashtext($2))', [OURS, database])
}

/** Lets go of a name that `holdName` or `isAbandoned` took. */
export async function releaseName(server: Client, database: string): Promise<void> {
  await server.query('select pg_advisory_unlock($1, hashtext($2))', [OURS, database])
}

/**
 * Whether nobody holds the name of a database; it is held by this connection then, until it is released. Whoever made it
 * may hold it over a connection to another database of the server, whose locks are others.
 */
export async function isAbandoned(server: Client, database: string): Promise<boolean> {
  const { rows } = await server.query(
    `select case when exists (select from pg_locks where locktype = 'advisory' and classid::bigint = $1::integer
        and objid::bigint = hashtext($2)::bigint & 4294967295 and objsubid = 2 and pid <> pg_backend_pid()) then false
      else pg_try_advisory_lock($1, hashtext($2)) end as got`,
    [OURS, database],
  )
  return rows[0].got
}

/** Runs a step while no other connection runs one of the same subject. */
export async function alone<T>(server: Client, subject: string, step: () => Promise<T>): Promise<T> {
  await holdName(server, subject)
  try {
    return await step()
  } finally {
    await releaseName(server, subject)
  }
}
