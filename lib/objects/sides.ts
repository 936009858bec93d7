import type { FindRows, Kind } from './kind'
import { type Lines, lineCount, lineKey } from './lines'
import { copyValue } from './row'
import { kindLines, rowReader, type Snapshot } from './snapshot'

/** A FindRows over one snapshot for many questions: the first one about a kind makes an index of its lines. */
export function indexedFinder(snapshot: Snapshot, kinds: ReadonlyMap<string, Kind>): FindRows {
  const indexes = new Map<string, ReadonlyMap<string, readonly number[]>>()
  return (name, ...address) => {
    const kind = kinds.get(name)
    if (!kind) return []
    const held = kindLines(snapshot, name)
    const key = JSON.stringify([name, address.length])
    const index = indexes.get(key) ?? indexLines(held.lines, address.length)
    indexes.set(key, index)
    const wanted = Buffer.from(address.map(copyValue).join('\t')).toString('latin1')
    return (index.get(wanted) ?? []).map(rowReader(kind, held))
  }
}

/** The numbers of lines by their first values; without any, all lines have the same. */
function indexLines(lines: Lines, columns: number): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>()
  for (let line = 0; line < lineCount(lines); line++) {
    const key = columns === 0 ? '' : lineKey(lines, line, columns)
    const found = index.get(key)
    if (found) found.push(line)
    else index.set(key, [line])
  }
  return index
}
