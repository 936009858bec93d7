'use client'

import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { describePageError } from '@/components/states/page-error'
import type { GridAnswer } from '@/lib/services/grid-answer'
import { useShortcut } from '../keys/use-shortcut'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { announce } from '../ui/announcer'
import { Button } from '../ui/button'
import { CopyLink } from '../ui/copy-link'
import { PageHeader } from '../ui/page-header'
import { NothingConfigured } from './nothing-configured'
import { useOverviewState } from './overview-state'
import { useCheck } from './use-check'
import { useOverview } from './use-overview'
import { spokenVerdict, Verdict } from './verdict'

/** Most of the time there is nothing to tell. */
const SinceLastLook = dynamic(
  () => import('../history/since-last-look').then((module) => module.SinceLastLook),
  { ssr: false },
)

/** Comes after the verdict, which is what the page is opened for. */
const ComparedGrid = dynamic(() => import('./compared-grid').then((module) => module.ComparedGrid), {
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
        <ComparedGrid
          answer={answer}
          state={state}
          onChange={setState}
          onRetry={() => check.mutate(undefined)}
        />
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
