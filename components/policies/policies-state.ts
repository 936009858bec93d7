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

/** The query part of an address, with more parameters; nothing when there are none. */
export function policyQuery(filters: PolicyFilters, more: Readonly<Record<string, string>> = {}): string {
  const set = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== null)
  const query = new URLSearchParams([...set, ...Object.entries(more)]).toString()
  return query === '' ? '' : `?${query}`
}
