import { explainDifferences, type Surroundings } from '../migrations/trail/explain'
import { isGivenToExtension } from '../migrations/trail/extension-grants'
import { driftById, type Path, type Side } from '../migrations/trail/side'
import { recount } from '../objects/counts'
import type { Difference } from '../objects/difference'
import { type Grid, withJudgements } from '../objects/grid'
import { mostSeriousFirst } from '../objects/ranking'
import type { Snapshot } from '../objects/snapshot'
import { isSupabase, platformRules } from '../supabase/platform'
import { type ComparedPair, comparePair, pairOf } from './compared-pair'
import type { Trail } from './trail'

/** Held weakly, so that they go with the comparison or the replays. */
const explained = new WeakMap<ComparedPair, WeakMap<Trail, Promise<ComparedPair>>>()

/** Compares two snapshots, and tells of each difference which migrations, or what beside them, it comes from. */
export async function explainPair(
  source: Snapshot,
  target: Snapshot,
  trail: Trail | null,
): Promise<ComparedPair> {
  const pair = await comparePair(source, target)
  if (!trail) return pair
  const ofPair = explained.get(pair) ?? new WeakMap<Trail, Promise<ComparedPair>>()
  explained.set(pair, ofPair)
  const known = ofPair.get(trail) ?? explainAnew(pair, trail)
  ofPair.set(trail, known)
  known.catch(() => ofPair.delete(trail))
  return known
}

async function explainAnew(pair: ComparedPair, trail: Trail): Promise<ComparedPair> {
  const { source, target, comparison } = pair
  const surroundings = surroundingsOf(trail, [source, target])
  const differences = explainDifferences(
    comparison.differences,
    await sideOf(source, trail),
    await sideOf(target, trail),
    surroundings,
  )
  const counts = recount(comparison.counts, differences)
  return pairOf(source, target, { ...comparison, differences: mostSeriousFirst(differences), counts })
}

/** A grid of which each difference from the reference tells where it comes from. */
export async function explainGrid(grid: Grid, trail: Trail | null): Promise<Grid> {
  if (!trail) return grid
  const sides = await Promise.all(grid.snapshots.map((snapshot) => sideOf(snapshot, trail)))
  const surroundings = surroundingsOf(trail, grid.snapshots)
  const reasoned = new Map<Difference, Difference>()
  const comparisons = grid.comparisons.map((comparison, place) => {
    if (!comparison) return null
    const [source, target] = [sides[grid.reference] ?? null, sides[place] ?? null]
    const differences = explainDifferences(comparison.differences, source, target, surroundings)
    for (const [i, difference] of comparison.differences.entries())
      reasoned.set(difference, differences[i] as Difference)
    return { ...comparison, differences, counts: recount(comparison.counts, differences) }
  })
  const isExplained = sides.map((side) => side !== null && sides[grid.reference] !== null)
  return withJudgements(grid, comparisons, reasoned, isExplained)
}

function surroundingsOf(trail: Trail, snapshots: readonly Snapshot[]): Surroundings {
  const isPlatform = snapshots.some(isSupabase)
  const recordTables = new Set([...trail.plan.recordTables.values()].flatMap((ids) => [...ids]))
  return { paths: trail.paths, rules: platformRules(snapshots), isPlatform, recordTables }
}

/**
 * What an environment holds beside what its record claims, and why; null where no replay tells what it claims. The
 * platform's own objects are not the team's to migrate, and the tables of the records are made by the tools.
 */
export async function explainDrift(snapshot: Snapshot, trail: Trail): Promise<Difference[] | null> {
  const target = await sideOf(snapshot, trail)
  if (!target) return null
  const { path } = target
  const source = { name: path.snapshot.name, snapshot: path.snapshot, path, drift: new Map() }
  const drifted = await driftOf(snapshot, path, trail)
  return explainDifferences(drifted, source, target, surroundingsOf(trail, [path.snapshot, snapshot]))
}

/** How a snapshot came to be; null where no replay tells. */
async function sideOf(snapshot: Snapshot, trail: Trail): Promise<Side | null> {
  const path = pathOf(snapshot, trail)
  if (!path) return null
  const { name } = snapshot
  const drifted = path.snapshot === snapshot ? [] : await driftOf(snapshot, path, trail)
  return { name, snapshot, path, drift: driftById(drifted) }
}

async function driftOf(snapshot: Snapshot, path: Path, trail: Trail): Promise<Difference[]> {
  const { comparison } = await comparePair(path.snapshot, snapshot)
  const records = trail.plan.recordTables.get(snapshot.name)
  return comparison.differences.filter(
    (difference) =>
      difference.cause !== 'platformObject' &&
      !records?.has(difference.id) &&
      !isGivenToExtension(difference, snapshot),
  )
}

function pathOf({ origin, name }: Snapshot, trail: Trail): Path | null {
  if (origin === 'environment') return trail.path('claim', name)
  if (origin === 'forecast') return trail.path('deploy', name)
  if (origin !== 'migrations') return null
  const environment = /^migrations@(.+)$/.exec(name)?.[1]
  return environment === undefined ? trail.path('files') : trail.path('claim', environment)
}
