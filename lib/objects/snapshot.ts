import { createHash } from 'node:crypto'
import { type ObjectRef, objectId } from './address'
import type { BlindSpot, Diagnostic } from './diagnostic'
import type { Kind, ServerFacts } from './kind'
import { lineColumns } from './kind'
import { findLines, hashSums, type Lines, lineCount, lineHead, lineText, NO_LINES } from './lines'
import { NEEDS, type Needs } from './needed-objects'
import { copyValue, parseCopyLine, type Row, text } from './row'

/** All objects of one origin at one instant, with what could not be read. */
export interface Snapshot {
  /** The name people know the origin by: an environment's name, a file's name, an address without secrets. */
  readonly name: string
  readonly origin: 'environment' | 'url' | 'file' | 'sql' | 'migrations' | 'forecast'
  readonly server: ServerFacts
  /** The server's own clock when the transaction began, ISO 8601. */
  readonly readAt: string
  readonly kinds: ReadonlyMap<string, KindLines>
  readonly blindSpots: readonly BlindSpot[]
  readonly diagnostics: readonly Diagnostic[]
  /** Kinds of which this origin says nothing, such as roles for a script: neither there nor missing. */
  readonly leavesOut?: readonly string[]
}

/** The lines of one kind, with the numbers of those that were behind a lock, and what their objects need. */
export interface KindLines {
  readonly lines: Lines
  readonly busy: ReadonlySet<number>
  /** Nothing where it is not there. */
  readonly needs?: Needs
}

/** How many objects a snapshot holds, of one kind or of all. */
export function objectCount(snapshot: Snapshot, kind?: string): number {
  if (kind !== undefined) return lineCount(kindLines(snapshot, kind).lines)
  let total = 0
  for (const { lines } of snapshot.kinds.values()) total += lineCount(lines)
  return total
}

export function kindLines(snapshot: Snapshot, kind: string): KindLines {
  return snapshot.kinds.get(kind) ?? { lines: NO_LINES, busy: new Set() }
}

/** Whether a kind was read at all, be it that it holds nothing. */
export function isKindRead(snapshot: Snapshot, kind: string): boolean {
  return snapshot.kinds.has(kind)
}

/** Whether a kind has no place in a snapshot: its server has no such kind, or its sort of origin leaves it out. */
export function isKindLeftOut(snapshot: Snapshot, { name, since = 0 }: Kind): boolean {
  if (isKindRead(snapshot, name)) return false
  return snapshot.leavesOut?.includes(name) === true || snapshot.server.major < since
}

/** The objects of a kind whose address begins with these parts. */
export function findRows(snapshot: Snapshot, kind: Kind, address: readonly string[]): Row[] {
  const held = kindLines(snapshot, kind.name)
  const { lines } = held
  const rowOf = rowReader(kind, held)
  const numbers =
    address.length > 0 ? findLines(lines, address.map(copyValue).join('\t')) : lines.starts.keys()
  const found: Row[] = []
  for (const number of numbers) if (number < lineCount(lines)) found.push(rowOf(number))
  return found
}

/** Parses the lines of a kind, by their numbers. */
export function rowReader(kind: Kind, { lines, needs }: KindLines): (line: number) => Row {
  const columns = lineColumns(kind)
  if (!kind.details?.includes(NEEDS)) return (line) => parseCopyLine(lineText(lines, line), columns)
  return (line) => {
    const row: Record<string, string | null> = parseCopyLine(lineText(lines, line), columns)
    row[NEEDS] = needs?.of(line) ?? null
    return row
  }
}

/** The row of one object, or undefined. Null parts of an address are empty in a ref, so only the parts before them narrow the scan. */
export function findObject(snapshot: Snapshot, kind: Kind, ref: ObjectRef): Row | undefined {
  const empty = ref.address.indexOf('')
  const prefix = empty < 0 ? ref.address : ref.address.slice(0, empty)
  const wanted = objectId(ref)
  return findRows(snapshot, kind, prefix).find((row) => objectId(refOf(kind, row)) === wanted)
}

/** The ref of a row; null parts become empty. */
export function refOf(kind: Kind, row: Row): ObjectRef {
  return { kind: kind.name, address: kind.address.map((column) => text(row, column)) }
}

/** The ref of the object of a line. */
export function refAt(lines: Lines, line: number, kind: Kind): ObjectRef {
  return refOf(kind, parseCopyLine(lineHead(lines, line, kind.address.length), kind.address))
}

/** By what was read: the lines are many, and never change. */
const fingerprints = new WeakMap<Snapshot['kinds'], string>()

/**
 * The fingerprint of a snapshot: the same for the same objects in whatever order they were read, as hexadecimal
 * digits. It changes with the columns that are read, so it means something only between equal versions of Lockstep.
 */
export function fingerprint({ kinds }: Snapshot): string {
  const known = fingerprints.get(kinds) ?? fingerprintOf(kinds)
  fingerprints.set(kinds, known)
  return known
}

function fingerprintOf(kinds: Snapshot['kinds']): string {
  const digest = createHash('sha256')
  for (const [kind, { lines }] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [first, second] = hashSums(lines)
    digest.update(`${kind} ${lineCount(lines)} ${first} ${second}\n`)
  }
  return digest.digest('hex').slice(0, 32)
}
