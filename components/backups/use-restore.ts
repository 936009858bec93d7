'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { RestorePlan } from '@/lib/services/restore-plan'
import type { RestoreRun } from '@/lib/services/restore-runs'

/** What restoring a dump into an environment would replace, with the key that confirms just that. */
export function useRestorePlan(id: string) {
  return useMutation({
    mutationFn: (into: string) =>
      requestJson<RestorePlan>('/api/dumps/restore', { method: 'POST', body: { action: 'plan', id, into } }),
  })
}

/** Begins the restore of a plan, or cancels it before it lasts. */
export function useRestoreAction() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (
      body: { action: 'restore'; key: string; name: string } | { action: 'cancel'; key: string },
    ) => requestJson<RestoreRun>('/api/dumps/restore', { method: 'POST', body }),
    onSuccess: (run) => client.setQueryData(runKey(run.key), run),
  })
}

/** How far a restore is; asked for again with every change that the server tells of. */
export function useRestoreRun(key: string) {
  return useQuery({
    queryKey: runKey(key),
    queryFn: ({ signal }) =>
      requestJson<RestoreRun>(`/api/dumps/restore?key=${encodeURIComponent(key)}`, { signal }),
    meta: { failuresToldByAsker: 'always' },
  })
}

function runKey(key: string): string[] {
  return ['dumps', 'restore', key]
}
