'use client'

import { type Ref, useEffect, useEffectEvent, useState } from 'react'

interface SearchFieldProps {
  readonly ref: Ref<HTMLInputElement>
  readonly value: string
  readonly onChange: (value: string) => void
}

const TYPING_MS = 150

/** Narrows the list when typing pauses, and follows the address when it changes elsewhere. */
export function SearchField({ ref, value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setTyped(value)
  }
  const handlePause = useEffectEvent(onChange)
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => handlePause(typed), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, value])
  return (
    <label className="col-span-2 flex min-w-0 flex-col gap-1 text-muted text-xs">
      Search
      <input
        ref={ref}
        type="search"
        value={typed}
        placeholder="Name of an object"
        onChange={(event) => setTyped(event.target.value)}
        className="h-8 w-full sm:w-56 rounded-md border border-strong bg-raised px-2 text-fg text-sm"
      />
    </label>
  )
}
