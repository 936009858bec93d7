'use client'

import { useSyncExternalStore } from 'react'

const KEY = 'lockstep-last-look'

/** Clocks of one machine differ by less, in milliseconds. */
const MOST_AHEAD_MS = 60_000

const listeners = new Set<() => void>()

/**
 * When somebody at this browser last said to have seen how things stand, ISO 8601; null before the first time, and
 * when the clock was set back since, for then nothing would be newer for a long time.
 */
function lastLook(): string | null {
  try {
    const at = localStorage.getItem(KEY)
    return at !== null && Date.parse(at) <= Date.now() + MOST_AHEAD_MS ? at : null
  } catch {
    return null
  }
}

/** Remembers an instant as the last look. */
export function rememberLook(at: string): void {
  localStorage.setItem(KEY, at)
  for (const listener of listeners) listener()
}

/** The last look as it stands, also when it is renewed in another tab; undefined until the browser is known. */
export function useLastLook(): string | null | undefined {
  return useSyncExternalStore<string | null | undefined>(subscribe, lastLook, () => undefined)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
