'use client'

import { useQueries } from '@tanstack/react-query'
import type { PolicyRowAnswer } from '@/lib/services/policies-answer'
import type { PolicyFilters } from './policies-state'
import { PAGE_ROWS, pageQuery } from './use-policies'

/** The rows of the given pages by their place in the list, as far as they have come. */
export function usePolicyRows(
  filters: PolicyFilters,
  pages: readonly number[],
): (place: number) => PolicyRowAnswer | undefined {
  const meta = { failuresToldByAsker: 'never' } as const
  const answers = useQueries({ queries: pages.map((page) => ({ ...pageQuery(filters, page), meta })) })
  return (place) => {
    const page = Math.floor(place / PAGE_ROWS)
    return answers[pages.indexOf(page)]?.data?.rows[place % PAGE_ROWS]
  }
}
