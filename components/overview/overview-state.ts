'use client'

import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { SEVERITIES } from '@/lib/objects/kind'

const PARSERS = {
  reference: parseAsString,
  /** The environment that is shown as it will be after a deploy. */
  forecast: parseAsString,
  /** Whether what each record claims has a column too. */
  claims: parseAsBoolean.withDefault(false),
  show: parseAsStringLiteral(['differences', 'everything']).withDefault('differences'),
  kind: parseAsString.withDefault(''),
  schema: parseAsString.withDefault(''),
  severity: parseAsStringLiteral(SEVERITIES),
  status: parseAsStringLiteral(['different', 'missing', 'extra', 'unknown']),
  cause: parseAsString.withDefault(''),
  text: parseAsString.withDefault(''),
  /** Kinds whose rows are folded away. */
  closed: parseAsArrayOf(parseAsString).withDefault([]),
}

/** Everything that is set on the overview; it lives in the address and nowhere else. */
export function useOverviewState() {
  const [state, setState] = useQueryStates(PARSERS, { history: 'replace' })
  return { state, setState }
}

export type OverviewState = ReturnType<typeof useOverviewState>['state']
export type SetOverviewState = ReturnType<typeof useOverviewState>['setState']

/** What narrows the list, set back to nothing. */
export const NO_FILTERS = {
  kind: null,
  schema: null,
  severity: null,
  status: null,
  cause: null,
  text: null,
} as const

export function isFiltered(state: OverviewState): boolean {
  return Object.keys(NO_FILTERS).some((name) => Boolean(state[name as keyof typeof NO_FILTERS]))
}
