'use client'

import { useSyncExternalStore } from 'react'

/** A choice that this browser remembers, for all its tabs. */
export interface Preference<Value extends string> {
  readonly values: readonly Value[]
  get(): Value
  set(value: Value): void
  subscribe(listener: () => void): () => void
}

/** A preference under a key of the browser's storage; the first of its values holds until someone chooses. */
export function createPreference<const Value extends string>(
  key: string,
  values: readonly [Value, ...Value[]],
): Preference<Value> {
  const listeners = new Set<() => void>()
  const notify = () => {
    for (const listener of listeners) listener()
  }
  return {
    values,
    get: () => values.find((value) => value === read(key)) ?? values[0],
    set: (value) => {
      if (value === values[0]) localStorage.removeItem(key)
      else localStorage.setItem(key, value)
      notify()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      const follow = (event: StorageEvent) => event.key === key && listener()
      window.addEventListener('storage', follow)
      return () => {
        listeners.delete(listener)
        window.removeEventListener('storage', follow)
      }
    },
  }
}

/** The choice as it stands, also when it changes in another tab; null until the browser is known. */
export function usePreference<Value extends string>(preference: Preference<Value>): Value | null {
  return useSyncExternalStore<Value | null>(preference.subscribe, preference.get, () => null)
}

/** Storage may be switched off; then nothing was chosen. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
