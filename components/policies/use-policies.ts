'use client'

import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { PoliciesAnswer, PolicyRowAnswer } from '@/lib/services/policies-answer'
import type { TablePoliciesAnswer } from '@/lib/services/table-policies-answer'
import { type PolicyFilters, policyQuery } from './policies-state'

/** Rows of one request; at most as many as the server gives. */
export const PAGE_ROWS = 100

/** What is known under these filters, with the first rows. */
export function usePolicies(filters: PolicyFilters) {
  return useQuery({ ...pageQuery(filters, 0), placeholderData: keepPreviousData })
}

/** The rows of the given pages by their place in the list, as far as they have come. */
export function usePolicyRows(
  filters: PolicyFilters,
  pages: readonly number[],
): (place: number) => PolicyRowAnswer | undefined {
  const answers = useQueries({ queries: pages.map((page) => pageQuery(filters, page)) })
  return (place) => {
    const page = Math.floor(place / PAGE_ROWS)
    return answers[pages.indexOf(page)]?.data?.rows[place % PAGE_ROWS]
  }
}

function pageQuery(filters: PolicyFilters, page: number) {
  const offset = String(page * PAGE_ROWS)
  return {
    queryKey: ['policies', filters, page],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      requestJson<PoliciesAnswer>(`/api/policies${policyQuery(filters, { offset })}`, { signal }),
  }
}

/** One table with all there is to say, and its neighbours under these filters. */
export function useTablePolicies(id: string, filters: PolicyFilters) {
  return useQuery({
    queryKey: ['policies', 'table', id, filters],
    queryFn: ({ signal }) =>
      requestJson<TablePoliciesAnswer>(`/api/policies/table${policyQuery(filters, { id })}`, { signal }),
  })
}
