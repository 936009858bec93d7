import { createHmac, randomBytes } from 'node:crypto'
import { processState } from '../objects/process-state'
import type { ConnectionTarget } from './connection-address'
import { errorOf, type Meaning, PostgresError } from './postgres-error'
import { untilAborted } from './time-limit'

/** Servers and poolers ban addresses that keep sending wrong passwords. */
const MOST_REFUSALS = 2

interface Attempts {
  refused: number
  underWay: number
  waiting: (() => void)[]
}

const state = processState('signInAttempts', () => ({
  key: randomBytes(32),
  attempts: new Map<string, Attempts>(),
}))

const WAITS: Meaning = {
  code: 'E-AUTH-WAIT',
  errorClass: 'needsYou',
  message: ({ target }) =>
    `${target.name} rejected the password for ${target.address.user} twice, so Lockstep waits for a change`,
}

/**
 * Signs in, unless the server has refused this very user and password twice in this process. At most as many
 * sign-ins run at once as refusals are left, so that not even simultaneous ones exceed the two.
 * @throws PostgresError `E-AUTH-WAIT` without contacting the server; else whatever `signIn` throws.
 */
export async function attemptSignIn<T>(
  target: ConnectionTarget,
  signal: AbortSignal,
  signIn: () => Promise<T>,
): Promise<T> {
  const key = keyOf(target)
  const attempts = state.attempts.get(key) ?? { refused: 0, underWay: 0, waiting: [] }
  state.attempts.set(key, attempts)
  await turn(attempts, target, signal)
  try {
    const result = await signIn()
    attempts.refused = 0
    return result
  } catch (error) {
    if (error instanceof PostgresError && error.code === 'E-AUTH-PASS') attempts.refused += 1
    throw error
  } finally {
    attempts.underWay -= 1
    for (const wake of attempts.waiting.splice(0)) wake()
    if (attempts.refused === 0 && attempts.underWay === 0) state.attempts.delete(key)
  }
}

async function turn(attempts: Attempts, target: ConnectionTarget, signal: AbortSignal): Promise<void> {
  while (attempts.refused + attempts.underWay >= MOST_REFUSALS) {
    if (attempts.refused >= MOST_REFUSALS) throw errorOf(WAITS, { target, stage: 'signIn' })
    await untilAborted<void>(signal, (resolve) => {
      attempts.waiting.push(resolve)
      return () => undefined
    })
  }
  attempts.underWay += 1
}

/** The same key only for the same server, user, password and revision; tells nothing about them. */
function keyOf({ address, revision }: ConnectionTarget): string {
  const { host, port, user, password } = address
  const parts = [host, port, user, password?.reveal() ?? '', revision]
  return createHmac('sha256', state.key).update(JSON.stringify(parts)).digest('base64')
}
