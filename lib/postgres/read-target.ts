import { backoffMs } from './circuit'
import { type ConnectOptions, connect } from './connect'
import type { Connection } from './connection'
import type { ConnectionTarget } from './connection-address'
import { PostgresError } from './postgres-error'
import { type MarkedSnapshot, readSnapshot } from './read-snapshot'
import type { ReadOptions } from './read-transaction'
import { pause } from './time-limit'

/** What was read, and the connection it was read over, still open: whoever asked closes it. */
export type TargetRead<Read = MarkedSnapshot> = Read & { readonly connection: Connection }

interface Limits extends ConnectOptions {
  /** For all attempts together, in milliseconds. */
  readonly deadlineMs: number
}

const ATTEMPTS = 3

/**
 * Connects and reads. A read that was lost, or that the server ended in favour of other work, as a standby does when
 * changes of its primary cannot wait, is begun again over a new connection: three times in all, after a pause of half
 * a second that doubles, and not beyond the deadline. Nothing of an attempt that failed is kept.
 * @throws PostgresError, or AppError, of the last attempt.
 */
export function readTarget(
  target: ConnectionTarget,
  limits: Limits,
  options: ReadOptions,
): Promise<TargetRead> {
  return readTargetWith(readSnapshot, target, limits, options)
}

/** The same with another way to read. */
export async function readTargetWith<Read extends MarkedSnapshot>(
  read: (client: Connection['client'], options: ReadOptions) => Promise<Read>,
  target: ConnectionTarget,
  limits: Limits,
  options: ReadOptions,
): Promise<TargetRead<Read>> {
  const endsAt = performance.now() + limits.deadlineMs
  for (let attempt = 1; ; attempt += 1) {
    const connection = await connect(target, { ...limits, deadlineMs: endsAt - performance.now() })
    try {
      return { connection, ...(await read(connection.client, options)) }
    } catch (error) {
      const explained = connection.explain(error)
      await connection.close()
      const pauseMs = backoffMs(attempt)
      const isTooLate = attempt === ATTEMPTS || performance.now() + pauseMs >= endsAt
      if (isTooLate || !mayPass(explained)) throw explained
      await pause(pauseMs, limits.signal ?? NEVER).catch(() => {
        throw explained
      })
    }
  }
}

const NEVER = new AbortController().signal

function mayPass(error: Error): boolean {
  if (!(error instanceof PostgresError)) return false
  return error.errorClass === 'retryTransaction' || error.errorClass === 'retryConnect'
}
