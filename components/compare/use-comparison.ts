'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { EqualObjectsAnswer } from '@/lib/services/list-equal-objects'
import type { PairsAnswer } from '@/lib/services/list-pairs'
import type { ComparedObjectAnswer } from '@/lib/services/read-compared-object'
import type { ComparisonAnswer } from '@/lib/services/read-comparison'
import type { CompareFilters } from './compare-state'

/** Which two origins a request is about. */
export interface PairParameters {
  readonly source: string
  readonly target: string
  readonly lastKnown: boolean
}

/** Everything that can be compared, and how far each environment is from the reference. */
export function usePairs() {
  return useQuery({
    queryKey: ['compare', 'origins'],
    queryFn: ({ signal }) => requestJson<PairsAnswer>('/api/compare/origins', { signal }),
  })
}

/** All differences of a pair in brief. */
export function useComparison(pair: PairParameters) {
  return useQuery({
    queryKey: ['compare', 'index', pair],
    queryFn: ({ signal }) => requestJson<ComparisonAnswer>(`/api/compare?${queryOf(pair)}`, { signal }),
  })
}

/** One object of a pair, whole; the one before stays until it is there. */
export function useComparedObject(pair: PairParameters, id: string) {
  return useQuery({
    queryKey: ['compare', 'object', pair, id],
    queryFn: ({ signal }) =>
      requestJson<ComparedObjectAnswer>(`/api/compare/object?${queryOf(pair, { id })}`, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** The objects that are the same on both sides, page after page, under the filters that can hold for them. */
export function useEqualObjects(pair: PairParameters, filters: CompareFilters, isWanted: boolean) {
  const { kind, schema, text, status, severity, cause } = filters
  return useInfiniteQuery({
    queryKey: ['compare', 'equal', pair, { kind, schema, text }],
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf(pair, {
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
    enabled: isWanted && !status && !severity && !cause,
  })
}

function queryOf({ source, target, lastKnown }: PairParameters, more: Record<string, string> = {}): string {
  return `${new URLSearchParams({ source, target, ...(lastKnown && { lastKnown: 'true' }), ...more })}`
}
