import Link from 'next/link'
import type { FilesColumn } from '@/lib/services/grid-answer'
import { Status } from '../status/status'
import { Age } from '../ui/time'

/** The head of the column of what the migration files build: whether they do, and when that was tried. */
export function FilesHead({ files }: { readonly files: FilesColumn }) {
  const { isRunning, failure, error, replayedAt } = files
  const problem = failure ?? error
  return (
    <th scope="col" className="px-(--pad) py-2 align-bottom font-medium">
      <Link href="/migrations" prefetch={false} className="underline decoration-border underline-offset-2">
        Migration files
      </Link>
      <span className="mt-0.5 block font-normal text-muted text-xs">
        {isRunning ? (
          <Status status="running" label="Replaying…" />
        ) : problem ? (
          <span title={problem.message}>
            <Status status="failed" label="Do not build a database" />
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
