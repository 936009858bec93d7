'use client'

import { useQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { LintAnswer } from '@/lib/services/lint-answer'

/** What the pending files would do in an environment; asked for only where there are some. */
export function useLint(environment: string, isEnabled: boolean) {
  return useQuery({
    queryKey: ['migrations', 'lint', environment],
    queryFn: ({ signal }) =>
      requestJson<LintAnswer>(`/api/migrations/lint?environment=${encodeURIComponent(environment)}`, {
        signal,
      }),
    enabled: isEnabled,
  })
}
