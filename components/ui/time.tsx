'use client'

import { type PointerEvent, useSyncExternalStore } from 'react'
import { ageInWords } from './age'

const TICK_MS = 20_000

/** Made when first used: each takes the browser as long as a good part of a page. */
const clock = once(() => new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }))
const full = once(() => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' }))

/** The time of day of an instant, with date and zone on hover. */
export function Time({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} onPointerEnter={tellWhole} className="tabular-nums" suppressHydrationWarning>
      {clock().format(new Date(at))}
    </time>
  )
}

/** How long ago an instant was; goes on counting while it is shown. */
export function Age({ at }: { readonly at: string }) {
  const now = useNow()
  return (
    <time
      dateTime={at}
      onPointerEnter={tellWhole}
      className="whitespace-nowrap tabular-nums"
      suppressHydrationWarning
    >
      {ageInWords(now - Date.parse(at))}
    </time>
  )
}

/** Shows date and zone to whoever points at an instant. */
function tellWhole({ currentTarget }: PointerEvent<HTMLTimeElement>): void {
  currentTarget.title = full().format(new Date(currentTarget.dateTime))
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

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
