'use client'

import type { StandingState } from '@/lib/migrations/standing'
import { STATE_WORDS } from '@/lib/migrations/state-words'
import type { MigrationsAnswer } from '@/lib/services/migrations-answer'
import { useShortcut } from '../keys/use-shortcut'
import { ClearFilters } from '../ui/clear-filters'
import { Count } from '../ui/count'
import { SearchField } from '../ui/search-field'
import { Segmented } from '../ui/segmented'
import { Select } from '../ui/select'
import { isNarrowed, type MigrationFilters } from './migrations-state'

interface MigrationsFiltersProps {
  readonly answer: MigrationsAnswer
  readonly filters: MigrationFilters
  readonly onChange: (change: Partial<MigrationFilters>) => void
  readonly onClear: () => void
}

/** What narrows the list, all of it in the address. */
export function MigrationsFilters({ answer, filters, onChange, onClear }: MigrationsFiltersProps) {
  const isAll = filters.show === 'everything'
  useShortcut('showAll', () => onChange({ show: isAll ? null : 'everything' }))
  const of = isAll ? answer.total : answer.notEverywhere
  return (
    <search className="mb-4 flex flex-wrap items-end gap-3 print:hidden">
      <SearchField
        value={filters.text ?? ''}
        onChange={(text) => onChange({ text: text || null })}
        placeholder="Version or name"
      />
      <Segmented
        label="Show"
        value={isAll ? 'everything' : 'open'}
        choices={[
          { value: 'open', label: 'Not everywhere' },
          { value: 'everything', label: 'Everything' },
        ]}
        onChange={(show) => onChange({ show: show === 'everything' ? show : null })}
      />
      <Select
        label="Status"
        none="All"
        value={filters.status}
        choices={statesIn(answer).map((value) => ({ value, label: STATE_WORDS[value].word }))}
        onChange={(status) => onChange({ status })}
      />
      <Select
        label="Environment"
        none="Any"
        value={filters.environment}
        choices={answer.environments.map(({ name }) => ({ value: name, label: name }))}
        onChange={(environment) => onChange({ environment })}
      />
      {isNarrowed(filters) && <ClearFilters look="quiet" onClear={onClear} />}
      <p className="ml-auto self-center text-muted text-sm" aria-live="polite">
        <Count value={answer.matching} /> of <Count value={of} of={['migration', 'migrations']} />
      </p>
    </search>
  )
}

/** The states that there are anywhere. */
function statesIn({ environments }: MigrationsAnswer): StandingState[] {
  const states = environments.flatMap(({ counts }) => Object.keys(counts ?? {}) as StandingState[])
  return (Object.keys(STATE_WORDS) as StandingState[]).filter(
    (state) => states.includes(state) && state !== 'absent',
  )
}
