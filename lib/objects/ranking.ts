import type { Difference } from './difference'
import { SEVERITIES } from './kind'

/** The most serious first, then by kind and address. */
export function mostSeriousFirst(differences: readonly Difference[]): Difference[] {
  return [...differences].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
}
