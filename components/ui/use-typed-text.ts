'use client'

import { useEffect, useEffectEvent, useState } from 'react'

interface TypedTextOptions {
  readonly value: string
  /** Told when typing pauses. */
  readonly onPause: (text: string) => void
  /** How long typing pauses before what was typed counts, in milliseconds. */
  readonly pauseMs: number
}

/** How long after the last told text has come back a text of before it may still come back, in milliseconds. */
const LATE_MS = 2_000

const NONE: readonly string[] = []

/**
 * What stands in a field while somebody types, and how to set it; follows the value when that changes elsewhere. What
 * was told comes back as the value only later, when more may have been typed: then what is typed stands.
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
  const handlePause = useEffectEvent(onPause)
  useEffect(() => {
    const tell = () => {
      setTold((before) => [...before, typed])
      handlePause(typed)
    }
    const timer = typed === value ? setTimeout(() => setTold(NONE), LATE_MS) : setTimeout(tell, pauseMs)
    return () => clearTimeout(timer)
  }, [typed, value, pauseMs])
  return [typed, setTyped] as const
}
