'use client'

import dynamic from 'next/dynamic'
import { describePageError } from '@/components/states/page-error'
import type { PoliciesAnswer } from '@/lib/services/policies-answer'
import { NothingConfigured } from '../overview/nothing-configured'
import { EmptyState, InStepState } from '../states/empty-state'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { UnreachableState } from '../states/partial-states'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { PageHeader } from '../ui/page-header'
import { CriticalTables } from './critical-tables'
import { PoliciesFilters } from './policies-filters'
import { type PolicyFilters, usePolicyFilters } from './policies-state'
import { PoliciesSummary } from './policies-summary'
import { usePolicies } from './use-policies'
import { VerdictLegend } from './verdict'

/** Comes after what is most urgent, which is what a page is opened for. */
const PoliciesList = dynamic(() => import('./policies-list').then((module) => module.PoliciesList), {
  ssr: false,
  loading: () => <LoadingRows label="Opening the list…" rows={24} />,
})

/** The page that answers: whom do tables hold back, where does it differ, and what is open? */
export function Policies() {
  const { filters, setFilter, clearFilters } = usePolicyFilters()
  const policies = usePolicies(filters)
  const answer = policies.data
  if (!answer && policies.error) {
    return (
      <ErrorState level={1} error={describePageError(policies.error)} onRetry={() => policies.refetch()} />
    )
  }
  if (answer?.environments.length === 0) return <NothingConfigured />
  const isFirstRead = answer?.environments.every(({ state, isChecking }) => state === 'never' && isChecking)
  if (!answer || isFirstRead) return <LoadingPage answer={answer} />
  return (
    <>
      <PageHeader title="Policies" summary={<PoliciesSummary answer={answer} />} />
      <CriticalTables answer={answer} filters={filters} />
      <PoliciesFilters answer={answer} filters={filters} onChange={setFilter} onClear={clearFilters} />
      <Tables answer={answer} filters={filters} onClear={clearFilters} />
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
        actions={<Button onClick={onClear}>Clear filters</Button>}
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

function NothingToSay({ answer }: { readonly answer: PoliciesAnswer }) {
  const isWhole = answer.counts.every((counts) => counts?.unknown === 0)
  const State = isWhole ? InStepState : EmptyState
  return (
    <State title={isWhole ? 'Row-level security is in step' : 'No difference in what could be read'}>
      <p>
        <Count value={answer.tables} of={['table', 'tables']} /> compared with their policies.
        {!isWhole && ' What could not be read is unknown, not in step.'}
      </p>
    </State>
  )
}

function LoadingPage({ answer }: { readonly answer: PoliciesAnswer | undefined }) {
  const names = answer?.environments.map(({ name }) => name).join(', ')
  return (
    <>
      <PageHeader title="Policies" />
      <LoadingRows label={names ? `Reading ${names}…` : 'Asking what is known of the environments…'} />
    </>
  )
}
