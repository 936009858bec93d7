import { type ObjectId, objectId } from './address'
import { type Kind, kindColumns } from './kind'
import { hashLines, type Lines, lineCount, lineKey, lineText, sameLine } from './lines'
import { parseCopyLine, type Row } from './row'
import { isKindRead, kindLines, refOf, type Snapshot } from './snapshot'

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
  return { snapshots, kinds: kinds.map((kind) => alignKind(kind, snapshots)) }
}

/** The parsed row behind a cell. */
export function rowAt(snapshot: Snapshot, kind: Kind, cell: Cell): Row | undefined {
  if (cell.state !== 'present' && cell.state !== 'unknown') return undefined
  if (cell.line === undefined) return undefined
  return parseCopyLine(lineText(kindLines(snapshot, kind.name).lines, cell.line), kindColumns(kind))
}

/** Lines up the objects of one kind; only lines that are not everywhere the same are parsed. */
function alignKind(kind: Kind, snapshots: readonly Snapshot[]): KindAlignment {
  const coverage = snapshots.map((snapshot) => coverageOf(kind, snapshot))
  const read = snapshots.flatMap((_, i) => (coverage[i] === 'read' ? [i] : []))
  const sources = read.map((i) => kindLines(snapshots[i] as Snapshot, kind.name))
  const hasUnreadable = coverage.includes('unreadable')
  const { unequal, equal } = hasUnreadable
    ? { unequal: sources.map(({ lines }) => [...lines.starts.keys()].slice(0, -1)), equal: 0 }
    : separate(
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
  const row = parseCopyLine(
    lineText(kindLines(snapshots[first] as Snapshot, kind.name).lines, line),
    kindColumns(kind),
  )
  return { kind, id: objectId(refOf(kind, row)), cells }
}

/**
 * Compares lines as sets with one open-addressing hash table, no string made.
 * Returns the line numbers, by place, of all lines that not every place has, and how many every place has.
 */
function separate(
  places: readonly Lines[],
  busy: readonly ReadonlySet<number>[],
): { unequal: number[][]; equal: number } {
  const total = places.reduce((sum, lines) => sum + lineCount(lines), 0)
  const size = 1 << Math.ceil(Math.log2(Math.max(total * 2, 16)))
  const slots = new Int32Array(size).fill(-1)
  const firstPlace = new Uint16Array(total)
  const firstLine = new Uint32Array(total)
  const lastPlace = new Uint16Array(total)
  const seenBy = new Uint16Array(total)
  const entryOf = places.map((lines) => new Int32Array(lineCount(lines)).fill(-1))
  let entries = 0
  for (const [place, lines] of places.entries()) {
    const hashes = hashLines(lines)
    for (let line = 0; line < lineCount(lines); line++) {
      if (busy[place]?.has(line)) continue
      let slot = (hashes[line * 2] as number) ^ ((hashes[line * 2 + 1] as number) >>> 7)
      for (slot &= size - 1; ; slot = (slot + 1) & (size - 1)) {
        const entry = slots[slot] as number
        if (entry < 0) {
          slots[slot] = entries
          firstPlace[entries] = place
          lastPlace[entries] = place
          firstLine[entries] = line
          seenBy[entries] = 1
          ;(entryOf[place] as Int32Array)[line] = entries++
          break
        }
        if (sameLine(places[firstPlace[entry] as number] as Lines, firstLine[entry] as number, lines, line)) {
          if (lastPlace[entry] !== place) seenBy[entry] = (seenBy[entry] as number) + 1
          lastPlace[entry] = place
          ;(entryOf[place] as Int32Array)[line] = entry
          break
        }
      }
    }
  }
  let equal = 0
  for (let entry = 0; entry < entries; entry++) if (seenBy[entry] === places.length) equal++
  const unequal = entryOf.map((ofPlace) => {
    const numbers: number[] = []
    for (const [line, entry] of ofPlace.entries()) {
      if (entry < 0 || seenBy[entry] !== places.length) numbers.push(line)
    }
    return numbers
  })
  return { unequal, equal }
}
