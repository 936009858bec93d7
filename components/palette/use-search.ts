'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { requestJson } from '@/lib/client/request'
import type { SearchAnswer } from '@/lib/services/search-objects'

/**
 * What is found by a text while it is typed. Until that is known, what was found by the text before is there and
 * `isLate` says so; for no text nothing is asked and nothing found.
 */
export function useSearch(typed: string) {
  const text = useDeferredValue(typed.trim())
  const isAsked = text !== ''
  const found = useQuery({
    queryKey: ['search', text],
    queryFn: ({ signal }) =>
      requestJson<SearchAnswer>(`/api/search?text=${encodeURIComponent(text)}`, { signal }),
    enabled: isAsked,
    placeholderData: (before) => before,
  })
  const isUnanswered = isAsked && (found.isPending || found.isPlaceholderData)
  return {
    text,
    answer: isAsked ? found.data : undefined,
    error: isAsked ? found.error : null,
    isLate: text !== typed.trim() || isUnanswered,
  }
}
