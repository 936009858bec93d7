import type { SidedDiagnostic } from '../objects/compare'
import type { Counts } from '../objects/counts'
import type { ComparedPair } from './compared-pair'
import type { ComparisonIndex } from './comparison-index'
import { explainPair } from './explain-pair'
import { indexComparison } from './index-comparison'
import { findOrigin, type Origin, type OriginAnswer } from './origins'
import type { Workspace } from './workspace'

/** Which two origins to compare, by their ids. */
export interface PairQuery {
  readonly source: string
  readonly target: string
  /** Whether an environment that cannot be reached now may be compared as it was at its last check. */
  readonly lastKnown?: boolean
}

/** Two origins, and how they differ once both are known. */
export interface ComparisonAnswer {
  readonly formatVersion: 1
  readonly source: OriginAnswer
  readonly target: OriginAnswer
  /** Whether what is compared could be compared only because an earlier check was asked for. */
  readonly usesLastKnown: boolean
  /** Null while a side is not known. */
  readonly comparison: {
    readonly identical: boolean
    readonly counts: Counts
    readonly diagnostics: readonly SidedDiagnostic[]
    readonly index: ComparisonIndex
  } | null
}

/** Two origins, and their comparison where both have a snapshot. */
export interface FoundPair {
  readonly source: Origin
  readonly target: Origin
  readonly usesLastKnown: boolean
  readonly pair: ComparedPair | null
}

/** All differences of a pair in brief. No database is read here. Throws E-ORIGIN for an id that nothing has. */
export async function readComparison(workspace: Workspace, query: PairQuery): Promise<ComparisonAnswer> {
  const { source, target, usesLastKnown, pair } = await findPair(workspace, query)
  return {
    formatVersion: 1,
    source: source.answer,
    target: target.answer,
    usesLastKnown,
    comparison: pair && {
      identical: pair.comparison.identical,
      counts: pair.comparison.counts,
      diagnostics: pair.comparison.diagnostics,
      index: indexComparison(pair),
    },
  }
}

/** Finds both origins and compares them where both are known. Throws E-ORIGIN for an id that nothing has. */
export async function findPair(
  workspace: Workspace,
  { source: sourceId, target: targetId, lastKnown = false }: PairQuery,
): Promise<FoundPair> {
  const source = await findOrigin(workspace, sourceId)
  const target = await findOrigin(workspace, targetId)
  const snapshotOf = (origin: Origin) => (lastKnown ? origin.lastKnown : origin.snapshot)
  const [before, after] = [snapshotOf(source), snapshotOf(target)]
  const pair = before && after ? await explainPair(before, after, workspace.trails.current) : null
  const usesLastKnown = pair !== null && (!source.snapshot || !target.snapshot)
  return { source, target, usesLastKnown, pair }
}
