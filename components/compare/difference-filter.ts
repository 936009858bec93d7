import type { DifferenceStatus } from '@/lib/objects/difference'
import type { IndexRow } from '@/lib/services/comparison-index'
import type { CompareFilters, StatusWord } from './compare-state'

const WORD_OF_STATUS: Readonly<Record<DifferenceStatus, StatusWord>> = {
  different: 'different',
  sourceOnly: 'missing',
  targetOnly: 'extra',
  unknown: 'unknown',
}

/** The rows that all filters let through, in their order. */
export function filterRows(rows: readonly IndexRow[], filters: CompareFilters): IndexRow[] {
  const { kind, schema, status, severity, cause } = filters
  const text = filters.text.trim().toLowerCase()
  return rows.filter(
    (row) =>
      (kind === '' || row.kind.name === kind) &&
      (schema === null || row.schema === schema) &&
      (!status || WORD_OF_STATUS[row.status] === status) &&
      (!severity || row.severity === severity) &&
      (!cause || row.cause === cause) &&
      (text === '' || searched(row).includes(text)),
  )
}

function searched({ kind, address }: IndexRow): string {
  return `${kind.one} ${address.join('.')}`.toLowerCase()
}

/** A filter that is one of several values. */
export type Facet = 'status' | 'severity' | 'kind' | 'schema' | 'cause'

const VALUE_OF: { readonly [Name in Facet]: (row: IndexRow) => string } = {
  status: ({ status }) => WORD_OF_STATUS[status],
  severity: ({ severity }) => severity,
  kind: ({ kind }) => kind.name,
  schema: ({ schema }) => schema,
  cause: ({ cause }) => cause,
}

/** For each value of a filter how many rows it would leave, all other filters standing; values that leave none are not in it. */
export function tallyFacet(
  rows: readonly IndexRow[],
  filters: CompareFilters,
  facet: Facet,
): ReadonlyMap<string, number> {
  const open = { ...filters, [facet]: facet === 'kind' ? '' : null }
  const tally = new Map<string, number>()
  for (const row of filterRows(rows, open)) {
    const value = VALUE_OF[facet](row)
    tally.set(value, (tally.get(value) ?? 0) + 1)
  }
  return tally
}
