import { KINDS_BY_NAME } from '../kinds/all'
import { type ObjectId, type ObjectRef, objectId } from '../objects/address'
import { attachedParts } from '../objects/attached'
import type { Difference } from '../objects/difference'
import { finder } from '../objects/finder'
import type { Grid, GridCell, GridRow } from '../objects/grid'
import type { Field, Kind } from '../objects/kind'
import type { Row } from '../objects/row'
import { findObject, type Snapshot } from '../objects/snapshot'
import { type RowAnswer, rowAnswer } from './grid-answer'
import { cellsOfOther } from './list-objects'

/** One property as the page lays it out. */
export interface FieldAnswer {
  readonly name: string
  readonly label: string
  readonly text: NonNullable<Field['text']>
  readonly severity: Field['severity']
}

/** What differs, with how many objects follow from it: of a partitioned table thousands may. */
export type ObjectDifference = Omit<Difference, 'consequences'> & { readonly consequences: number }

/** One object in one environment. */
export interface ObjectSideAnswer {
  readonly environment: string
  readonly status: GridCell['status']
  readonly variant: number | null
  /** Values of the fields, in their order; null where the environment has no such object. */
  readonly values: readonly (string | null)[] | null
  readonly ddl: string | null
  /** What differs from the reference; null where nothing does. */
  readonly difference: ObjectDifference | null
  readonly followsFrom: string | null
  readonly reason: string | null
}

/** One object in all environments at once. */
export interface ObjectAnswer {
  readonly formatVersion: 1
  readonly id: string
  readonly kind: string
  readonly label: string
  readonly address: readonly string[]
  /** How many parts of the address are those of the object it is attached to; see sayAddress. */
  readonly attachedParts: number
  readonly parent: string | null
  readonly reference: string | null
  readonly fields: readonly FieldAnswer[]
  readonly environments: readonly ObjectSideAnswer[]
  /** Objects below this one that are not the same everywhere: the most serious of them, and how many there are. */
  readonly children: readonly RowAnswer[]
  readonly childrenTotal: number
}

/** Of an object such as a schema thousands may lie below; the overview lists them all. */
const MOST_CHILDREN = 100

/** One environment's part in an object's answer: its snapshot, its place in the grid, or why there is neither. */
export interface ObjectSource {
  readonly name: string
  readonly snapshot: Snapshot | null
  readonly place: number | null
  readonly reason: string | null
}

/** The object, or null when no environment that was read has it. */
export function answerObject(
  ref: ObjectRef,
  grid: Grid | null,
  sources: readonly ObjectSource[],
  reference: string | null,
): ObjectAnswer | null {
  const kind = KINDS_BY_NAME.get(ref.kind)
  if (!kind) return null
  const found = sources.map(({ snapshot }) => (snapshot ? findObject(snapshot, kind, ref) : undefined))
  const known = found.find((row) => row !== undefined)
  if (!known) return null
  const id = objectId(ref)
  const cells = cellsOf(grid, kind, id, sources, found)
  const parent = kind.parent?.(known)
  const below = childrenOf(id, grid)
  return {
    formatVersion: 1,
    id,
    kind: kind.name,
    label: kind.label.one,
    address: ref.address,
    attachedParts: attachedParts(kind),
    parent: parent ? objectId(parent) : null,
    reference,
    fields: kind.fields.map(({ name, label, text = 'plain', severity }) => ({ name, label, text, severity })),
    environments: sources.map((source, i) => sideOf(source, found[i], kind, cells)),
    childrenTotal: below.length,
    children: below.slice(0, MOST_CHILDREN).map((row) =>
      rowAnswer(
        row,
        sources.map(({ place }) => place),
      ),
    ),
  }
}

function sideOf(
  { name, snapshot, place, reason }: ObjectSource,
  row: Row | undefined,
  kind: Kind,
  cells: readonly GridCell[],
): ObjectSideAnswer {
  const cell = (place === null ? undefined : cells[place]) ?? UNKNOWN
  const { difference } = cell
  return {
    environment: name,
    ...cell,
    difference: difference && { ...difference, consequences: difference.consequences.length },
    values: row ? kind.fields.map((field) => row[field.name] ?? null) : null,
    ddl: row && snapshot ? kind.ddl(row, finder(snapshot, KINDS_BY_NAME)) : null,
    reason,
  }
}

const UNKNOWN: GridCell = { status: 'unknown', variant: null, difference: null, followsFrom: null }

/** The object's standing by place of the grid; none without a grid, for then nothing is compared. */
function cellsOf(
  grid: Grid | null,
  kind: Kind,
  id: ObjectId,
  sources: readonly ObjectSource[],
  found: readonly (Row | undefined)[],
): readonly GridCell[] {
  const row = grid?.rows.find((each) => each.id === id)
  if (!grid || row) return row?.cells ?? []
  const rowAt = (at: number) => found[sources.findIndex(({ place }) => place === at)]
  return cellsOfOther(grid, kind, id, (place) => rowAt(place) !== undefined)
}

/** Rows of the grid whose parent is this object, and theirs. */
function childrenOf(id: string, grid: Grid | null): GridRow[] {
  if (!grid) return []
  const below = new Set([id])
  const found: GridRow[] = []
  for (let size = 0; size < below.size; ) {
    size = below.size
    for (const row of grid.rows) {
      if (row.parent && below.has(row.parent) && !below.has(row.id)) {
        below.add(row.id)
        found.push(row)
      }
    }
  }
  return found
}
