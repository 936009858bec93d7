'use client'

import type { PoliciesAnswer } from '@/lib/services/policies-answer'
import { EmptyState } from '../states/empty-state'
import { UnreachableState } from '../states/partial-states'
import { ClearFilters } from '../ui/clear-filters'
import { CriticalTables } from './critical-tables'
import { NothingToSay } from './nothing-to-say'
import { PoliciesFilters } from './policies-filters'
import { PoliciesList } from './policies-list'
import type { PolicyFilterName, PolicyFilters } from './policies-state'
import { VerdictLegend } from './verdict'

interface PoliciesBodyProps extends TablesProps {
  readonly onChange: (name: PolicyFilterName, value: string) => void
}

/** The tables that are to be looked at first, and all of them with what narrows them. */
export function PoliciesBody({ answer, filters, onChange, onClear }: PoliciesBodyProps) {
  return (
    <>
      <CriticalTables answer={answer} filters={filters} />
      <PoliciesFilters answer={answer} filters={filters} onChange={onChange} onClear={onClear} />
      <Tables answer={answer} filters={filters} onClear={onClear} />
    </>
  )
}

interface TablesProps {
  readonly answer: PoliciesAnswer
  readonly filters: PolicyFilters
  readonly onClear: () => void
}

function Tables({ answer, filters, onClear }: TablesProps) {
  const { tables, notable, matching } = answer
  if (answer.counts.every((counts) => counts === null)) return <NothingRead answer={answer} />
  if (tables === 0) {
    return <EmptyState title="No tables">None of the environments that could be read has a table.</EmptyState>
  }
  if (notable === 0 && filters.show !== 'everything') {
    return <NothingToSay answer={answer} />
  }
  if (matching === 0) {
    return (
      <EmptyState
        title={`0 of ${filters.show === 'everything' ? tables : notable} tables match these filters`}
        actions={<ClearFilters onClear={onClear} />}
      />
    )
  }
  return (
    <div className="space-y-4">
      <PoliciesList answer={answer} filters={filters} />
      <VerdictLegend />
    </div>
  )
}

/** No environment answered: each with its reason. */
function NothingRead({ answer }: { readonly answer: PoliciesAnswer }) {
  return (
    <div className="space-y-4">
      {answer.environments.map(
        ({ name, error, checkedAt }) =>
          error && (
            <UnreachableState
              key={name}
              environment={name}
              error={error}
              lastReadAt={checkedAt ?? undefined}
            />
          ),
      )}
    </div>
  )
}
