import type { ObjectId } from './address'
import { type AlignedRow, type Alignment, alignInPieces, rowAt } from './align'
import { type Comparison, compareInPieces } from './compare'
import { type ComparisonRules, NO_PLATFORM } from './comparison-rules'
import type { Difference } from './difference'
import { compareFields } from './fields'
import { type Kind, SEVERITIES, type Severity } from './kind'
import { lineCount } from './lines'
import { atOnce, eachInPieces } from './pieces'
import { kindLines, type Snapshot } from './snapshot'

/** One object in one environment, measured against the reference. */
export interface GridCell {
  /** `absent`: neither here nor in the reference; `notApplicable`: this server has no such kind. */
  readonly status: 'equal' | 'different' | 'missing' | 'extra' | 'unknown' | 'absent' | 'notApplicable'
  /** 0 for the definition most environments share, then 1, 2…; null where there is none. */
  readonly variant: number | null
  /** What was found, where the status is a difference; null also for what follows from another object's absence. */
  readonly difference: Difference | null
  /** The object from whose difference this one's follows. */
  readonly followsFrom: ObjectId | null
}

/** One object that is not the same in all environments; cells stand in the order of the environments. */
export interface GridRow {
  readonly kind: string
  readonly id: ObjectId
  readonly address: readonly string[]
  readonly parent: ObjectId | null
  /** The worst of its cells. */
  readonly severity: Severity
  readonly cells: readonly GridCell[]
}

/** All environments that were read, lined up against the reference. */
export interface Grid {
  readonly names: readonly string[]
  readonly snapshots: readonly Snapshot[]
  /** Place of the reference among the names. */
  readonly reference: number
  /** Most serious first. */
  readonly rows: readonly GridRow[]
  /** By place; that of the reference is null. */
  readonly comparisons: readonly (Comparison | null)[]
  /** Number of objects by kind and place. */
  readonly objects: Readonly<Record<string, readonly number[]>>
  /** By place: whether its differences tell the migrations that they come from, where any does. */
  readonly isExplained?: readonly boolean[]
}

/**
 * Lines up snapshots against one of them. Run it in withGrammar of sql/wording: some texts only the grammar can tell apart.
 */
export function buildGrid(
  snapshots: readonly Snapshot[],
  reference: number,
  kinds: readonly Kind[],
  rules: ComparisonRules = NO_PLATFORM,
): Grid {
  return atOnce(gridInPieces(snapshots, reference, kinds, rules))
}

/** The same, for whoever lets others have their turn after each piece. */
export function* gridInPieces(
  snapshots: readonly Snapshot[],
  reference: number,
  kinds: readonly Kind[],
  rules: ComparisonRules,
): Generator<void, Grid> {
  const alignment = yield* alignInPieces(snapshots, kinds)
  const comparisons: (Comparison | null)[] = []
  for (const place of snapshots.keys()) {
    comparisons.push(place === reference ? null : yield* compareInPieces(alignment, reference, place, rules))
  }
  const found = comparisons.map((comparison) => byId(comparison))
  const rows: GridRow[] = []
  for (const { rows: ofKind } of alignment.kinds) {
    yield* eachInPieces(ofKind, (row) => {
      const gridRow = gridRowOf(row, alignment, reference, found, rules)
      if (gridRow) rows.push(gridRow)
    })
  }
  return {
    names: snapshots.map(({ name }) => name),
    snapshots,
    reference,
    rows: rows.sort(bySeverity),
    comparisons,
    objects: Object.fromEntries(
      kinds.map(({ name }) => [
        name,
        snapshots.map((snapshot) => lineCount(kindLines(snapshot, name).lines)),
      ]),
    ),
  }
}

interface Found {
  readonly differences: ReadonlyMap<ObjectId, Difference>
  /** From each object that follows from another's absence to that other. */
  readonly roots: ReadonlyMap<ObjectId, ObjectId>
}

function byId(comparison: Comparison | null): Found {
  const differences = new Map<ObjectId, Difference>()
  const roots = new Map<ObjectId, ObjectId>()
  for (const difference of comparison?.differences ?? []) {
    differences.set(difference.id, difference)
    for (const { id } of difference.consequences) roots.set(id, difference.id)
  }
  return { differences, roots }
}

