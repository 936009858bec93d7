'use client'

import { keepPreviousData, type QueryMeta, useQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { PairsAnswer } from '@/lib/services/list-pairs'
import type { ComparedObjectAnswer } from '@/lib/services/read-compared-object'
import type { ComparisonAnswer } from '@/lib/services/read-comparison'
import { requestEarly } from '../early/request-early'
import { comparedObjectPath, comparisonPath, type PairParameters } from './compare-requests'

/** Everything that can be compared, and how far each environment is from the reference. */
export function usePairs(meta?: QueryMeta) {
  return useQuery({
    queryKey: ['compare', 'origins'],
    queryFn: ({ signal }) => requestJson<PairsAnswer>('/api/compare/origins', { signal }),
    meta,
  })
}

/** All differences of a pair in brief. */
export function useComparison(pair: PairParameters) {
  return useQuery({
    queryKey: ['compare', 'index', pair],
    queryFn: ({ signal }) => requestEarly<ComparisonAnswer>(comparisonPath(pair), { signal }),
  })
}

/** One object of a pair, whole; the one before stays until it is there. */
export function useComparedObject(pair: PairParameters, id: string) {
  return useQuery({
    queryKey: ['compare', 'object', pair, id],
    queryFn: ({ signal }) => requestEarly<ComparedObjectAnswer>(comparedObjectPath(pair, id), { signal }),
    placeholderData: keepPreviousData,
  })
}
