'use client'

import { useQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { ChangesAnswer } from '@/lib/services/read-changes'
import { ErrorState } from '../states/error-state'
import { describePageError } from '../states/page-error'
import { ChangeLine } from './change-line'

/** When this object was seen to change, in which environment and how; as far back as checks were made here. */
export function ObjectChanges({ id }: { readonly id: string }) {
  const changes = useQuery({
    queryKey: ['changes', 'object', id],
    queryFn: ({ signal }) =>
      requestJson<ChangesAnswer>(`/api/changes?object=${encodeURIComponent(id)}`, { signal }),
  })
  if (changes.error && !changes.data) {
    return <ErrorState error={describePageError(changes.error)} onRetry={() => changes.refetch()} />
  }
  if (!changes.data) return <p className="text-muted">Looking through earlier checks…</p>
  if (changes.data.changes.length === 0) {
    return (
      <p className="text-muted">
        No check on this machine has seen it change. Each check compares an environment with the check before.
      </p>
    )
  }
  return (
    <ol className="space-y-2">
      {changes.data.changes.map((change) => (
        <li key={`${change.environment} ${change.seen}`}>
          <ChangeLine change={change} />
        </li>
      ))}
    </ol>
  )
}
