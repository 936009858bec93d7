import { processState } from '../objects/process-state'
import type { ConnectionTarget } from './connection-address'
import type { PostgresError } from './postgres-error'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000

interface Circuit {
  failures: number
  closedUntil: number
  lastError: PostgresError
}

const circuits = processState('circuits', () => new Map<string, Circuit>())

/** The pause before the next try: half a second, doubled with each failure up to 30 s, spread by up to a half. */
export function backoffMs(failures: number, random = Math.random()): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1))
  return full * (0.75 + random / 2)
}

/**
 * The failure to report at once for an environment that was out of reach a moment ago, or null when it may be
 * contacted. So a server that is down is asked ever more rarely, however many pages ask for it.
 */
export function recentFailure(target: ConnectionTarget, now = performance.now()): PostgresError | null {
  const circuit = circuits.get(keyOf(target))
  return circuit && now < circuit.closedUntil ? circuit.lastError : null
}

/** Notes that a server could not be reached, however often that was tried. */
export function noteFailure(target: ConnectionTarget, error: PostgresError, now = performance.now()): void {
  const key = keyOf(target)
  const failures = (circuits.get(key)?.failures ?? 0) + 1
  circuits.set(key, { failures, closedUntil: now + backoffMs(failures), lastError: error })
}

/** Notes that a server answered. */
export function noteAnswer(target: ConnectionTarget): void {
  circuits.delete(keyOf(target))
}

function keyOf({ name, address, revision }: ConnectionTarget): string {
  return JSON.stringify([name, address.host, address.port, address.user, address.database, revision])
}
