'use client'

import { useEffect, useRef } from 'react'

interface NameFieldProps {
  readonly value: string
  readonly onChange: (name: string) => void
  /** Where what is wrong with it is told, as the id of an element. */
  readonly describedBy?: string
  readonly hasFocus?: boolean
}

/** The longest name that a migration may have. */
const LONGEST = 100

/** The name of a new migration. */
export function NameField({ value, onChange, describedBy, hasFocus }: NameFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // A window that opens gives the focus to its first button, after this.
    const frame = hasFocus ? requestAnimationFrame(() => field.current?.focus()) : 0
    return () => cancelAnimationFrame(frame)
  }, [hasFocus])
  return (
    <label className="flex min-w-0 basis-full flex-col gap-1 text-muted text-xs sm:flex-1 sm:basis-0">
      Name
      <input
        ref={field}
        type="text"
        value={value}
        maxLength={LONGEST}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full rounded-md border border-strong bg-raised px-2 font-mono text-fg text-sm"
      />
    </label>
  )
}
