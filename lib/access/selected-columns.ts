import { type Kind, lineColumns } from '../objects/kind'
import { findLines, lineCount, lineText } from '../objects/lines'
import { copyValue, parseCopyLine } from '../objects/row'
import { kindLines, type Snapshot } from '../objects/snapshot'

/** Long work in pieces: whoever does it may let others have their turn after each. */
export type InPieces<Result> = Generator<void, Result>

/**
 * Some columns of all objects of a kind, or of those whose address begins with these parts. Tables come in tens of
 * thousands, with grants and policies on each: making an object of every line would take several times as long.
 */
export function* selectColumns(
  snapshot: Snapshot,
  kind: Kind,
  columns: readonly string[],
  ...address: readonly string[]
): Generator<(string | null)[]> {
  const { lines } = kindLines(snapshot, kind.name)
  const places = columns.map((column) => lineColumns(kind).indexOf(column))
  const numbers = address.length > 0 ? findLines(lines, address.map(copyValue).join('\t')) : null
  const count = numbers?.length ?? lineCount(lines)
  for (let i = 0; i < count; i++) {
    const values = lineText(lines, numbers ? (numbers[i] as number) : i).split('\t')
    yield places.map((place) => plainValue(values[place] ?? ''))
  }
}

/** A value of a line without its escapes. */
export function plainValue(value: string): string | null {
  return value.includes('\\') ? (parseCopyLine(value, ['value']).value ?? null) : value
}
