'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useDeferredValue, useMemo } from 'react'
import type { GridAnswer } from '@/lib/services/grid-answer'
import { EmptyState } from '../states/empty-state'
import { StatusLegend } from '../status/status'
import { Button } from '../ui/button'
import { FilterBar } from './filter-bar'
import { GridTable } from './grid-table'
import { LookFirst } from './look-first'
import { NothingDiffers } from './nothing-differs'
import { NO_FILTERS, type OverviewState, type SetOverviewState } from './overview-state'
import { ReferenceUnread } from './reference-unread'

/** Only for those who ask for a forecast. */
const ForecastNote = dynamic(() => import('./forecast-note').then((module) => module.ForecastNote), {
  ssr: false,
})

interface ComparedGridProps {
  readonly answer: GridAnswer
  readonly state: OverviewState
  readonly onChange: SetOverviewState
  readonly onRetry: () => void
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
        <ForecastNote forecast={answer.forecast} onEnd={() => onChange({ forecast: null })} />
      )}
      <LookFirst answer={answer} />
      <FilterBar answer={answer} state={state} onChange={onChange} />
      {answer.total > 0 && answer.matching === 0 ? (
        <EmptyState
          title={`0 of ${answer.total} ${answer.show === 'everything' ? 'objects' : 'differences'} match these filters`}
          actions={<Button onClick={() => onChange(NO_FILTERS)}>Clear filters</Button>}
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
              <Link href="/migrations" prefetch={false} className="underline underline-offset-2">
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

/** The list, a moment after all else that changes with it: a press is answered at once, however long the list takes. */
function LaterGrid({ answer, state, onChange }: Omit<ComparedGridProps, 'onRetry'>) {
  const grid = useMemo(() => {
    const toggleKind = (kind: string) =>
      onChange(({ closed }) => ({
        closed: closed.includes(kind) ? closed.filter((each) => each !== kind) : [...closed, kind],
      }))
    return <GridTable answer={answer} state={state} onToggleKind={toggleKind} />
  }, [answer, state, onChange])
  return useDeferredValue(grid)
}
