import type { Difference, DifferenceStatus } from './difference'
import type { Severity } from './kind'

/** How many objects of each kind are the same on both sides. */
export type EqualCounts = Readonly<Record<string, number>>

export type StatusCounts = { readonly [status in DifferenceStatus | 'equal']?: number }

/** Counts that add up: byKind and bySeverity each sum to different + sourceOnly + targetOnly + unknown. */
export interface Counts {
  readonly different: number
  readonly sourceOnly: number
  readonly targetOnly: number
  readonly unknown: number
  readonly expected: number
  /** Objects that are the same on both sides. */
  readonly equal: number
  /** Objects missing along with a counted one. */
  readonly consequences: number
  readonly byKind: Readonly<Record<string, StatusCounts>>
  readonly bySeverity: Readonly<Partial<Record<Severity, number>>>
}

/** The same counts for differences that were judged anew. */
export function recount({ byKind }: Counts, differences: readonly Difference[]): Counts {
  const equal = Object.entries(byKind).map(([kind, counts]) => [kind, counts.equal ?? 0] as const)
  return countDifferences(differences, Object.fromEntries(equal))
}

export function countDifferences(differences: readonly Difference[], equalByKind: EqualCounts): Counts {
  const byStatus = { different: 0, sourceOnly: 0, targetOnly: 0, unknown: 0 }
  const byKind: Record<string, { [status in DifferenceStatus | 'equal']?: number }> = {}
  const bySeverity: Partial<Record<Severity, number>> = {}
  let consequences = 0
  let equal = 0
  for (const [kind, count] of Object.entries(equalByKind)) {
    if (count > 0) byKind[kind] = { equal: count }
    equal += count
  }
  for (const { kind, status, severity, consequences: following } of differences) {
    byStatus[status]++
    byKind[kind] ??= {}
    byKind[kind][status] = (byKind[kind][status] ?? 0) + 1
    bySeverity[severity] = (bySeverity[severity] ?? 0) + 1
    consequences += following.length
  }
  return { ...byStatus, expected: 0, equal, consequences, byKind, bySeverity }
}
