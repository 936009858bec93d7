'use client'

import { describePageError } from '@/components/states/page-error'
import type { ReplayReport } from '@/lib/services/replay-report'
import { ErrorState } from '../states/error-state'
import { Status } from '../status/status'
import { Button } from '../ui/button'
import { Panel } from '../ui/panel'
import { EnvironmentDrift } from './environment-drift'
import { ReplayOutcome } from './replay-outcome'
import { useReplay } from './use-replay'

/** Whether the files build a database, and what the environments hold beside what their records claim. */
export function ReplayPanel() {
  const replay = useReplay()
  const { data, error, isPending } = replay
  return (
    <Panel
      title="Do the files say what is there?"
      actions={
        <Button disabled={isPending} onClick={() => replay.mutate()}>
          {isPending ? 'Replaying…' : data ? 'Replay again' : 'Replay the files'}
        </Button>
      }
    >
      <div aria-live="polite" className="space-y-5">
        {isPending && (
          <p className="flex items-center gap-2">
            <Status status="running" label="Replaying…" /> in a database of our own; nothing is written to an
            environment.
          </p>
        )}
        {!isPending && error && (
          <ErrorState error={describePageError(error)} onRetry={() => replay.mutate()} />
        )}
        {!isPending && !error && !data && <Before />}
        {!isPending && data && <Report report={data} />}
      </div>
    </Panel>
  )
}

function Before() {
  return (
    <p className="max-w-[80ch] text-muted">
      A record is a claim, not evidence. A replay runs the files in a database of our own, all of them and
      then those that each environment has recorded, and compares what they build with what is there: what is
      left over was made by hand, or never took effect. It runs the project’s own SQL on this machine.
    </p>
  )
}

function Report({ report: { head, headError, environments } }: { readonly report: ReplayReport }) {
  return (
    <>
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
