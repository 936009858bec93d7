'use client'

import { useQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { GraphAnswer } from '@/lib/services/graph-answer'
import type { PairParameters } from '../compare-requests'

/** The tables that differ and their neighbours. */
export function useGraph({ source, target, lastKnown }: PairParameters) {
  return useQuery({
    queryKey: ['compare', 'graph', { source, target, lastKnown }],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ source, target, ...(lastKnown && { lastKnown: 'true' }) })
      return requestJson<GraphAnswer>(`/api/compare/graph?${query}`, { signal })
    },
  })
}
