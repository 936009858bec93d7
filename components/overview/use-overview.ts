'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { GridAnswer } from '@/lib/services/grid-answer'
import { requestEarly } from '../early/request-early'
import { gridPath, queryOf } from './overview-query'
import type { OverviewState } from './overview-state'

/** The grid in brief under this state, with its first rows. */
export function useOverview(state: OverviewState) {
  const query = queryOf(state)
  return useQuery({
    queryKey: ['overview', query],
    queryFn: ({ signal }) => requestEarly<GridAnswer>(gridPath(state), { signal }),
    placeholderData: keepPreviousData,
  })
}
