import { isTransactionPooler, recognizeEndpoint } from '../supabase/endpoints'
import type { ConnectOptions } from './connect'
import { withConnection } from './connect'
import type { Connection } from './connection'
import { queryReadOnly } from './query-read-only'

/** What stands between us and the server. */
export type PoolerMode = 'none' | 'session' | 'transaction'

/**
 * Finds out whether a pooler stands in between, and whether it gives each transaction another session.
 * A pooler announces a session number that is not the server's. It pools transactions if a second transaction gets
 * another session, or if a second connection gets the session of the first while that is open.
 */
export async function detectPoolerMode(connection: Connection, options: ConnectOptions): Promise<PoolerMode> {
  const { target, announcedPid } = connection
  if (isTransactionPooler(recognizeEndpoint(target.address))) return 'transaction'
  const first = await serverPid(connection)
  if (first === announcedPid) return 'none'
  if ((await serverPid(connection)) !== first) return 'transaction'
  const other = await withConnection(target, options, serverPid)
  return other === first ? 'transaction' : 'session'
}

async function serverPid(connection: Connection): Promise<number | null> {
  const [row] = await queryReadOnly<{ pid: number }>(connection, 'select pg_backend_pid() as pid')
  return row?.pid ?? null
}
