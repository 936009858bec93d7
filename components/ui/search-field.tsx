'use client'

import { useRef } from 'react'
import { useShortcut } from '../keys/use-shortcut'
import { useTypedText } from './use-typed-text'

interface SearchFieldProps {
  readonly value: string
  /** Told when typing pauses. */
  readonly onChange: (value: string) => void
  readonly placeholder: string
  readonly className?: string
}

const PAUSE_MS = 150

/** The longest text that the server takes. */
const LONGEST = 300

/** The field that narrows the list of a page, and follows the address when it changes elsewhere; `/` goes to it. */
export function SearchField({ value, onChange, placeholder, className = '' }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const { typed, setTyped } = useTypedText({ value, onPause: onChange, pauseMs: PAUSE_MS })
  useShortcut('filter', () => field.current?.focus())
  return (
    <label className={`flex min-w-0 flex-col gap-1 text-muted text-xs ${className}`}>
      Search
      <input
        ref={field}
        type="search"
        value={typed}
        placeholder={placeholder}
        maxLength={LONGEST}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && typed === '' && field.current?.blur()}
        className="h-8 w-full rounded-md border border-strong bg-raised px-2 text-fg text-sm sm:w-56"
      />
    </label>
  )
}
