'use client'

import { useEffect } from 'react'
import { describePageError } from '@/components/states/page-error'
import type { GridAnswer } from '@/lib/services/grid-answer'
import { EmptyState } from '../states/empty-state'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { announce } from '../ui/announcer'
import { Button } from '../ui/button'
import { PageHeader } from '../ui/page-header'
import { FilterBar } from './filter-bar'
import { useFilters } from './filters'
import { GridTable } from './grid-table'
import { LookFirst } from './look-first'
import { useCheck } from './use-check'
import { useGrid } from './use-grid'
import { spokenVerdict, Verdict } from './verdict'

/** The page that answers: are we in step, and if not, where? */
export function Overview() {
  const { filters, setFilter, clearFilters } = useFilters()
  const grid = useGrid(filters)
  const check = useCheck()
  const answer = grid.data?.pages[0]
  const isChecking = check.isPending || (answer?.environments.some((each) => each.isChecking) ?? false)
  useAnnouncement(answer, isChecking)

  if (!answer && grid.error) {
    return <ErrorState level={1} error={describePageError(grid.error)} onRetry={() => grid.refetch()} />
  }
  if (!answer) return <LoadingPage />
  if (answer.environments.length === 0) return <NothingConfigured />
  const rows = grid.data?.pages.flatMap((page) => page.rows) ?? []
  const isFirstRead = answer.environments.every(({ state, isChecking: now }) => state === 'never' && now)
  return (
    <>
      <PageHeader
        title="Overview"
        summary={isFirstRead ? undefined : <Verdict answer={answer} />}
        actions={
          <Button look="primary" disabled={isChecking} onClick={() => check.mutate(undefined)}>
            {isChecking ? 'Checking…' : 'Check all now'}
          </Button>
        }
      />
      {check.error && <ErrorState error={describePageError(check.error)} />}
      {isFirstRead ? (
        <LoadingRows label={readingLabel(answer)} />
      ) : (
        <>
          <LookFirst answer={answer} rows={rows} />
          <FilterBar answer={answer} filters={filters} onChange={setFilter} onClear={clearFilters} />
          <GridTable
            answer={answer}
            rows={rows}
            onShowMore={grid.hasNextPage ? () => grid.fetchNextPage() : undefined}
            isLoadingMore={grid.isFetchingNextPage}
            onClearFilters={clearFilters}
          />
        </>
      )}
    </>
  )
}

function LoadingPage() {
  return (
    <>
      <PageHeader title="Overview" />
      <LoadingRows label="Asking what is known of the environments…" />
    </>
  )
}

function readingLabel({ environments }: GridAnswer): string {
  return `Reading ${environments.map(({ name }) => name).join(', ')}…`
}

function NothingConfigured() {
  return (
    <EmptyState level={1} title="No environments yet">
      <p>
        Set variables such as <code>PROD_DATABASE_URL</code> and <code>STAGING_DATABASE_URL</code> in{' '}
        <code>.env.local</code>, or name them in <code>lockstep.config.json</code>; the README shows how. This
        page finds them within seconds.
      </p>
      <p>
        To look around without a database, stop Lockstep and run <code>npm run demo</code>.
      </p>
    </EmptyState>
  )
}

/** Tells those who cannot see it what a check found, once it has ended. */
function useAnnouncement(answer: GridAnswer | undefined, isChecking: boolean): void {
  const spoken = answer && !isChecking ? spokenVerdict(answer) : null
  useEffect(() => {
    if (spoken !== null) announce(spoken)
  }, [spoken])
}
