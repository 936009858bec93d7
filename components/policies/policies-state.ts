'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { COMMANDS } from '@/lib/access/policy-rule'

const PARSERS = {
  show: parseAsStringLiteral(['everything']),
  schema: parseAsString,
  role: parseAsString,
  command: parseAsStringLiteral(COMMANDS),
  text: parseAsString,
}

export type PolicyFilterName = keyof typeof PARSERS
export type PolicyFilters = ReturnType<typeof usePolicyFilters>['filters']

/** The filters of the policies' pages; the address holds them and nothing else does. */
export function usePolicyFilters() {
  const [filters, setFilters] = useQueryStates(PARSERS, { history: 'replace' })
  return {
    filters,
    setFilter: (name: PolicyFilterName, value: string) =>
      setFilters({ [name]: value === '' ? null : value } as Partial<typeof filters>),
    clearFilters: () => setFilters({ schema: null, role: null, command: null, text: null }),
  }
}

/** Whether anything narrows the list beside what is shown by default. */
export function isNarrowed({ schema, role, command, text }: PolicyFilters): boolean {
  return [schema, role, command, text].some((value) => value !== null)
}