/** The row, or undefined when no environment has a difference of its own in it. */
function gridRowOf(
  row: AlignedRow,
  alignment: Alignment,
  reference: number,
  found: readonly Found[],
  rules: ComparisonRules,
): GridRow | undefined {
  const differences = found.map(({ differences }) => differences.get(row.id))
  const first = differences.find((difference) => difference !== undefined)
  if (!first) return undefined
  const variants = variantsOf(row, alignment, reference, rules)
  const cells = row.cells.map((cell, place): GridCell => {
    const difference = differences[place] ?? null
    const followsFrom = found[place]?.roots.get(row.id) ?? null
    const variant = variants[place] ?? null
    if (cell.state === 'notApplicable')
      return { status: 'notApplicable', variant, difference: null, followsFrom }
    if (cell.state === 'unknown') return { status: 'unknown', variant: null, difference, followsFrom }
    if (difference) return { status: STATUS[difference.status], variant, difference, followsFrom }
    const isHere = cell.state === 'present'
    const isInReference = row.cells[reference]?.state === 'present'
    if (followsFrom && isHere && isInReference)
      return { status: 'different', variant, difference, followsFrom }
    if (followsFrom) return { status: isHere ? 'extra' : 'missing', variant, difference, followsFrom }
    // Without a difference, what the reference has is the same here, be it under a name that nobody chose.
    return { status: isInReference ? 'equal' : 'absent', variant, difference, followsFrom }
  })
  return {
    kind: row.kind.name,
    id: row.id,
    address: first.address,
    parent: first.parent,
    severity: worstOf(cells),
    cells,
  }
}

function worstOf(cells: readonly GridCell[]): Severity {
  return (
    SEVERITIES.find((level) => cells.some(({ difference }) => difference?.severity === level)) ?? 'medium'
  )
}

/** The grid with its differences judged anew: by place, each with the one that takes its place, and whether all could be. */
export function withJudgements(
  grid: Grid,
  comparisons: Grid['comparisons'],
  judged: ReadonlyMap<Difference, Difference>,
  isExplained: readonly boolean[],
): Grid {
  const cellOf = (cell: GridCell): GridCell =>
    cell.difference ? { ...cell, difference: judged.get(cell.difference) ?? cell.difference } : cell
  const rows = grid.rows.map((row) => {
    const cells = row.cells.map(cellOf)
    return { ...row, cells, severity: worstOf(cells) }
  })
  return { ...grid, comparisons, isExplained, rows: rows.sort(bySeverity) }
}

const STATUS = {
  different: 'different',
  sourceOnly: 'missing',
  targetOnly: 'extra',
  unknown: 'unknown',
} as const

/** One number for each definition; equal definitions share it, and the most common comes first, then the reference's. */
function variantsOf(
  { kind, cells }: AlignedRow,
  { snapshots }: Alignment,
  reference: number,
  rules: ComparisonRules,
): (number | null)[] {
  const groups: number[][] = []
  for (const [place, cell] of cells.entries()) {
    if (cell.state !== 'present') continue
    const group = groups.find(([other]) =>
      isSameDefinition(kind, snapshots, cells, other as number, place, rules),
    )
    if (group) group.push(place)
    else groups.push([place])
  }
  groups.sort((a, b) => b.length - a.length || Number(b.includes(reference)) - Number(a.includes(reference)))
  return cells.map((_, place) => {
    const variant = groups.findIndex((group) => group.includes(place))
    return variant < 0 ? null : variant
  })
}

function isSameDefinition(
  kind: Kind,
  snapshots: readonly Snapshot[],
  cells: AlignedRow['cells'],
  left: number,
  right: number,
  rules: ComparisonRules,
): boolean {
  const [source, target] = [snapshots[left] as Snapshot, snapshots[right] as Snapshot]
  const leftRow = rowAt(source, kind, cells[left] as AlignedRow['cells'][number])
  const rightRow = rowAt(target, kind, cells[right] as AlignedRow['cells'][number])
  if (!leftRow || !rightRow) return false
  const servers = { source: source.server, target: target.server }
  return compareFields(kind, leftRow, rightRow, servers, rules).different.length === 0
}

function bySeverity(a: GridRow, b: GridRow): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}
