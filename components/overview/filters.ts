'use client'

import { useSearchParams } from 'next/navigation'

/** The filters of the overview; each is one parameter of the address and nowhere else. */
export const FILTERS = ['kind', 'schema', 'severity', 'status', 'text'] as const
export type FilterName = (typeof FILTERS)[number]
export type Filters = Readonly<Partial<Record<FilterName, string>>>

/** The filters of the address, and what changes them. */
export function useFilters(): {
  readonly filters: Filters
  readonly setFilter: (name: FilterName, value: string) => void
  readonly clearFilters: () => void
} {
  const parameters = useSearchParams()
  const filters: Filters = Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = parameters.get(name)
      return value ? [[name, value]] : []
    }),
  )
  return {
    filters,
    setFilter: (name, value) => {
      const next = new URLSearchParams(parameters)
      if (value === '') next.delete(name)
      else next.set(name, value)
      replaceQuery(next)
    },
    clearFilters: () => {
      const next = new URLSearchParams(parameters)
      for (const name of FILTERS) next.delete(name)
      replaceQuery(next)
    },
  }
}

/** The query part of an address; nothing when there is no filter, so that a cleared address is a clean one. */
export function filterQuery(filters: Filters, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...filters, ...more }).toString()
  return query === '' ? '' : `?${query}`
}

function replaceQuery(parameters: URLSearchParams): void {
  const query = parameters.toString()
  window.history.replaceState(null, '', query === '' ? window.location.pathname : `?${query}`)
}
