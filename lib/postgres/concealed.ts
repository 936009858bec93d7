import type { BlindSpot, Diagnostic } from '../objects/diagnostic'
import type { Kind } from '../objects/kind'
import { type Lines, lineCount, lineText } from '../objects/lines'
import type { KindLines } from '../objects/snapshot'
import { MASKED, UNREADABLE } from '../sql/fragments'

/** What was read of objects, yet not of all their values: never called equal without saying so. */
export interface Concealed {
  readonly blindSpots: readonly BlindSpot[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Counts the objects with values that the role may not read, and those with values that were masked. */
export function findConcealed(kinds: readonly Kind[], read: ReadonlyMap<string, KindLines>): Concealed {
  const blindSpots: BlindSpot[] = []
  const diagnostics: Diagnostic[] = []
  for (const { name, label, fields } of kinds) {
    const lines = read.get(name)?.lines
    const concealing = fields.filter(({ conceals }) => conceals)
    if (!lines || concealing.length === 0) continue
    const what = concealing.map((field) => field.label.toLowerCase()).join(', ')
    const of = (count: number) => `${count} ${count === 1 ? label.one : label.many}`
    const unreadable = countLines(lines, UNREADABLE)
    if (unreadable > 0) {
      const message = `The role may not read all of ${of(unreadable)}: ${what}.`
      blindSpots.push({ kind: name, reason: 'permission', count: unreadable, message })
    }
    const masked = countLines(lines, MASKED)
    if (masked > 0) {
      const message = `Secrets of ${of(masked)} are masked and not compared.`
      diagnostics.push({ code: 'maskedSecret', kind: name, count: masked, message })
    }
  }
  return { blindSpots, diagnostics }
}

/** How many lines hold the marker; most kinds have none, and then no line is looked at. */
function countLines(lines: Lines, marker: string): number {
  const { buffer, byteOffset, byteLength } = lines.bytes
  if (!Buffer.from(buffer, byteOffset, byteLength).includes(marker)) return 0
  let count = 0
  for (let line = 0; line < lineCount(lines); line++) if (lineText(lines, line).includes(marker)) count++
  return count
}
