import type { Client } from 'pg'
import { dropClaiming } from './claims'
import { isAbandoned, releaseName } from './shadow-lock'

/** Drops the shadows of processes that are gone, with their roles; those of living ones are theirs to drop. */
export async function sweepShadows(server: Client): Promise<void> {
  const { rows } = await server.query(
    `select datname from pg_database where datname ~ '^lockstep_shadow_[0-9a-f_]+$'`,
  )
  for (const { datname } of rows) {
    if (!(await isAbandoned(server, datname))) continue
    await dropClaiming(server, datname)
    await releaseName(server, datname)
  }
}
