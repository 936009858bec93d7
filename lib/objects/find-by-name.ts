import { type ObjectId, objectId } from './address'
import { attachedParts } from './attached'
import type { Kind } from './kind'
import { type Lines, lineCount, lineHead } from './lines'
import { copyValue } from './row'
import { kindLines, refAt, type Snapshot } from './snapshot'

/** An object that a search found. */
export interface NamedObject {
  readonly id: ObjectId
  readonly kind: Kind
  readonly address: readonly string[]
  readonly match: NameMatch
}

/** How an address answers: its name is the text, begins with it, or it holds the text somewhere. */
export type NameMatch = 'whole' | 'start' | 'part'

type Found = Readonly<Record<NameMatch, Map<ObjectId, NamedObject>>>

/**
 * Objects of any snapshot whose address, parts joined by dots, holds the text, whatever its case: first those whose
 * name is the text, then those whose name begins with it, then the rest; kinds in their order, at most `limit`.
 */
export function findByName(
  snapshots: readonly Snapshot[],
  kinds: readonly Kind[],
  wanted: string,
  limit: number,
): NamedObject[] {
  const text = wanted.toLowerCase()
  if (text === '') return []
  const found: Found = { whole: new Map(), start: new Map(), part: new Map() }
  for (const kind of kinds) {
    for (const snapshot of snapshots) collect(kindLines(snapshot, kind.name).lines, kind, text, limit, found)
  }
  return [found.whole, found.start, found.part].flatMap((some) => [...some.values()]).slice(0, limit)
}

function collect(lines: Lines, kind: Kind, text: string, limit: number, found: Found): void {
  const names = namesOf(lines, kind.address.length)
  const wanted = copyValue(text)
  let pattern = patternOf(kind, wanted, limit, found)
  let start = 0
  let line = 0
  for (let hit = pattern.exec(names); hit; hit = pattern.exec(names)) {
    for (let end = names.indexOf('\n', start); end < hit.index; end = names.indexOf('\n', start)) {
      start = end + 1
      line++
    }
    const end = names.indexOf('\n', hit.index)
    const rough = matchName(kind, names.slice(start, end).split('\t'), wanted)
    if (rough && found[rough].size < limit) {
      const ref = refAt(lines, line, kind)
      // The letter of an escape is no letter of the name.
      const match = matchName(kind, ref.address, text)
      const id = objectId(ref)
      if (match) found[match].set(id, { id, kind, address: ref.address, match })
      pattern = patternOf(kind, wanted, limit, found)
    }
    pattern.lastIndex = start = end + 1
    line++
  }
}

/** Finds the text in a list of names, but not where it would only be one more of those that there are enough of. */
function patternOf(kind: Kind, wanted: string, limit: number, { start, part }: Found): RegExp {
  // What is a tab between two parts of a line is said as a dot.
  const text = wanted.replace(/[^\p{L}\p{N}_]/gu, (sign) => (sign === '.' ? '[.\\t]' : `\\${sign}`))
  if (part.size < limit) return new RegExp(text, 'g')
  const before = `^(?:(?:[^\\t\\n]*\\t){${Math.max(0, placeOfName(kind))}})?`
  return new RegExp(`${before}${text}${start.size < limit ? '' : '(?=[.\\t\\n])'}`, 'gm')
}

/** Where in its address an object's own name stands. What is attached to another object has none: -1. */
function placeOfName(kind: Kind): number {
  return attachedParts(kind) === 0 ? kind.address.indexOf('name') : -1
}

/** How an address answers to a text in small letters, if it does. */
export function matchName(kind: Kind, address: readonly string[], text: string): NameMatch | null {
  const all = address.map((part) => part.toLowerCase())
  const place = placeOfName(kind)
  const names = place < 0 ? [] : [all[place] as string, all.slice(0, place + 1).join('.')]
  if (names.includes(text)) return 'whole'
  if (names.some((name) => name.startsWith(text))) return 'start'
  return all.join('.').includes(text) ? 'part' : null
}

const namesOfLines = new WeakMap<Lines, string>()

/** The addresses of all lines in small letters, each ended by a newline; encoded as the lines are. */
function namesOf(lines: Lines, columns: number): string {
  const known = namesOfLines.get(lines)
  if (known !== undefined) return known
  const heads = Array.from({ length: lineCount(lines) }, (_, line) => `${lineHead(lines, line, columns)}\n`)
  const names = heads.join('').toLowerCase()
  namesOfLines.set(lines, names)
  return names
}
