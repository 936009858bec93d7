'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useDeferredValue, useMemo, useRef } from 'react'
import { EmptyState } from '../states/empty-state'
import { StatusLegend } from '../status/status'
import { ClearFilters } from '../ui/clear-filters'
import { focusSearch } from '../ui/focus-search'
import { FilterBar } from './filter-bar'
import { GridTable } from './grid-table'
import { LookFirst } from './look-first'
import { NothingDiffers } from './nothing-differs'
import { queryOf } from './overview-query'
import { NO_FILTERS, type OverviewState, type SetOverviewState } from './overview-state'
import { ReferenceUnread } from './reference-unread'
import type { AskedGrid } from './use-overview'

/** Only for those who ask for a forecast. */
const ForecastNote = dynamic(() => import('./forecast-note').then((module) => module.ForecastNote), {
  ssr: false,
})

interface ComparedGridProps {
  readonly answer: AskedGrid
  readonly state: OverviewState
  readonly onChange: SetOverviewState
  readonly onRetry: () => void
}

/** Where the list of choices is folded away, as on phones, the search field takes its place. */
function focusForecast(): void {
  focusSearch()
  document.querySelector<HTMLElement>('select[name="forecast"]')?.focus()
}

const PENDING = ['pending'] as const

/** What differs, the worst first, with what narrows it; or why nothing can be compared. */
export function ComparedGrid({ answer, state, onChange, onRetry }: ComparedGridProps) {
  const isReferenceRead = answer.environments.some((each) => each.isReference && each.state === 'read')
  if (!isReferenceRead) {
    return (
      <ReferenceUnread
        answer={answer}
        onRetry={onRetry}
        onCompareWith={(reference) => onChange({ reference })}
      />
    )
  }
  return (
    <>
      {answer.forecast && (
        <ForecastNote
          forecast={answer.forecast}
          onEnd={() => {
            onChange({ forecast: null })
            focusForecast()
          }}
        />
      )}
      <LookFirst answer={answer} />
      <FilterBar answer={answer} state={state} onChange={onChange} />
      {answer.total > 0 && answer.matching === 0 ? (
        <EmptyState
          title={`0 of ${answer.total} ${answer.show === 'everything' ? 'objects' : 'differing objects'} match these filters`}
          actions={<ClearFilters onClear={() => onChange(NO_FILTERS)} />}
        />
      ) : (
        <div className="space-y-4">
          {Object.keys(answer.bySeverity).length === 0 && <NothingDiffers answer={answer} />}
          <LaterGrid answer={answer} state={state} onChange={onChange} />
          <StatusLegend
            statuses={[
              'inSync',
              'changed',
              'missing',
              'onlyHere',
              ...(answer.replays.length > 0 ? PENDING : []),
              'unknown',
            ]}
          />
          {answer.replays.length === 0 && Object.keys(answer.bySeverity).length > 0 && (
            <p className="text-muted text-sm print:hidden">
              Which of these only wait for a migration, and which were made by hand, is told once the
              migration files were replayed:{' '}
              <Link href="/migrations" prefetch={false} className="underline underline-offset-4">
                replay them
              </Link>
              .
            </p>
          )}
        </div>
      )}
    </>
  )
}

/**
 * The list, a moment after all else that changes with it: a press is answered at once, however long the list takes.
 * The answer to another question is another list, so nothing in it moves; until it comes the one before is paler.
 */
function LaterGrid({ answer, state, onChange }: Omit<ComparedGridProps, 'onRetry'>) {
  const heldColumn = useRef<number | null>(null)
  const grid = useMemo(() => {
    const toggleKind = (kind: string) =>
      onChange(({ closed }) => ({
        closed: closed.includes(kind) ? closed.filter((each) => each !== kind) : [...closed, kind],
      }))
    return (
      <GridTable
        key={answer.question}
        answer={answer}
        state={state}
        heldColumn={heldColumn}
        onToggleKind={toggleKind}
      />
    )
  }, [answer, state, onChange])
  const isWaiting = answer.question !== queryOf(state)
  return (
    <div
      aria-busy={isWaiting}
      className={
        isWaiting ? 'motion-safe:opacity-60 motion-safe:transition-opacity motion-safe:delay-300' : ''
      }
    >
      {useDeferredValue(grid)}
    </div>
  )
}
