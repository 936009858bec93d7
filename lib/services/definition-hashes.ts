import type { Difference } from '../objects/difference'
import type { Kind } from '../objects/kind'
import { hashBytes, lineCount, lineKey, viewOf } from '../objects/lines'
import { copyValue } from '../objects/row'
import { kindLines, type Snapshot } from '../objects/snapshot'

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
  const view = viewOf(lines)
  const found = new Map<string, number>()
  for (let line = 0; line < lineCount(lines); line++) {
    const encoded = lineKey(lines, line, kind.address.length)
    const key = encoded.includes('\\N') ? withoutNulls(encoded) : encoded
    if (!wanted.has(key)) continue
    const start = (lines.starts[line] as number) + encoded.length
    found.set(key, hashBytes(view, start, (lines.starts[line + 1] as number) - start))
  }
  return found
}

/** An address as lineKey encodes it: the bytes of COPY text, one character each. Empty parts stand for null too. */
function keyOf(address: readonly string[]): string {
  return Buffer.from(address.map(copyValue).join('\t'), 'utf8').toString('latin1')
}

function withoutNulls(key: string): string {
  return key
    .split('\t')
    .map((part) => (part === '\\N' ? '' : part))
    .join('\t')
}
