'use client'

import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { describePageError } from '@/components/states/page-error'
import type { GridAnswer } from '@/lib/services/grid-answer'
import { SinceLastLook } from '../history/since-last-look'
import { useShortcut } from '../keys/use-shortcut'
import { EmptyState } from '../states/empty-state'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { StatusLegend } from '../status/status'
import { announce } from '../ui/announcer'
import { Button } from '../ui/button'
import { CopyLink } from '../ui/copy-link'
import { PageHeader } from '../ui/page-header'
import { FilterBar } from './filter-bar'
import { LookFirst } from './look-first'
import { NothingConfigured } from './nothing-configured'
import { NothingDiffers } from './nothing-differs'
import { NO_FILTERS, type OverviewState, type SetOverviewState, useOverviewState } from './overview-state'
import { ReferenceUnread } from './reference-unread'
import { useCheck } from './use-check'
import { useOverview } from './use-overview'
import { spokenVerdict, Verdict } from './verdict'

/** Comes after the verdict, which is what a page is opened for. */
const GridTable = dynamic(() => import('./grid-table').then((module) => module.GridTable), {
  ssr: false,
  loading: () => <LoadingRows label="Opening the list…" rows={24} />,
})

/** The page that answers: are we in step, and if not, where? */
export function Overview() {
  const { state, setState } = useOverviewState()
  const overview = useOverview(state)
  const check = useCheck()
  const answer = overview.data
  const isChecking = check.isPending || (answer?.environments.some((each) => each.isChecking) ?? false)
  useAnnouncement(answer, isChecking)
  useShortcut('check', () => !isChecking && check.mutate(undefined))

  if (overview.error && (!answer || overview.isPlaceholderData)) {
    return (
      <ErrorState level={1} error={describePageError(overview.error)} onRetry={() => overview.refetch()} />
    )
  }
  if (!answer) return <LoadingPage />
  if (answer.environments.length === 0) return <NothingConfigured />
  const isFirstRead = answer.environments.some(
    ({ isReference, state, isChecking: now }) => isReference && state === 'never' && now,
  )
  return (
    <>
      <PageHeader
        title="Overview"
        summary={isFirstRead ? undefined : <Verdict answer={answer} />}
        actions={
          <>
            <CopyLink />
            <Button look="primary" disabled={isChecking} onClick={() => check.mutate(undefined)}>
              {isChecking ? checkingLabel(answer) : 'Check all now'}
            </Button>
          </>
        }
      />
      <SinceLastLook />
      {check.error && <ErrorState error={describePageError(check.error)} />}
      {isFirstRead ? (
        <LoadingRows label={readingLabel(answer)} />
      ) : (
        <Compared answer={answer} state={state} onChange={setState} onRetry={() => check.mutate(undefined)} />
      )}
    </>
  )
}

interface ComparedProps {
  readonly answer: GridAnswer
  readonly state: OverviewState
  readonly onChange: SetOverviewState
  readonly onRetry: () => void
}

function Compared({ answer, state, onChange, onRetry }: ComparedProps) {
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
  const toggleKind = (kind: string) =>
    onChange(({ closed }) => ({
      closed: closed.includes(kind) ? closed.filter((each) => each !== kind) : [...closed, kind],
    }))
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
          <GridTable answer={answer} state={state} onToggleKind={toggleKind} />
          <StatusLegend statuses={['inSync', 'changed', 'missing', 'onlyHere', 'unknown']} />
        </div>
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
  const reading = environments.filter(({ state }) => state === 'never').map(({ name }) => name)
  return `Reading ${reading.join(', ')}…`
}

function checkingLabel({ environments }: GridAnswer): string {
  const running = environments.filter(({ isChecking }) => isChecking).length
  return running === 0 ? 'Checking…' : `Checking… ${environments.length - running} of ${environments.length}`
}

/** Tells those who cannot see it what a check found, once it has ended. */
function useAnnouncement(answer: GridAnswer | undefined, isChecking: boolean): void {
  const spoken = answer && !isChecking ? spokenVerdict(answer) : null
  useEffect(() => {
    if (spoken !== null) announce(spoken)
  }, [spoken])
}
