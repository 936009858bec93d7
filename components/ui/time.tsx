'use client'

import { useSyncExternalStore } from 'react'
import { ageInWords } from './age'

const TICK_MS = 20_000
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' })

/** The time of day of an instant, with date and zone on hover. */
export function Time({ at }: { readonly at: string }) {
  const instant = new Date(at)
  return (
    <time dateTime={at} title={FULL.format(instant)} className="tabular-nums" suppressHydrationWarning>
      {CLOCK.format(instant)}
    </time>
  )
}

/** How long ago an instant was; goes on counting while it is shown. */
export function Age({ at }: { readonly at: string }) {
  const now = useNow()
  const instant = new Date(at)
  return (
    <time
      dateTime={at}
      title={FULL.format(instant)}
      className="whitespace-nowrap tabular-nums"
      suppressHydrationWarning
    >
      {ageInWords(now - instant.getTime())}
    </time>
  )
}

/** The time of this browser in milliseconds; all ages on a page change together, at steps of the clock. */
export function useNow(): number {
  return useSyncExternalStore(subscribeToTick, currentTick, currentTick)
}

function currentTick(): number {
  return Math.floor(Date.now() / TICK_MS) * TICK_MS
}

function subscribeToTick(onTick: () => void): () => void {
  const timer = setInterval(onTick, TICK_MS)
  return () => clearInterval(timer)
}
