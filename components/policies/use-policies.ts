'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { requestJson } from '@/lib/client/request'
import type { PoliciesAnswer } from '@/lib/services/policies-answer'
import type { TablePoliciesAnswer } from '@/lib/services/table-policies-answer'
import { requestEarly } from '../early/request-early'
import { policiesPath, policyQuery } from './policies-query'
import type { PolicyFilters } from './policies-state'

/** Rows of one request; at most as many as the server gives. */
export const PAGE_ROWS = 100

/** What is known under these filters, with the first rows. */
export function usePolicies(filters: PolicyFilters) {
  return useQuery({ ...pageQuery(filters, 0), placeholderData: keepPreviousData })
}

/** The question for one page of rows. */
export function pageQuery(filters: PolicyFilters, page: number) {
  return {
    queryKey: ['policies', filters, page],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      requestEarly<PoliciesAnswer>(policiesPath(filters, page * PAGE_ROWS), { signal }),
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
