'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { EqualObjectsAnswer } from '@/lib/services/list-equal-objects'
import { type PairParameters, pairQuery } from './compare-requests'
import type { CompareFilters } from './compare-state'

/** The objects that are the same on both sides, page after page, under the filters that can hold for them. */
export function useEqualObjects(pair: PairParameters, filters: CompareFilters, isWanted: boolean) {
  const { kind, schema, text, status, severity, cause } = filters
  return useInfiniteQuery({
    queryKey: ['compare', 'equal', pair, { kind, schema, text }],
    queryFn: ({ pageParam, signal }) => {
      const query = pairQuery(pair, {
        ...(kind && { kind }),
        ...(schema && { schema }),
        ...(text && { text }),
        offset: String(pageParam),
      })
      return requestJson<EqualObjectsAnswer>(`/api/compare/equal?${query}`, { signal })
    },
    initialPageParam: 0,
    getNextPageParam: ({ offset, objects, matching }) =>
      offset + objects.length < matching ? offset + objects.length : undefined,
    placeholderData: keepPreviousData,
    meta: { failuresToldByAsker: 'never' },
    enabled: isWanted && !status && !severity && !cause,
  })
}
