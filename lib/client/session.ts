import { AppError } from '../objects/app-error'
import { KEY_STORAGE_KEY, SESSION_CODE } from '../server/wire'

/** The code of a request that nothing answered. */
export const STOPPED_CODE = 'E-STOPPED'

/**
 * How this browser stands with the dashboard's process: `open`; `ended` when the process is another one than
 * the one that let this browser in; `stopped` when nothing answers.
 */
export type SessionState = 'open' | 'ended' | 'stopped'

let state: SessionState = 'open'
const listeners = new Set<() => void>()

export function sessionState(): SessionState {
  return state
}

export function setSessionState(next: SessionState): void {
  if (next === state) return
  state = next
  for (const listener of listeners) listener()
}

export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether a request failed because of how this browser stands with the process, which is told once for every page. */
export function isSessionFailure(error: unknown): boolean {
  return error instanceof AppError && (error.code === SESSION_CODE || error.code === STOPPED_CODE)
}

/** The key that the login page left for this run; empty when it never came here. */
export function readKey(): string {
  try {
    return localStorage.getItem(KEY_STORAGE_KEY) ?? ''
  } catch {
    return ''
  }
}
