'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import type { GridAnswer } from '@/lib/services/grid-answer'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import type { FilterName, Filters } from './filters'

interface FilterBarProps {
  readonly answer: GridAnswer
  readonly filters: Filters
  readonly onChange: (name: FilterName, value: string) => void
  readonly onClear: () => void
}

const TYPING_MS = 200

const STATUS_CHOICES = [
  { value: 'different', label: 'Changed' },
  { value: 'missing', label: 'Missing' },
  { value: 'extra', label: 'Only here' },
  { value: 'unknown', label: 'Unknown' },
]

const SEVERITY_CHOICES = ['critical', 'high', 'medium', 'low', 'cosmetic'].map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}))

/** What narrows the grid; all of it is in the address. */
export function FilterBar({ answer, filters, onChange, onClear }: FilterBarProps) {
  const kinds = answer.kinds
    .filter(({ rows, name }) => rows > 0 || name === filters.kind)
    .map(({ name, label, rows }) => ({ value: name, label: `${label.many} (${rows})` }))
  const schemas = answer.schemas.map((schema) => ({ value: schema, label: schema }))
  const isFiltered = Object.keys(filters).length > 0
  return (
    <search className="mb-4 flex flex-wrap items-end gap-3 print:hidden">
      <SearchField value={filters.text ?? ''} onChange={(text) => onChange('text', text)} />
      <Choice name="kind" label="Kind" choices={kinds} filters={filters} onChange={onChange} />
      <Choice name="schema" label="Schema" choices={schemas} filters={filters} onChange={onChange} />
      <Choice
        name="severity"
        label="Severity"
        choices={SEVERITY_CHOICES}
        filters={filters}
        onChange={onChange}
      />
      <Choice name="status" label="Status" choices={STATUS_CHOICES} filters={filters} onChange={onChange} />
      {isFiltered && (
        <Button look="quiet" onClick={onClear}>
          Clear filters
        </Button>
      )}
      <p className="ml-auto self-center text-muted text-sm" aria-live="polite">
        <Count value={answer.matching} /> of <Count value={answer.total} of={['difference', 'differences']} />
      </p>
    </search>
  )
}

interface ChoiceProps {
  readonly name: FilterName
  readonly label: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly filters: Filters
  readonly onChange: (name: FilterName, value: string) => void
}

function Choice({ name, label, choices, filters, onChange }: ChoiceProps) {
  const value = filters[name] ?? ''
  const isKnown = value === '' || choices.some((choice) => choice.value === value)
  return (
    <label className="flex flex-col gap-1 text-muted text-xs">
      {label}
      <select
        value={value}
        onChange={(event) => onChange(name, event.target.value)}
        className="h-8 max-w-48 rounded-md border border-strong bg-raised px-2 text-fg text-sm"
      >
        <option value="">All</option>
        {!isKnown && <option value={value}>{value}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Asks the server when typing pauses, and follows the address when it changes elsewhere. */
function SearchField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
}) {
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
    <label className="flex flex-col gap-1 text-muted text-xs">
      Search
      <input
        type="search"
        value={typed}
        placeholder="Name of an object"
        onChange={(event) => setTyped(event.target.value)}
        className="h-8 w-56 rounded-md border border-strong bg-raised px-2 text-fg text-sm"
      />
    </label>
  )
}
