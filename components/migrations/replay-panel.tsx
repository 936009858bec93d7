'use client'

import { describePageError } from '@/components/states/page-error'
import type { ReplayReport, StandingReplay } from '@/lib/services/replay-report'
import { ErrorState } from '../states/error-state'
import { Status } from '../status/status'
import { Button } from '../ui/button'
import { Panel } from '../ui/panel'
import { Age } from '../ui/time'
import { EnvironmentDrift } from './environment-drift'
import { ReplayOutcome } from './replay-outcome'
import { useReplay, useReplayAction } from './use-replay'

/** Whether the files build a database, and what the environments hold beside what their records claim. */
export function ReplayPanel() {
  const { data, error: readError } = useReplay()
  const action = useReplayAction()
  const isRunning = data?.status.isRunning || (action.isPending && action.variables !== 'turnOff')
  const isCancelled = data?.status.error !== null && action.variables === 'cancel'
  const error = (data ? null : readError) ?? (isCancelled ? null : action.error)
  return (
    <Panel
      title="Do the files say what is there?"
      actions={<Actions data={data} isRunning={isRunning} act={action.mutate} />}
    >
      <div aria-live="polite" className="space-y-5">
        {isRunning && (
          <p className="flex flex-wrap items-center gap-2">
            <Status status="running" label="Replaying…" /> in a database of our own; nothing is written to an
            environment.
          </p>
        )}
        {!isRunning && error && (
          <ErrorState error={describePageError(error)} onRetry={() => action.mutate('replay')} />
        )}
        {!isRunning && !error && data?.status.error && (
          <ErrorState error={data.status.error} onRetry={() => action.mutate('replay')} />
        )}
        {!isRunning && !error && data && !data.report && !data.status.error && <Before />}
        {data?.report && <Report report={data.report} status={data.status} />}
      </div>
    </Panel>
  )
}

interface ActionsProps {
  readonly data: StandingReplay | undefined
  readonly isRunning: boolean | undefined
  readonly act: (action: 'replay' | 'cancel' | 'turnOff') => void
}

function Actions({ data, isRunning, act }: ActionsProps) {
  if (isRunning) return <Button onClick={() => act('cancel')}>Cancel the replay</Button>
  return (
    <>
      {data?.status.isOn && (
        <Button look="quiet" onClick={() => act('turnOff')}>
          Stop replaying
        </Button>
      )}
      {!(data?.status.isOn && data.report) && <Button onClick={() => act('replay')}>Replay the files</Button>}
    </>
  )
}

function Before() {
  return (
    <p className="max-w-[80ch] text-muted">
      A record is a claim, not evidence. A replay runs the files in a database of our own, all of them and
      then those that each environment has recorded, and compares what they build with what is there. Then
      every difference tells its cause: a migration that is pending, or a change that no migration made. It
      runs the project’s own SQL on this machine, now and whenever the files or the records change.
    </p>
  )
}

interface ReportProps {
  readonly report: ReplayReport
  readonly status: StandingReplay['status']
}

function Report({ report: { head, headError, environments }, status }: ReportProps) {
  return (
    <>
      {status.replayedAt && (
        <p className="text-muted text-sm">
          Replayed <Age at={status.replayedAt} />
          {status.isOn ? ', and again whenever the files or the records change' : ''}.
        </p>
      )}
      <section aria-labelledby="replay-head">
        <h3 id="replay-head" className="font-medium">
          All files, in an empty database
        </h3>
        <ReplayOutcome replay={head} error={headError} />
      </section>
      {environments.map((environment) => (
        <EnvironmentDrift key={environment.name} environment={environment} />
      ))}
    </>
  )
}
