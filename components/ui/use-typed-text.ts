'use client'

import { useEffect, useEffectEvent, useState } from 'react'

interface TypedTextOptions {
  readonly value: string
  /** Told when typing pauses, and when it is settled. */
  readonly onPause: (text: string) => void
  /** How long typing pauses before what was typed counts, in milliseconds. */
  readonly pauseMs: number
}

/** How long after the last told text has come back a text of before it may still come back, in milliseconds. */
const LATE_MS = 1_000

const NONE: readonly string[] = []

/**
 * What stands in a field while somebody types, how to set it, and how to settle it without a pause; follows the value
 * when that changes elsewhere. What was told comes back as the value only later, when more may have been typed: then
 * what is typed stands.
 */
export function useTypedText({ value, onPause, pauseMs }: TypedTextOptions) {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  const [told, setTold] = useState(NONE)
  if (known !== value) {
    setKnown(value)
    if (!told.includes(value)) {
      setTyped(value)
      setTold(NONE)
    }
  }
  const settle = () => {
    if (typed === value) return
    setTold((before) => [...before, typed])
    onPause(typed)
  }
  const handlePause = useEffectEvent(settle)
  useEffect(() => {
    const isSettled = typed === value
    const timer = isSettled ? setTimeout(() => setTold(NONE), LATE_MS) : setTimeout(handlePause, pauseMs)
    return () => clearTimeout(timer)
  }, [typed, value, pauseMs])
  return { typed, setTyped, settle }
}
