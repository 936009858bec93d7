import { type Row, text } from '../objects/row'

/** One policy of two sides that is not the same; a side that lacks it has no row. */
export interface PolicyPair {
  readonly source?: Row
  readonly target?: Row
  /** The names of the fields that differ; empty where a side lacks it, or where only its name differs. */
  readonly fields: readonly string[]
}

/**
 * Policies that are not word for word the same on both sides. One that has the same definition under another name is one
 * policy, renamed.
 */
export function pairPolicies(
  source: readonly Row[],
  target: readonly Row[],
  differing: (source: Row, target: Row) => readonly string[],
): PolicyPair[] {
  const byName = new Map(target.map((row) => [text(row, 'name'), row]))
  const pairs: PolicyPair[] = []
  const missing: Row[] = []
  for (const row of source) {
    const other = byName.get(text(row, 'name'))
    if (!other) missing.push(row)
    else {
      byName.delete(text(row, 'name'))
      const fields = differing(row, other)
      if (fields.length > 0) pairs.push({ source: row, target: other, fields })
    }
  }
  const extra = [...byName.values()]
  for (const row of missing) {
    const at = extra.findIndex((other) => differing(row, other).length === 0)
    pairs.push(at < 0 ? { source: row, fields: [] } : { source: row, target: extra[at], fields: [] })
    if (at >= 0) extra.splice(at, 1)
  }
  return [...pairs, ...extra.map((row) => ({ target: row, fields: [] }))]
}
