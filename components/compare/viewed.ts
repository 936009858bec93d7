'use client'

import { useSyncExternalStore } from 'react'

/** By object the digest of what was looked at. */
type Marks = Readonly<Record<string, string>>

const NOTHING: Marks = {}
const CHANGED = 'lockstep-viewed-changed'

let cache: { readonly key: string; readonly text: string | null; readonly marks: Marks } | null = null

/** Which objects of a pair were marked as viewed in this browser; a mark ends when what it was set on changes. */
export function useViewed(source: string, target: string) {
  const key = storageKey(source, target)
  const marks = useSyncExternalStore(
    subscribe,
    () => readMarks(key),
    () => NOTHING,
  )
  return {
    isViewed: ({ id, digest }: { readonly id: string; readonly digest: string }) => marks[id] === digest,
    /** Sets or takes away a mark; marks of objects that do not differ any more are dropped. */
    setViewed: (
      row: { readonly id: string; readonly digest: string },
      isViewed: boolean,
      known: ReadonlySet<string>,
    ) => {
      const kept = Object.entries(readMarks(key)).filter(([id]) => id !== row.id && known.has(id))
      writeMarks(key, Object.fromEntries(isViewed ? [...kept, [row.id, row.digest]] : kept))
    },
  }
}

function storageKey(source: string, target: string): string {
  return `lockstep-viewed ${JSON.stringify([source, target])}`
}

function readMarks(key: string): Marks {
  const text = readText(key)
  if (cache?.key !== key || cache.text !== text) cache = { key, text, marks: parseMarks(text) }
  return cache.marks
}

function readText(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Whatever else stands there is as good as nothing. */
function parseMarks(text: string | null): Marks {
  try {
    const parsed: unknown = JSON.parse(text ?? '{}')
    if (typeof parsed !== 'object' || parsed === null) return NOTHING
    return Object.fromEntries(Object.entries(parsed).filter(([, digest]) => typeof digest === 'string'))
  } catch {
    return NOTHING
  }
}

function writeMarks(key: string, marks: Marks): void {
  try {
    if (Object.keys(marks).length === 0) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(marks))
  } catch {
    return
  }
  window.dispatchEvent(new Event(CHANGED))
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('storage', listener)
  window.addEventListener(CHANGED, listener)
  return () => {
    window.removeEventListener('storage', listener)
    window.removeEventListener(CHANGED, listener)
  }
}
