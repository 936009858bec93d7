'use client'

import { useSyncExternalStore } from 'react'

/** Announcements closer together than this are joined into the last one, so that nobody is talked over. */
const GAP_MS = 5_000

let spoken = ''
let nextAt = 0
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/** Says something to those who use a screen reader, at most once per five seconds; the latest text wins. */
export function announce(text: string): void {
  clearTimeout(timer)
  timer = setTimeout(() => speak(text), Math.max(0, nextAt - Date.now()))
}

function speak(text: string): void {
  nextAt = Date.now() + GAP_MS
  // The same words twice are a change only if the text differs.
  spoken = text === spoken ? `${text}\u00a0` : text
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where announcements appear; on every page from the start, or screen readers miss the first one. */
export function LiveRegion() {
  const text = useSyncExternalStore(
    subscribe,
    () => spoken,
    () => '',
  )
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  )
}
