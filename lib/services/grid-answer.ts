import { KINDS } from '../kinds/all'
import type { Comparison } from '../objects/compare'
import type { Counts } from '../objects/counts'
import type { Cause, Reason } from '../objects/difference'
import { type Grid, type GridCell, type GridRow, gridInPieces } from '../objects/grid'
import type { Hazard, Severity } from '../objects/kind'
import type { Snapshot } from '../objects/snapshot'
import { withGrammar } from '../sql/wording'
import { platformRules } from '../supabase/platform'
import { noteComparisons } from './compared-pair'
import type { EnvironmentAnswer } from './environment-answer'
import type { DeployAnswer, ForecastAnswer } from './forecast'
import { type GridQuery, partsOf } from './grid-query'
import type { ListedObject } from './listed-object'
import type { PlacedGrid } from './placed-grid'
import type { ReplayState } from './replay-columns'
import { type GroupAnswer, selectObjects } from './select-objects'
import { inTurns } from './turns'

/** One cell as the page needs it: what, how serious, why, and which properties. */
export interface CellAnswer {
  readonly status: GridCell['status']
  readonly variant: number | null
  readonly severity?: Severity
  readonly cause?: Cause
  readonly reasons?: readonly Reason[]
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
  /** Null for what is the same everywhere, or told along with another object. */
  readonly severity: Severity | null
  readonly cells: readonly CellAnswer[]
}

export interface KindAnswer {
  readonly name: string
  readonly label: { readonly one: string; readonly many: string }
  /** By environment, then by replay; null where it could not be read. */
  readonly objects: readonly (number | null)[]
  /** How many are not the same only because another object is not, in the same order; no count of differences has them. */
  readonly following: readonly number[]
  /** Rows of this kind in the grid, before any filter. */
  readonly rows: number
}

/** What migrations build, held against the reference. */
export interface ReplayColumn extends ReplayState {
  /** Null where there is nothing to hold against the reference. */
  readonly counts: Counts | null
  readonly pending: number | null
}

/** A page of the rows that match. */
export interface RowsAnswer {
  readonly offset: number
  readonly rows: readonly RowAnswer[]
}

/** The grid in brief, with the first page of its rows. */
export interface GridAnswer extends RowsAnswer {
  readonly formatVersion: 1
  /** The environment the others are compared with, and the one that the configuration names. */
  readonly reference: string | null
  readonly configuredReference: string | null
  readonly environments: readonly EnvironmentAnswer[]
  /** What migrations build, as the last columns of every row; none where nothing is replayed. */
  readonly replays: readonly ReplayColumn[]
  /** Environments that a forecast can be asked for. */
  readonly deploys: readonly DeployAnswer[]
  /** What is shown of one environment instead of what it is now; null where nothing was asked for. */
  readonly forecast: ForecastAnswer | null
  /** Counts against the reference, by environment; null for the reference and for what could not be read. */
  readonly counts: readonly (Counts | null)[]
  /** How many of these differences only say that a migration is pending; null where no replay tells. */
  readonly pending: readonly (number | null)[]
  readonly kinds: readonly KindAnswer[]
  /** Schemas of the objects listed, before any filter. */
  readonly schemas: readonly string[]
  /** Causes of the differences, before any filter. */
  readonly causes: readonly Cause[]
  /** Whether what is the same everywhere is listed too. */
  readonly show: NonNullable<GridQuery['show']>
  /** Objects that are not the same everywhere, whatever is listed. */
  readonly differing: number
  /** Objects that are listed before any filter, and those that match. */
  readonly total: number
  readonly matching: number
  readonly groups: readonly GroupAnswer[]
  /** Rows by severity, before any filter. */
  readonly bySeverity: Readonly<Partial<Record<Severity, number>>>
  /** The worst rows whatever the filters, most serious first: to be looked at before anything else. */
  readonly critical: readonly RowAnswer[]
}

export const PAGE_ROWS = 100

/** Rows that are told before all others, and the kinds among them that say who may reach what, widest first. */
const MOST_CRITICAL = 20
const ACCESS_KINDS = ['policy', 'table', 'view', 'grant', 'default-privilege', 'role-membership', 'role']

/** Lines up the snapshots of the environments that were read; the others' cells are unknown. */
export async function gridOf(snapshots: readonly Snapshot[], reference: number): Promise<Grid> {
  const rules = platformRules(snapshots)
  const grid = await withGrammar(() => inTurns(gridInPieces(snapshots, reference, KINDS, rules)))
  noteComparisons(grid)
  return grid
}

