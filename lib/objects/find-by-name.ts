import { type ObjectId, objectId } from './address'
import { type Kind, lineColumns } from './kind'
import { lineAt, lineCount, lineText } from './lines'
import { parseCopyLine } from './row'
import { kindLines, refOf, type Snapshot } from './snapshot'

/** An object that a search found. */
export interface NamedObject {
  readonly id: ObjectId
  readonly kind: Kind
  readonly address: readonly string[]
}

/** Lines looked at for one search in one kind of one snapshot; a body that holds the text everywhere must not stall it. */
const MOST_LINES = 2_000

/**
 * Objects of any snapshot whose address, parts joined by dots, holds the text, whatever its case; kinds in their order,
 * at most `limit`. The bytes are scanned for the last part of the text, and only the lines that hold it are parsed.
 */
export function findByName(
  snapshots: readonly Snapshot[],
  kinds: readonly Kind[],
  wanted: string,
  limit: number,
): NamedObject[] {
  const text = wanted.toLowerCase()
  const part = text.slice(text.lastIndexOf('.', text.length - 2) + 1).replace(/\.$/, '')
  if (part === '') return []
  const found = new Map<ObjectId, NamedObject>()
  for (const kind of kinds) {
    for (const snapshot of snapshots) {
      for (const address of addressesIn(snapshot, kind, part)) {
        if (!address.join('.').toLowerCase().includes(text)) continue
        const id = objectId({ kind: kind.name, address })
        found.set(id, { id, kind, address })
        if (found.size >= limit) return [...found.values()]
      }
    }
  }
  return [...found.values()]
}

function* addressesIn(snapshot: Snapshot, kind: Kind, part: string): Generator<readonly string[]> {
  const { lines } = kindLines(snapshot, kind.name)
  const { buffer, byteOffset, byteLength } = lines.bytes
  const haystack = Buffer.from(buffer, byteOffset, byteLength)
  const columns = lineColumns(kind)
  const seen = new Set<number>()
  for (const spelling of spellings(part)) {
    for (let at = haystack.indexOf(spelling); at >= 0 && seen.size < MOST_LINES; ) {
      const line = lineAt(lines.starts, at)
      if (line >= lineCount(lines)) break
      if (!seen.has(line)) yield refOf(kind, parseCopyLine(lineText(lines, line), columns)).address
      seen.add(line)
      at = haystack.indexOf(spelling, lines.starts[line + 1])
    }
  }
}

/** Names are nearly always written in one of these ways. */
function spellings(part: string): Set<string> {
  return new Set([part, part.toUpperCase(), part.charAt(0).toUpperCase() + part.slice(1)])
}
