'use client'

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

interface ComparedGridProps {
  readonly answer: GridAnswer
  readonly state: OverviewState
  readonly onChange: SetOverviewState
  readonly onRetry: () => void
}

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
          <StatusLegend statuses={['inSync', 'changed', 'missing', 'onlyHere', 'unknown']} />
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
