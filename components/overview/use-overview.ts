'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { GridAnswer } from '@/lib/services/grid-answer'
import { requestEarly } from '../early/request-early'
import { gridPath, queryOf } from './overview-query'
import type { OverviewState } from './overview-state'

/** A grid and what was asked for it: while the next is on its way, the one before is still shown. */
export interface AskedGrid extends GridAnswer {
  readonly question: string
}

/** The grid in brief under this state, with its first rows. */
export function useOverview(state: OverviewState) {
  const query = queryOf(state)
  return useQuery({
    queryKey: ['overview', query],
    queryFn: async ({ signal }): Promise<AskedGrid> => ({
      ...(await requestEarly<GridAnswer>(gridPath(state), { signal })),
      question: query,
    }),
    placeholderData: keepPreviousData,
  })
}
