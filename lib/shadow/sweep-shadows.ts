import type { Client } from 'pg'

/** Drops the shadows of processes that are gone; those of living ones are theirs to drop. */
export async function sweepShadows(server: Client): Promise<void> {
  const { rows } = await server.query(
    `select datname from pg_database where datname ~ '^lockstep_shadow_\\d+_'`,
  )
  for (const { datname } of rows) {
    if (isAlive(Number(/^lockstep_shadow_(\d+)_/.exec(datname)?.[1]))) continue
    await server.query(`drop database if exists ${datname} with (force)`)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
