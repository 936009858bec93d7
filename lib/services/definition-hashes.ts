import type { Difference } from '../objects/difference'
import type { Kind } from '../objects/kind'
import { hashBytes, lineCount, lineKey, viewOf } from '../objects/lines'
import { copyValue } from '../objects/row'
import { kindLines, type Snapshot } from '../objects/snapshot'

const TAB = 9
const NEWLINE = 10

/** How COPY text spells null. */
const NULL = '\\N'

/**
 * For each difference a hash of the object's definition in one snapshot, without its address; undefined where the
 * snapshot does not have it. One pass over the lines of each kind that differs.
 */
export function definitionHashes(
  snapshot: Snapshot,
  differences: readonly Difference[],
  kinds: ReadonlyMap<string, Kind>,
  addressIn: (difference: Difference) => readonly string[],
): (number | undefined)[] {
  const hashes = new Map<string, ReadonlyMap<string, number>>()
  for (const name of new Set(differences.map(({ kind }) => kind))) {
    const kind = kinds.get(name)
    const ofKind = differences.filter((difference) => difference.kind === name)
    if (kind) hashes.set(name, hashesOfKind(snapshot, kind, new Set(ofKind.map(addressIn).map(keyOf))))
  }
  return differences.map((difference) => hashes.get(difference.kind)?.get(keyOf(addressIn(difference))))
}

function hashesOfKind(
  snapshot: Snapshot,
  kind: Kind,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const { lines } = kindLines(snapshot, kind.name)
  const { bytes, starts } = lines
  const view = viewOf(lines)
  const wantedHashes = new Set([...wanted].flatMap(spellings).map(hashOfKey))
  const found = new Map<string, number>()
  for (let line = 0; line < lineCount(lines); line++) {
    const start = starts[line] as number
    const end = keyEnd(bytes, start, kind.address.length)
    // Text is made of the few lines only that may be wanted.
    if (!wantedHashes.has(hashBytes(view, start, end - start))) continue
    const key = withoutNulls(lineKey(lines, line, kind.address.length))
    if (wanted.has(key)) found.set(key, hashBytes(view, end, (starts[line + 1] as number) - end))
  }
  return found
}

/** Where the first `columns` values of a line end. */
function keyEnd(bytes: Uint8Array, start: number, columns: number): number {
  let at = start
  for (let tabs = 0; ; at++) {
    const byte = bytes[at]
    if (byte === NEWLINE || byte === undefined) return at
    if (byte === TAB && ++tabs === columns) return at
  }
}

/** The ways in which a line may spell a key: each empty part as nothing or as null. */
function spellings(key: string): string[] {
  return key
    .split('\t')
    .map((part) => (part === '' ? ['', NULL] : [part]))
    .reduce((starts, parts) => starts.flatMap((start) => parts.map((part) => [...start, part])), [
      [],
    ] as string[][])
    .map((parts) => parts.join('\t'))
}

function hashOfKey(key: string): number {
  const bytes = Buffer.from(key, 'latin1')
  return hashBytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length)
}

/** An address as lineKey encodes it: the bytes of COPY text, one character each. Empty parts stand for null too. */
function keyOf(address: readonly string[]): string {
  return Buffer.from(address.map(copyValue).join('\t'), 'utf8').toString('latin1')
}

function withoutNulls(key: string): string {
  if (!key.includes(NULL)) return key
  return key
    .split('\t')
    .map((part) => (part === NULL ? '' : part))
    .join('\t')
}
