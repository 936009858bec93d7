'use client'

import { useRef } from 'react'
import { useShortcut } from '../keys/use-shortcut'

interface SearchFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder: string
}

/** The field that narrows the list of a page; `/` goes to it and Escape leaves it. */
export function SearchField({ value, onChange, placeholder }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  useShortcut('filter', () => field.current?.focus())
  return (
    <label className="flex flex-col gap-1 text-muted text-xs">
      Search
      <input
        ref={field}
        type="search"
        value={value}
        placeholder={placeholder}
        maxLength={300}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && value === '' && field.current?.blur()}
        className="h-8 w-56 rounded-md border border-strong bg-raised px-2 text-fg text-sm"
      />
    </label>
  )
}
