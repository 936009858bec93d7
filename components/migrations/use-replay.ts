'use client'

import { useMutation } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { ReplayReport } from '@/lib/services/replay-report'

/** Replays the migrations when asked to. */
export function useReplay() {
  return useMutation({
    mutationFn: () => requestJson<ReplayReport>('/api/replay', { method: 'POST', body: {} }),
  })
}
