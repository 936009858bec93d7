'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { STANDING_STATES } from '@/lib/migrations/standing'

const PARSERS = {
  show: parseAsStringLiteral(['everything']),
  status: parseAsStringLiteral(STANDING_STATES),
  environment: parseAsString,
  text: parseAsString,
}

export type MigrationFilters = ReturnType<typeof useMigrationFilters>['filters']

/** The filters of the migrations' page; the address holds them and nothing else does. */
export function useMigrationFilters() {
  const [filters, setFilters] = useQueryStates(PARSERS, { history: 'replace' })
  return {
    filters,
    setFilters: (change: Partial<typeof filters>) => setFilters(change),
    clearFilters: () => setFilters({ status: null, environment: null, text: null }),
  }
}

/** Whether anything narrows the list beside what is shown by default. */
export function isNarrowed({ status, environment, text }: MigrationFilters): boolean {
  return [status, environment, text].some((value) => value !== null)
}

/** The query part of an address, with more parameters; nothing when there are none. */
export function migrationsQuery(
  filters: MigrationFilters,
  more: Readonly<Record<string, string>> = {},
): string {
  const set = Object.entries(filters).filter((entry): entry is [string, NonNullable<(typeof entry)[1]>] => {
    return entry[1] !== null
  })
  const query = new URLSearchParams([...set, ...Object.entries(more)]).toString()
  return query === '' ? '' : `?${query}`
}
