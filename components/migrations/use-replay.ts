'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { StandingReplay } from '@/lib/services/replay-report'

/** What stands of the replays; asked for again with every change that the server tells of. */
export function useReplay() {
  return useQuery({
    queryKey: ['replay'],
    queryFn: ({ signal }) => requestJson<StandingReplay>('/api/replay', { signal }),
  })
}

/** Begins, cancels or ends the replays. */
export function useReplayAction() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (action: 'replay' | 'cancel' | 'turnOff') =>
      requestJson<StandingReplay>('/api/replay', { method: 'POST', body: { action } }),
    onSuccess: (standing) => client.setQueryData(['replay'], standing),
    onSettled: () => client.invalidateQueries(),
  })
}
