'use client'

import { COMMANDS } from '@/lib/access/policy-rule'
import type { PoliciesAnswer } from '@/lib/services/policies-answer'
import { useShortcut } from '../keys/use-shortcut'
import { Button } from '../ui/button'
import { ClearFilters } from '../ui/clear-filters'
import { Count } from '../ui/count'
import { SearchField } from '../ui/search-field'
import { Select } from '../ui/select'
import { isNarrowed, type PolicyFilterName, type PolicyFilters } from './policies-state'

interface PoliciesFiltersProps {
  readonly answer: PoliciesAnswer
  readonly filters: PolicyFilters
  readonly onChange: (name: PolicyFilterName, value: string) => void
  readonly onClear: () => void
}

/** What narrows the list, all of it in the address, and the switch from differences to everything. */
export function PoliciesFilters({ answer, filters, onChange, onClear }: PoliciesFiltersProps) {
  const isAll = filters.show === 'everything'
  const toggle = () => onChange('show', isAll ? '' : 'everything')
  useShortcut('showAll', toggle)
  return (
    <search className="mb-4 flex flex-wrap items-end gap-3 print:hidden">
      <Button aria-pressed={isAll} onClick={toggle}>
        {isAll ? 'Show only differences' : 'Show all tables'}
      </Button>
      <SearchField
        value={filters.text ?? ''}
        onChange={(text) => onChange('text', text)}
        placeholder="Name of a table or policy"
      />
      <Select
        label="Schema"
        none="All"
        value={filters.schema}
        choices={answer.schemas.map((value) => ({ value, label: value }))}
        onChange={(value) => onChange('schema', value ?? '')}
      />
      <Select
        label="Role"
        none="All"
        value={filters.role}
        choices={answer.roles.map((value) => ({
          value,
          label: value === 'public' ? 'public (every role)' : value,
        }))}
        onChange={(value) => onChange('role', value ?? '')}
      />
      <Select
        label="Command"
        none="All"
        value={filters.command}
        choices={COMMANDS.map((value) => ({ value, label: value }))}
        onChange={(value) => onChange('command', value ?? '')}
      />
      {isNarrowed(filters) && <ClearFilters look="quiet" onClear={onClear} />}
      <p className="ml-auto self-center text-muted text-sm" aria-live="polite">
        <Count value={answer.matching} /> of <Count value={answer.tables} of={['table', 'tables']} />
      </p>
    </search>
  )
}
