import { diffLines, type Mark } from '../code/line-diff'

/** One line of a text with the stretches that differ. */
export interface MarkedLine {
  /** From 1. */
  readonly number: number
  readonly text: string
  readonly marks: readonly Mark[]
  /** Whether nothing on the other side is like it. */
  readonly isOwn: boolean
}

/** The lines of a text, with what none of the other texts has marked, and what one of them lacks marked as well. */
export function markLines(text: string, others: readonly string[]): MarkedLine[] {
  const found = new Map<number, MarkedLine>()
  for (const other of others) {
    for (const row of diffLines(other, text)) {
      if (!('target' in row)) continue
      const { number, text: line, marks } = row.target
      const known = found.get(number)
      const isOwn = row.type === 'targetOnly' || (known?.isOwn ?? false)
      found.set(number, { number, text: line, marks: [...(known?.marks ?? []), ...marks], isOwn })
    }
  }
  if (others.length === 0) {
    return text.split('\n').map((line, i) => ({ number: i + 1, text: line, marks: [], isOwn: false }))
  }
  return [...found.values()].sort((a, b) => a.number - b.number)
}

/** Lines further than this from one that differs are folded away. */
const CONTEXT = 2
/** Texts up to this many lines are shown whole. */
const WHOLE = 12
/** No more lines than these are shown; the statements show the rest. */
const MOST = 40

/** The lines to show, with the number of lines left out before each and at the end. */
export function foldLines(lines: readonly MarkedLine[]): {
  readonly shown: readonly MarkedLine[]
  readonly folded: number
} {
  const isMarked = (line: MarkedLine) => line.isOwn || line.marks.length > 0
  if (lines.length <= WHOLE) return { shown: lines, folded: 0 }
  const near = lines.filter((_, i) => lines.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(isMarked))
  const shown = near.length > 0 ? near.slice(0, MOST) : lines.slice(0, WHOLE)
  return { shown, folded: lines.length - shown.length }
}
