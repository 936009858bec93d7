import { listOrigins, type OriginAnswer } from './origins'
import type { Workspace } from './workspace'

/** How far one environment is from the reference. */
export interface PairSummary {
  readonly source: string
  readonly target: string
  /** Differences and unknown objects; null where one of the two could not be read. */
  readonly differences: number | null
  readonly unknown: number | null
}

/** What can be compared with what. */
export interface PairsAnswer {
  readonly formatVersion: 1
  readonly origins: readonly OriginAnswer[]
  /** Every environment against the reference. */
  readonly pairs: readonly PairSummary[]
  /** What to begin with: the reference and the first environment that differs from it; null with fewer than two. */
  readonly suggested: { readonly source: string; readonly target: string } | null
}

/** The origins of the workspace, and how far each environment is from the reference. Nothing is read here. */
export async function listPairs(workspace: Workspace): Promise<PairsAnswer> {
  const origins = await listOrigins(workspace)
  const environments = origins.filter(({ sort }) => sort === 'environment')
  const reference = environments.find(({ isReference }) => isReference)
  const pairs = reference ? await pairsWith(workspace, reference.id, environments) : []
  const first = pairs.find(({ differences }) => (differences ?? 0) > 0) ?? pairs[0]
  return { formatVersion: 1, origins, pairs, suggested: first ?? anyPair(origins) }
}

async function pairsWith(
  workspace: Workspace,
  source: string,
  environments: readonly OriginAnswer[],
): Promise<PairSummary[]> {
  const { grid, places } = await workspace.grid(source)
  return environments.flatMap(({ id }, i) => {
    if (id === source) return []
    const place = places[i] ?? null
    const counts = place === null ? undefined : grid?.comparisons[place]?.counts
    const differences = counts ? counts.different + counts.sourceOnly + counts.targetOnly : null
    return [{ source, target: id, differences, unknown: counts?.unknown ?? null }]
  })
}

function anyPair([first, second]: readonly OriginAnswer[]): PairsAnswer['suggested'] {
  return first && second ? { source: first.id, target: second.id } : null
}
