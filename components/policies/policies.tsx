'use client'

import dynamic from 'next/dynamic'
import { describePageError } from '@/components/states/page-error'
import type { PoliciesAnswer } from '@/lib/services/policies-answer'
import { NothingConfigured } from '../overview/nothing-configured'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { PageHeader } from '../ui/page-header'
import { usePolicyFilters } from './policies-state'
import { PoliciesSummary } from './policies-summary'
import { usePolicies } from './use-policies'

/** Comes after the summary, which is what the page is opened for. */
const PoliciesBody = dynamic(() => import('./policies-body').then((module) => module.PoliciesBody), {
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
      <PoliciesBody answer={answer} filters={filters} onChange={setFilter} onClear={clearFilters} />
    </>
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
