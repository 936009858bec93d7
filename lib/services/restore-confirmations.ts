import { randomBytes } from 'node:crypto'
import { AppError } from '../objects/app-error'
import { processState } from '../objects/process-state'

/** What somebody may confirm: a dump, an environment, and the database that it led to. */
export interface Confirmable {
  readonly dump: string
  readonly environment: string
  /** As readDatabaseIdentity gives it. */
  readonly identity: string
}

interface Open extends Confirmable {
  readonly expiresAt: number
}

const LIVES_MS = 600_000

const open = processState('restoreConfirmations', () => new Map<string, Open>())

/** A key that stands for what was shown, for ten minutes and one use. */
export function offerConfirmation(shown: Confirmable): { key: string; expiresAt: string } {
  const now = performance.now()
  for (const [key, { expiresAt }] of open) if (expiresAt < now) open.delete(key)
  const key = randomBytes(24).toString('base64url')
  open.set(key, { ...shown, expiresAt: now + LIVES_MS })
  return { key, expiresAt: new Date(Date.now() + LIVES_MS).toISOString() }
}

/** Uses a key up. Throws AppError E-RESTORE-CONFIRM where there is none, or the name is not that of its environment. */
export function takeConfirmation(key: string, name: string): Confirmable {
  const confirmed = open.get(key)
  open.delete(key)
  if (!confirmed || confirmed.expiresAt < performance.now())
    throw notConfirmed('This confirmation is not open any more')
  if (name !== confirmed.environment)
    throw notConfirmed(`${JSON.stringify(name)} is not the name of the environment that would be replaced`)
  const { dump, environment, identity } = confirmed
  return { dump, environment, identity }
}

function notConfirmed(message: string): AppError {
  return new AppError({
    code: 'E-RESTORE-CONFIRM',
    message,
    hint: 'Look at the plan again: each confirmation is for one dump, one database, one use and ten minutes. Nothing was changed.',
  })
}
