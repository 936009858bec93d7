'use client'

import { useEffect, useEffectEvent, useState } from 'react'

interface TypedTextOptions {
  readonly value: string
  /** Told when typing pauses. */
  readonly onPause: (text: string) => void
  /** How long typing pauses before what was typed counts, in milliseconds. */
  readonly pauseMs: number
}

/** What stands in a field while somebody types, and how to set it; follows the value when that changes elsewhere. */
export function useTypedText({ value, onPause, pauseMs }: TypedTextOptions) {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setTyped(value)
  }
  const handlePause = useEffectEvent(onPause)
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => handlePause(typed), pauseMs)
    return () => clearTimeout(timer)
  }, [typed, value, pauseMs])
  return [typed, setTyped] as const
}
