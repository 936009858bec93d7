'use client'

import { useQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { RelatedAnswer } from '@/lib/services/read-related'

/** What is known of an object's neighbours. */
export function useRelated(id: string) {
  return useQuery({
    queryKey: ['object', 'related', id],
    queryFn: ({ signal }) =>
      requestJson<RelatedAnswer>(`/api/objects/related?id=${encodeURIComponent(id)}`, { signal }),
  })
}
