import { withConnection } from '../../postgres/connect'
import type { ConnectionTarget } from '../../postgres/connection-address'
import { queryReadOnly } from '../../postgres/query-read-only'

const LOOK_MS = 5000

/**
 * Whether the server still works on a query of a session of this name, as it does while it reads a large table of which
 * hardly anything is left. One that waits for its client does not: then what it sent is lost on the way.
 */
export async function isAtWork(target: ConnectionTarget, applicationName: string): Promise<boolean> {
  const options = { deadlineMs: LOOK_MS, signal: AbortSignal.timeout(LOOK_MS), isUrgent: true, retries: 0 }
  try {
    const rows = await withConnection(target, options, (connection) =>
      queryReadOnly(
        connection,
        `select from pg_stat_activity where application_name = '${applicationName}' and usename = current_user
        and datname = current_database() and state = 'active' and wait_event_type is distinct from 'Client'`,
      ),
    )
    return rows.length > 0
  } catch {
    return false
  }
}
