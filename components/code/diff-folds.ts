import type { DiffRow } from './line-diff'

/** A part of a comparison: rows to show, or equal rows folded away. */
export interface DiffPart {
  readonly type: 'rows' | 'fold'
  /** Index of the first row. */
  readonly start: number
  readonly rows: readonly DiffRow[]
}

/** Folding fewer lines than this would save no room. */
const MIN_FOLD = 4

/** Folds equal rows that are further than `context` rows from a difference; without any difference, none. */
export function foldRows(rows: readonly DiffRow[], context: number): DiffPart[] {
  const isKept = rows.map(() => false)
  rows.forEach((row, index) => {
    if (row.type === 'same') return
    isKept.fill(true, Math.max(0, index - context), index + context + 1)
  })
  if (!isKept.includes(true)) return rows.length === 0 ? [] : [{ type: 'rows', start: 0, rows }]
  const parts: DiffPart[] = []
  for (let start = 0; start < rows.length; ) {
    const next = isKept.indexOf(!isKept[start], start)
    const end = next < 0 ? rows.length : next
    const isFold = !isKept[start] && end - start >= MIN_FOLD
    parts.push({ type: isFold ? 'fold' : 'rows', start, rows: rows.slice(start, end) })
    start = end
  }
  return parts
}
