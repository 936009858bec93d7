import Link from 'next/link'
import type { ReplayColumn } from '@/lib/services/grid-answer'
import { Status } from '../status/status'
import { SafeName } from '../ui/safe-name'
import { Age } from '../ui/time'

/** The head of the column of what migrations build: whether they do, and when that was tried. */
export function ReplayHead({ replay }: { readonly replay: ReplayColumn }) {
  const { name, isRunning, failure, error, replayedAt } = replay
  const environment = /^migrations@(.+)$/.exec(name)?.[1]
  return (
    <th scope="col" className="px-(--pad) py-2 align-bottom font-medium">
      <Link href="/migrations" prefetch={false} className="underline decoration-border underline-offset-4">
        {environment === undefined ? (
          'Migration files'
        ) : (
          <>
            Recorded in <SafeName name={environment} />
          </>
        )}
      </Link>
      <span className="flex min-h-5 flex-wrap items-center gap-x-1 font-normal text-muted text-xs">
        {isRunning ? (
          <Status status="running" label="Replaying…" />
        ) : failure ? (
          <span title={failure.message}>
            <Status status="failed" label="Builds no database" />
          </span>
        ) : error ? (
          <span title={error.message}>
            <Status status="failed" label="Not replayed" />
          </span>
        ) : replayedAt ? (
          <>
            replayed <Age at={replayedAt} />
          </>
        ) : (
          'not replayed yet'
        )}
      </span>
    </th>
  )
}

/** Whether there is nothing to show yet because the first replay runs. */
export function isBeingReplayed(replay: ReplayColumn | null): boolean {
  return replay !== null && replay.replayedAt === null && replay.isRunning
}

/** Stands in a cell for what a replay is about to tell. */
export function BeingReplayed() {
  return (
    <span className="text-muted">
      <span aria-hidden="true">…</span>
      <span className="sr-only">is being replayed</span>
    </span>
  )
}
