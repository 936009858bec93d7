import type { Lines } from '../objects/lines'
import { NEEDS } from '../objects/needed-objects'
import { NUMBERS } from '../sql/needs'
import type { Dependencies } from './dependencies'

const TAB = 9
const NEWLINE = 10

/** The lines of a kind with these columns, with what each object needs in the place of the numbers in the column `needs`. */
export function fillNeeds(lines: Lines, columns: readonly string[], dependencies: Dependencies): Lines {
  const column = columns.indexOf(NEEDS)
  if (column < 0) return lines
  const { bytes, starts } = lines
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const columnsAfter = columns.length - 1 - column
  const values: Value[] = []
  let line = 0
  for (let at = buffer.indexOf(NUMBERS); at >= 0; at = buffer.indexOf(NUMBERS, at + 1)) {
    while ((starts[line + 1] as number) <= at) line++
    if (columnsBehind(bytes, at) !== columnsAfter) continue
    const end = valueEnd(bytes, at)
    values.push({ line, start: at, end, text: dependencies.needsOf(bytes, at + NUMBERS.length, end) })
  }
  return values.length > 0 ? withValues(lines, values) : lines
}

function valueEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (bytes[at] !== TAB && bytes[at] !== NEWLINE) at++
  return at
}

/** How many columns a line has behind the one of this place. */
function columnsBehind(bytes: Uint8Array, from: number): number {
  let count = 0
  for (let at = from; bytes[at] !== NEWLINE; at++) if (bytes[at] === TAB) count++
  return count
}

/** What a line has between two places from now on, one character a byte. */
interface Value {
  readonly line: number
  readonly start: number
  readonly end: number
  readonly text: string
}

function withValues({ bytes, starts }: Lines, values: readonly Value[]): Lines {
  const growth = values.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0)
  const filled = Buffer.allocUnsafeSlow(bytes.length + growth)
  const filledStarts = starts.slice()
  let copied = 0
  let written = 0
  for (const [i, { line, start, end, text }] of values.entries()) {
    filled.set(bytes.subarray(copied, start), written)
    written += start - copied
    written += filled.write(text, written, 'latin1')
    copied = end
    const next = values[i + 1]?.line ?? starts.length - 1
    for (let at = line + 1; at <= next; at++) filledStarts[at] = (starts[at] as number) + written - copied
  }
  filled.set(bytes.subarray(copied), written)
  return { bytes: filled, starts: filledStarts }
}
