import { KEY_STORAGE_KEY } from '../server/wire'

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

/** The key that the login page left for this run; empty when it never came here. */
export function readKey(): string {
  try {
    return localStorage.getItem(KEY_STORAGE_KEY) ?? ''
  } catch {
    return ''
  }
}
