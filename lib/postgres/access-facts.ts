import type { Connection } from './connection'
import { queryReadOnly } from './query-read-only'
import { type Rights, readRights } from './rights'

/** How an environment is reached and as whom. */
export interface AccessFacts {
  readonly rights: Rights
  /** One round trip on an open connection, in milliseconds. */
  readonly latencyMs: number
  /** Such as `TLSv1.3`; null for clear text. */
  readonly protocol: string | null
}

/** Asks over an open connection. @throws PostgresError when the server does not answer. */
export async function readAccessFacts(connection: Connection): Promise<AccessFacts> {
  const rights = await readRights(connection)
  return {
    rights,
    latencyMs: await roundTripMs(connection),
    protocol: connection.encryption?.protocol ?? null,
  }
}

/** How long the shortest question takes there and back, in milliseconds. */
export async function roundTripMs(connection: Connection): Promise<number> {
  const startedAt = performance.now()
  await queryReadOnly(connection, 'select 1')
  return performance.now() - startedAt
}
