'use client'

import {
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs'
import { CAUSES } from '@/lib/objects/difference'
import { SEVERITIES } from '@/lib/objects/kind'

/** The words that addresses use for how an object differs. */
export const STATUS_WORDS = ['different', 'missing', 'extra', 'unknown'] as const
export type StatusWord = (typeof STATUS_WORDS)[number]

export const VIEWS = ['properties', 'split', 'unified'] as const
export const CONTEXTS = ['3', '10', 'all'] as const

const filterParsers = {
  text: parseAsString.withDefault(''),
  kind: parseAsString.withDefault(''),
  schema: parseAsString,
  status: parseAsStringLiteral(STATUS_WORDS),
  severity: parseAsStringLiteral(SEVERITIES),
  cause: parseAsStringLiteral(CAUSES),
}

const parsers = {
  ...filterParsers,
  /** Also what is the same on both sides. */
  show: parseAsStringLiteral(['differences', 'everything']).withDefault('differences'),
  object: parseAsString.withOptions({ history: 'push' }),
  view: parseAsStringLiteral(VIEWS).withDefault('properties'),
  context: parseAsStringLiteral(CONTEXTS).withDefault('3'),
  wrap: parseAsBoolean.withDefault(true),
  /** A line of the statements; see line-anchor. */
  line: parseAsString,
  /** Groups of the tree that are closed. */
  closed: parseAsArrayOf(parseAsString).withDefault([]),
  /** Whether an environment that cannot be reached is compared as it was last known. */
  lastKnown: parseAsBoolean.withDefault(false),
}

export type CompareFilters = Readonly<inferParserType<typeof filterParsers>>
export type CompareState = Readonly<inferParserType<typeof parsers>>
export type SetCompareState = (
  change: Partial<{ [Name in keyof CompareState]: CompareState[Name] | null }>,
) => void

const NO_FILTERS = { text: null, kind: null, schema: null, status: null, severity: null, cause: null }

/** All that can be chosen on the page of a comparison. It stands in the address and nowhere else. */
export function useCompareState() {
  const [state, setStates] = useQueryStates(parsers, { history: 'replace', clearOnDefault: true })
  const setState: SetCompareState = (change) => void setStates(change)
  return { state, setState, clearFilters: () => setState(NO_FILTERS) }
}

export function isFiltered({ text, kind, schema, status, severity, cause }: CompareFilters): boolean {
  return Boolean(text || kind || schema !== null || status || severity || cause)
}

/** The same filters and object for the sides the other way round, as a query with its question mark. */
export function swappedQuery(query: string): string {
  const parameters = new URLSearchParams(query)
  const status = parameters.get('status')
  if (status === 'missing') parameters.set('status', 'extra')
  if (status === 'extra') parameters.set('status', 'missing')
  const line = parameters.get('line')
  if (line?.startsWith('source-')) parameters.set('line', line.replace('source', 'target'))
  if (line?.startsWith('target-')) parameters.set('line', line.replace('target', 'source'))
  return parameters.size === 0 ? '' : `?${parameters}`
}