/** Puts a grid in an answer. `replays` tells of those that have a place in it. */
export async function answerGrid(
  placed: PlacedGrid,
  environments: readonly EnvironmentAnswer[],
  replays: readonly ReplayState[],
  query: GridQuery,
): Promise<Omit<GridAnswer, 'configuredReference' | 'deploys' | 'forecast'>> {
  const { grid } = placed
  const places = columnsOf(placed)
  const own = placed.places
  const rows = grid?.rows ?? []
  const { listed, schemas, matching, groups } = await selectObjects(grid, query)
  const ofKind = countBy(rows, ({ kind }) => kind)
  const following = places.map((place) => followingAt(grid, place))
  return {
    formatVersion: 1,
    reference: environments.find(({ isReference }) => isReference)?.name ?? null,
    environments,
    replays: replays.map((replay, i) => {
      const place = placed.replays[i]?.place ?? null
      return { ...replay, counts: countsAt(grid, place), pending: pendingAt(grid, place) }
    }),
    counts: own.map((place) => countsAt(grid, place)),
    pending: own.map((place) => pendingAt(grid, place)),
    kinds: KINDS.map(({ name, label }) => ({
      name,
      label,
      objects: places.map((place) => (place === null ? null : (grid?.objects[name]?.[place] ?? null))),
      following: following.map((counts) => counts.get(name) ?? 0),
      rows: ofKind.get(name) ?? 0,
    })),
    schemas,
    causes: causesOf(rows),
    show: query.show ?? 'differences',
    differing: rows.filter(({ cells }) => own.some((place) => place !== null && cells[place]?.difference))
      .length,
    total: listed.length,
    matching: matching.length,
    groups,
    ...pageOf(matching, places, query),
    bySeverity: Object.fromEntries(countBy(rows, ({ severity }) => severity)),
    critical: rows
      .filter(({ severity }) => severity === 'critical')
      .sort((a, b) => accessRank(a) - accessRank(b))
      .slice(0, MOST_CRITICAL)
      .map((row) => rowAnswer(row, places)),
  }
}

/** A page of the rows that match, as a list asks for it while it is scrolled. */
export async function answerRows(placed: PlacedGrid, query: GridQuery): Promise<RowsAnswer> {
  return pageOf((await selectObjects(placed.grid, query)).matching, columnsOf(placed), query)
}

/** The places of a row's cells: the environments, then the replays. */
function columnsOf({ places, replays }: PlacedGrid): (number | null)[] {
  return [...places, ...replays.map(({ place }) => place)]
}

function countsAt(grid: Grid | null, place: number | null): Counts | null {
  return place === null ? null : (grid?.comparisons[place]?.counts ?? null)
}

/** By what was compared: a comparison never changes, and every answer asks. */
const known = new WeakMap<Comparison, ReadonlyMap<string, number>>()

/** By kind, the objects that follow from the differences of a place. */
function followingAt(grid: Grid | null, place: number | null): ReadonlyMap<string, number> {
  const comparison = place === null ? null : grid?.comparisons[place]
  if (!comparison) return new Map()
  const found = known.get(comparison) ?? countFollowing(comparison)
  known.set(comparison, found)
  return found
}

function countFollowing({ differences }: Comparison): Map<string, number> {
  return countBy(
    differences.flatMap(({ consequences }) => consequences),
    ({ kind }) => kind,
  )
}

/** Null where no replay tells how both sides came to be. */
function pendingAt(grid: Grid | null, place: number | null): number | null {
  const comparison = place !== null && grid?.isExplained?.[place] ? grid.comparisons[place] : null
  if (!comparison) return null
  return comparison.differences.filter(({ cause }) => cause === 'pendingMigration').length
}

function accessRank({ kind }: GridRow): number {
  const rank = ACCESS_KINDS.indexOf(kind)
  return rank < 0 ? ACCESS_KINDS.length : rank
}

function pageOf(
  matching: readonly ListedObject[],
  places: readonly (number | null)[],
  { offset = 0, limit = PAGE_ROWS }: GridQuery,
): RowsAnswer {
  const page = matching.slice(offset, offset + limit)
  return { offset, rows: page.map((object) => listedAnswer(object, places)) }
}

function causesOf(rows: readonly GridRow[]): Cause[] {
  const causes = rows.flatMap(({ cells }) =>
    cells.flatMap(({ difference }) => (difference ? [difference.cause] : [])),
  )
  return [...new Set(causes)].filter((cause) => cause !== 'unknown').sort()
}

function listedAnswer(object: ListedObject, places: readonly (number | null)[]): RowAnswer {
  const { id, kind, address, row } = object
  return {
    id,
    kind,
    address,
    attachedParts: partsOf(kind),
    severity: row?.severity ?? null,
    cells: cellsAt(object.cells(), places),
  }
}

/** One row with its cells in the order of the environments. */
export function rowAnswer(row: GridRow, places: readonly (number | null)[]): RowAnswer {
  const { id, kind, address, severity, cells } = row
  return { id, kind, address, attachedParts: partsOf(kind), severity, cells: cellsAt(cells, places) }
}

function cellsAt(cells: readonly GridCell[], places: readonly (number | null)[]): CellAnswer[] {
  return places.map((place) => {
    const cell = place === null ? undefined : cells[place]
    return cell ? answerCell(cell) : { status: 'unknown', variant: null }
  })
}

function answerCell({ status, variant, difference, followsFrom }: GridCell): CellAnswer {
  if (!difference) return { status, variant, ...(followsFrom ? { followsFrom } : {}) }
  const { severity, cause, reasons, hazards, fields, meaning, consequences } = difference
  return {
    status,
    variant,
    severity,
    cause,
    ...(reasons ? { reasons } : {}),
    ...(hazards.length > 0 ? { hazards } : {}),
    ...(fields.length > 0 ? { fields: fields.map(({ label }) => label) } : {}),
    ...(meaning ? { meaning } : {}),
    ...(consequences.length > 0 ? { consequences: consequences.length } : {}),
  }
}

function countBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, number> {
  const counts = new Map<Key, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}
