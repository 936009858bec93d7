import { KINDS, KINDS_BY_NAME } from '../kinds/all'
import { attachedParts } from '../objects/attached'
import type { Counts } from '../objects/counts'
import type { Cause } from '../objects/difference'
import { buildGrid, type Grid, type GridCell, type GridRow } from '../objects/grid'
import { type Hazard, SEVERITIES, type Severity } from '../objects/kind'
import type { Snapshot } from '../objects/snapshot'
import { withGrammar } from '../sql/wording'
import { platformRules } from '../supabase/platform'
import type { EnvironmentAnswer } from './environment-answer'

/** Which rows of the grid to answer; every part narrows. */
export interface GridQuery {
  readonly kind?: readonly string[]
  readonly schema?: readonly string[]
  readonly severity?: readonly Severity[]
  readonly status?: readonly GridCell['status'][]
  readonly cause?: readonly Cause[]
  /** Free text, found in the address or the kind's name whatever its case. */
  readonly text?: string
  readonly offset?: number
  readonly limit?: number
}

/** One cell as the page needs it: what, how serious, why, and which properties. */
export interface CellAnswer {
  readonly status: GridCell['status']
  readonly variant: number | null
  readonly severity?: Severity
  readonly cause?: Cause
  readonly hazards?: readonly Hazard[]
  readonly fields?: readonly string[]
  readonly meaning?: string
  /** How many objects are missing along with this one. */
  readonly consequences?: number
  readonly followsFrom?: string
}

export interface RowAnswer {
  readonly id: string
  readonly kind: string
  readonly address: readonly string[]
  /** How many parts of the address are those of the object it is attached to; see sayAddress. */
  readonly attachedParts: number
  readonly severity: Severity
  readonly cells: readonly CellAnswer[]
}

export interface KindAnswer {
  readonly name: string
  readonly label: { readonly one: string; readonly many: string }
  /** By environment; null where it could not be read. */
  readonly objects: readonly (number | null)[]
  /** Rows of this kind in the grid, before any filter. */
  readonly rows: number
}

/** The grid in brief; rows are a page of those that match. */
export interface GridAnswer {
  readonly formatVersion: 1
  readonly reference: string | null
  readonly environments: readonly EnvironmentAnswer[]
  /** Counts against the reference, by environment; null for the reference and for what could not be read. */
  readonly counts: readonly (Counts | null)[]
  readonly kinds: readonly KindAnswer[]
  readonly schemas: readonly string[]
  /** Rows in all, rows that match the query, and the rows of this page. */
  readonly total: number
  readonly matching: number
  readonly offset: number
  readonly rows: readonly RowAnswer[]
  /** Rows by severity, before any filter. */
  readonly bySeverity: Readonly<Partial<Record<Severity, number>>>
}

export const PAGE_ROWS = 200

/** Lines up the snapshots of the environments that were read; the others' cells are unknown. */
export async function gridOf(snapshots: readonly Snapshot[], reference: number): Promise<Grid> {
  const rules = platformRules(snapshots)
  return withGrammar(() => buildGrid(snapshots, reference, KINDS, rules))
}

/**
 * Puts a grid in an answer.
 * @param places for each environment its place in the grid, or null when it could not be read
 */
export function answerGrid(
  grid: Grid | null,
  environments: readonly EnvironmentAnswer[],
  places: readonly (number | null)[],
  query: GridQuery,
): GridAnswer {
  const rows = grid?.rows ?? []
  const matching = rows.filter((row) => matches(row, query))
  const offset = query.offset ?? 0
  const page = matching.slice(offset, offset + (query.limit ?? PAGE_ROWS))
  return {
    formatVersion: 1,
    reference: environments.find(({ isReference }) => isReference)?.name ?? null,
    environments,
    counts: places.map((place) => (place === null ? null : (grid?.comparisons[place]?.counts ?? null))),
    kinds: KINDS.map(({ name, label }) => ({
      name,
      label,
      objects: places.map((place) => (place === null ? null : (grid?.objects[name]?.[place] ?? null))),
      rows: rows.filter(({ kind }) => kind === name).length,
    })),
    schemas: [...new Set(rows.map(schemaOf))].filter((schema) => schema !== '').sort(),
    total: rows.length,
    matching: matching.length,
    offset,
    rows: page.map((row) => rowAnswer(row, places)),
    bySeverity: countBy(rows),
  }
}

function matches(row: GridRow, query: GridQuery): boolean {
  const isAmong = <T>(wanted: readonly T[] | undefined, values: readonly T[]) =>
    !wanted || wanted.length === 0 || values.some((value) => wanted.includes(value))
  const text = query.text?.toLowerCase()
  return (
    isAmong(query.kind, [row.kind]) &&
    isAmong(query.schema, [schemaOf(row)]) &&
    isAmong(query.severity, [row.severity]) &&
    isAmong(
      query.status,
      row.cells.map(({ status }) => status),
    ) &&
    isAmong(
      query.cause,
      row.cells.flatMap(({ difference }) => (difference ? [difference.cause] : [])),
    ) &&
    (!text || `${row.kind} ${row.address.join('.')}`.toLowerCase().includes(text))
  )
}

/** The schema an object lies in, or the empty text for what lies in none. */
function schemaOf({ kind, address }: { readonly kind: string; readonly address: readonly string[] }): string {
  const known = KINDS_BY_NAME.get(kind)
  if (known && attachedParts(known) > 0)
    return schemaOf({ kind: address[0] ?? '', address: address.slice(1) })
  const [first] = known?.address ?? []
  return first === 'schema' || kind === 'schema' ? (address[0] ?? '') : ''
}

/** One row with its cells in the order of the environments. */
export function rowAnswer(row: GridRow, places: readonly (number | null)[]): RowAnswer {
  const cells = places.map((place): CellAnswer => {
    const cell = place === null ? undefined : row.cells[place]
    return cell ? answerCell(cell) : { status: 'unknown', variant: null }
  })
  const { id, kind, address, severity } = row
  return { id, kind, address, attachedParts: partsOf(kind), severity, cells }
}

function answerCell({ status, variant, difference, followsFrom }: GridCell): CellAnswer {
  if (!difference) return { status, variant, ...(followsFrom ? { followsFrom } : {}) }
  const { severity, cause, hazards, fields, meaning, consequences } = difference
  return {
    status,
    variant,
    severity,
    cause,
    ...(hazards.length > 0 ? { hazards } : {}),
    ...(fields.length > 0 ? { fields: fields.map(({ label }) => label) } : {}),
    ...(meaning ? { meaning } : {}),
    ...(consequences.length > 0 ? { consequences: consequences.length } : {}),
  }
}

function countBy(rows: readonly GridRow[]): Partial<Record<Severity, number>> {
  const counted = SEVERITIES.map(
    (level) => [level, rows.filter(({ severity }) => severity === level).length] as const,
  )
  return Object.fromEntries(counted.filter(([, count]) => count > 0))
}

function partsOf(kind: string): number {
  const known = KINDS_BY_NAME.get(kind)
  return known ? attachedParts(known) : 0
}
