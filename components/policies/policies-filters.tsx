'use client'

import { useRef } from 'react'
import { COMMANDS } from '@/lib/access/policy-rule'
import type { PoliciesAnswer } from '@/lib/services/policies-answer'
import { useShortcut } from '../keys/use-shortcut'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { isNarrowed, type PolicyFilterName, type PolicyFilters } from './policies-state'
import { SearchField } from './search-field'

interface PoliciesFiltersProps {
  readonly answer: PoliciesAnswer
  readonly filters: PolicyFilters
  readonly onChange: (name: PolicyFilterName, value: string) => void
  readonly onClear: () => void
}

/** What narrows the list, all of it in the address, and the switch from differences to everything. */
export function PoliciesFilters({ answer, filters, onChange, onClear }: PoliciesFiltersProps) {
  const search = useRef<HTMLInputElement>(null)
  const isAll = filters.show === 'everything'
  const toggle = () => onChange('show', isAll ? '' : 'everything')
  useShortcut('filter', (event) => {
    event.preventDefault()
    search.current?.focus()
  })
  useShortcut('showAll', toggle)
  return (
    <search className="mb-4 flex flex-wrap items-end gap-3 print:hidden">
      <Button aria-pressed={isAll} onClick={toggle}>
        {isAll ? 'Show only differences' : 'Show all tables'}
      </Button>
      <SearchField ref={search} value={filters.text ?? ''} onChange={(text) => onChange('text', text)} />
      <Choice name="schema" label="Schema" values={answer.schemas} filters={filters} onChange={onChange} />
      <Choice name="role" label="Role" values={answer.roles} filters={filters} onChange={onChange} />
      <Choice name="command" label="Command" values={COMMANDS} filters={filters} onChange={onChange} />
      {isNarrowed(filters) && (
        <Button look="quiet" onClick={onClear}>
          Clear filters
        </Button>
      )}
      <p className="ml-auto self-center text-muted text-sm" aria-live="polite">
        <Count value={answer.matching} /> of <Count value={answer.tables} of={['table', 'tables']} />
      </p>
    </search>
  )
}

interface ChoiceProps {
  readonly name: 'schema' | 'role' | 'command'
  readonly label: string
  readonly values: readonly string[]
  readonly filters: PolicyFilters
  readonly onChange: (name: PolicyFilterName, value: string) => void
}

function Choice({ name, label, values, filters, onChange }: ChoiceProps) {
  const value = filters[name] ?? ''
  const isKnown = value === '' || values.includes(value)
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
        {values.map((each) => (
          <option key={each} value={each}>
            {name === 'role' && each === 'public' ? 'public (every role)' : each}
          </option>
        ))}
      </select>
    </label>
  )
}
