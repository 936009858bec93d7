import type { ObjectRef } from './address'
import { type Lines, lineText, splitLines } from './lines'
import { atOnce } from './pieces'
import type { Row } from './row'

/** The column that tells what an object cannot exist without. */
export const NEEDS = 'needs'

/**
 * What the objects of a kind need, beside their lines: it follows from what they are, so that two lines are compared
 * without it.
 */
export interface Needs {
  /** Of the object of this line, a JSON array of [kind, ...address]; null where it needs nothing. */
  of(line: number): string | null
}

/** Needs that are known, in the order of their lines. */
export function knownNeeds(needs: readonly (string | null)[]): Needs {
  return { of: (line) => needs[line] ?? null }
}

/** The same from text: a line each, empty where nothing is needed. */
export function needsOfText(lines: Lines): Needs {
  return { of: (line) => lineText(lines, line) || null }
}

/** By what was read: the lines are many, and never change. */
const texts = new WeakMap<Needs, Lines>()

/** The reverse of needsOfText, for this many lines. */
export function textOfNeeds(needs: Needs, count: number): Lines {
  return atOnce(makeTextOfNeeds(needs, count))
}

const LINES_OF_PIECE = 2_000

/** Makes that text, which then is known, in pieces: whoever does it may let others have their turn after each. */
export function* makeTextOfNeeds(needs: Needs, count: number): Generator<void, Lines> {
  const known = texts.get(needs)
  if (known) return known
  const pieces: string[] = []
  for (let first = 0; first < count; first += LINES_OF_PIECE) {
    const length = Math.min(LINES_OF_PIECE, count - first)
    pieces.push(Array.from({ length }, (_, i) => `${needs.of(first + i) ?? ''}\n`).join(''))
    yield
  }
  const lines = splitLines(Buffer.from(pieces.join('')))
  texts.set(needs, lines)
  return lines
}

/** The objects of the column `needs`, a JSON array of [kind, ...address]. */
export function neededObjects(row: Row): ObjectRef[] {
  const needs = JSON.parse(row[NEEDS] ?? '[]') as [string, ...string[]][]
  return needs.map(([kind, ...address]) => ({ kind, address }))
}

/** The same for what reads columns of this table: those come first, because whatever they need they explain. */
export function neededByPart(row: Row, table: readonly string[]): ObjectRef[] {
  const isOwnColumn = ({ kind, address }: ObjectRef) =>
    kind === 'column' && table.every((part, i) => address[i] === part)
  const needed = neededObjects(row)
  return [...needed.filter(isOwnColumn), ...needed.filter((ref) => !isOwnColumn(ref))]
}
