import { type ObjectId, objectId } from './address'
import type { Kind } from './kind'
import { lineKey } from './lines'
import { atOnce } from './pieces'
import type { Row } from './row'
import { separateLines } from './separate-lines'
import { isKindRead, kindLines, refAt, rowReader, type Snapshot } from './snapshot'

/** How one object stands in one snapshot. */
export type Cell =
  | { readonly state: 'present'; readonly line: number }
  | { readonly state: 'absent' }
  /** It, or its whole kind, could not be read there. */
  | { readonly state: 'unknown'; readonly reason: 'busy' | 'unreadable'; readonly line?: number }
  /** That server, or that sort of origin, has no such thing. */
  | { readonly state: 'notApplicable' }

/** One object whose lines are not the same bytes in all snapshots that could be read. */
export interface AlignedRow {
  readonly kind: Kind
  readonly id: ObjectId
  readonly cells: readonly Cell[]
}

/** One kind lined up across snapshots. */
export interface KindAlignment {
  readonly kind: Kind
  /** How many objects are the same bytes in every snapshot that has the kind. */
  readonly equal: number
  readonly rows: readonly AlignedRow[]
  /** How each snapshot stands to the kind as a whole. */
  readonly coverage: readonly ('read' | 'unreadable' | 'notApplicable')[]
}

/** Snapshots lined up kind by kind. */
export interface Alignment {
  readonly snapshots: readonly Snapshot[]
  readonly kinds: readonly KindAlignment[]
}

/** Lines up all kinds of any number of snapshots; cells stand in the order of the snapshots. */
export function alignSnapshots(snapshots: readonly Snapshot[], kinds: readonly Kind[]): Alignment {
  return atOnce(alignInPieces(snapshots, kinds))
}

/** The same, for whoever lets others have their turn after each piece. */
export function* alignInPieces(
  snapshots: readonly Snapshot[],
  kinds: readonly Kind[],
): Generator<void, Alignment> {
  const aligned: KindAlignment[] = []
  for (const kind of kinds) {
    aligned.push(alignKind(kind, snapshots))
    yield
  }
  return { snapshots, kinds: aligned }
}

/** The parsed row behind a cell. */
export function rowAt(snapshot: Snapshot, kind: Kind, cell: Cell): Row | undefined {
  if (cell.state !== 'present' && cell.state !== 'unknown') return undefined
  if (cell.line === undefined) return undefined
  return rowReader(kind, kindLines(snapshot, kind.name))(cell.line)
}

/** Lines up the objects of one kind; only lines that are not everywhere the same are parsed. */
function alignKind(kind: Kind, snapshots: readonly Snapshot[]): KindAlignment {
  const coverage = snapshots.map((snapshot) => coverageOf(kind, snapshot))
  const read = snapshots.flatMap((_, i) => (coverage[i] === 'read' ? [i] : []))
  const sources = read.map((i) => kindLines(snapshots[i] as Snapshot, kind.name))
  const hasUnreadable = coverage.includes('unreadable')
  const { unequal, equal } = hasUnreadable
    ? { unequal: sources.map(({ lines }) => [...lines.starts.keys()].slice(0, -1)), equal: 0 }
    : separateLines(
        sources.map(({ lines }) => lines),
        sources.map(({ busy }) => busy),
      )
  const byKey = new Map<string, Map<number, number>>()
  for (const [position, numbers] of unequal.entries()) {
    const { lines } = sources[position] as (typeof sources)[number]
    for (const line of numbers) {
      const key = lineKey(lines, line, kind.address.length)
      const places = byKey.get(key) ?? new Map<number, number>()
      byKey.set(key, places.set(read[position] as number, line))
    }
  }
  const rows = [...byKey.values()].map((places) => alignedRow(kind, snapshots, coverage, places))
  return { kind, equal, rows, coverage }
}

function coverageOf(kind: Kind, snapshot: Snapshot): KindAlignment['coverage'][number] {
  if (isKindRead(snapshot, kind.name)) return 'read'
  if (snapshot.leavesOut?.includes(kind.name)) return 'notApplicable'
  return snapshot.server.major < (kind.since ?? 0) ? 'notApplicable' : 'unreadable'
}

function alignedRow(
  kind: Kind,
  snapshots: readonly Snapshot[],
  coverage: KindAlignment['coverage'],
  places: ReadonlyMap<number, number>,
): AlignedRow {
  const cells = snapshots.map((snapshot, i): Cell => {
    const line = places.get(i)
    if (coverage[i] === 'notApplicable') return { state: 'notApplicable' }
    if (coverage[i] === 'unreadable') return { state: 'unknown', reason: 'unreadable' }
    if (line === undefined) return { state: 'absent' }
    return kindLines(snapshot, kind.name).busy.has(line)
      ? { state: 'unknown', reason: 'busy', line }
      : { state: 'present', line }
  })
  const [first, line] = places.entries().next().value as [number, number]
  const { lines } = kindLines(snapshots[first] as Snapshot, kind.name)
  return { kind, id: objectId(refAt(lines, line, kind)), cells }
}
