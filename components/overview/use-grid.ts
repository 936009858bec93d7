'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { GridAnswer } from '@/lib/services/grid-answer'
import { type Filters, filterQuery } from './filters'

/** The grid under these filters, page after page. */
export function useGrid(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ['overview', filters],
    queryFn: ({ pageParam, signal }) =>
      requestJson<GridAnswer>(`/api/overview${filterQuery(filters, { offset: String(pageParam) })}`, {
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, rows, matching }) =>
      offset + rows.length < matching ? offset + rows.length : undefined,
    placeholderData: keepPreviousData,
  })
}
