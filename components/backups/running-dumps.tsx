'use client'

import { describePageError } from '@/components/states/page-error'
import type { DumpInBrief } from '@/lib/services/dumps-in-brief'
import { ErrorState } from '../states/error-state'
import { Button } from '../ui/button'
import { Panel } from '../ui/panel'
import { SafeName } from '../ui/safe-name'
import { Time } from '../ui/time'
import { DumpLog } from './dump-log'
import { DumpProgressBar } from './dump-progress'
import { DumpStatus } from './dump-status'
import { whatWord } from './dump-words'
import { useDump, useDumpAction } from './use-dumps'

type OpenDump = Pick<
  DumpInBrief,
  'id' | 'environment' | 'what' | 'state' | 'startedAt' | 'queuedBehind' | 'progress'
>

/** The dumps that run or wait, with how far they are. */
export function RunningDumps({ dumps }: { readonly dumps: readonly OpenDump[] }) {
  return dumps.map((dump) => <RunningDump key={dump.id} dump={dump} />)
}

function RunningDump({ dump }: { readonly dump: OpenDump }) {
  const action = useDumpAction()
  const { id, environment, what, startedAt, queuedBehind, state } = dump
  return (
    <Panel
      title={
        <span className="flex flex-wrap items-center gap-2">
          <DumpStatus state={state} />
          <span>
            <SafeName name={environment} /> · {whatWord(what)}
          </span>
        </span>
      }
      actions={
        <Button disabled={action.isPending} onClick={() => action.mutate({ action: 'cancel', id })}>
          {action.isPending ? 'Cancelling…' : 'Cancel'}
        </Button>
      }
    >
      <div className="space-y-3">
        {state === 'queued' ? (
          <p>
            {queuedBehind ? 'Waits until the other dump of this environment is done.' : 'Begins in a moment.'}
          </p>
        ) : (
          <DumpProgressBar progress={dump.progress} />
        )}
        {startedAt && (
          <p className="text-muted text-sm">
            Started at <Time at={startedAt} />. It goes on when you close this page.
          </p>
        )}
        {action.error && <ErrorState error={describePageError(action.error)} />}
        {state === 'running' && <RunningLog id={id} />}
      </div>
    </Panel>
  )
}

function RunningLog({ id }: { readonly id: string }) {
  const { data, error, refetch } = useDump(id)
  if (error && !data) return <ErrorState error={describePageError(error)} onRetry={() => refetch()} />
  return <DumpLog lines={data?.log.lines ?? []} after={data?.log.after ?? 0} isGrowing />
}
