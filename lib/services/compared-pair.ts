import { type ObjectId, objectId } from '../objects/address'
import type { Comparison } from '../objects/compare'
import type { Difference } from '../objects/difference'
import type { Grid } from '../objects/grid'
import type { Snapshot } from '../objects/snapshot'
import { isSupabase } from '../supabase/platform'
import { compareOrigins, type DiffAnswer, tellComparison } from './compare-origins'

/** Two snapshots compared, with what finds one object in the outcome. */
export interface ComparedPair {
  readonly source: Snapshot
  readonly target: Snapshot
  readonly comparison: DiffAnswer
  /** Differences by the object's id, which for an object of two names is the one in the source. */
  readonly byId: ReadonlyMap<string, Difference>
  /** From ids in the target of objects that have another name there to their ids in the source. */
  readonly renamed: ReadonlyMap<string, ObjectId>
  /** From each object that is missing along with another one, to that other. */
  readonly rootOf: ReadonlyMap<string, ObjectId>
}

/** Both sides are held weakly: a comparison is forgotten along with its snapshots. */
const compared = new WeakMap<Snapshot, WeakMap<Snapshot, Promise<ComparedPair>>>()

/** Compares two snapshots once, however often it is asked for. */
export function comparePair(source: Snapshot, target: Snapshot): Promise<ComparedPair> {
  const withSource = compared.get(source) ?? new WeakMap<Snapshot, Promise<ComparedPair>>()
  compared.set(source, withSource)
  const known = withSource.get(target) ?? compareAnew(source, target)
  withSource.set(target, known)
  known.catch(() => withSource.delete(target))
  return known
}

/** Comparisons that were made along with a grid; held weakly, as those that were made for a pair. */
const made = new WeakMap<Snapshot, WeakMap<Snapshot, Comparison>>()

/** Notes the comparisons with the reference that a grid holds anyway, so that none of them is made again. */
export function noteComparisons({ snapshots, comparisons, reference }: Grid): void {
  const source = snapshots[reference] as Snapshot
  const isPlatform = snapshots.some(isSupabase)
  const withSource = made.get(source) ?? new WeakMap<Snapshot, Comparison>()
  made.set(source, withSource)
  for (const [place, comparison] of comparisons.entries()) {
    const target = snapshots[place] as Snapshot
    // The rules of the platform hold in a grid as soon as one snapshot is of it, in a pair only if one of the two is.
    if (comparison && [source, target].some(isSupabase) === isPlatform) withSource.set(target, comparison)
  }
}

async function compareAnew(source: Snapshot, target: Snapshot): Promise<ComparedPair> {
  const known = made.get(source)?.get(target)
  return pairOf(
    source,
    target,
    known ? tellComparison(source, target, known) : await compareOrigins(source, target),
  )
}

/** A comparison with what finds one object in it. */
export function pairOf(source: Snapshot, target: Snapshot, comparison: DiffAnswer): ComparedPair {
  const byId = new Map<string, Difference>()
  const renamed = new Map<string, ObjectId>()
  const rootOf = new Map<string, ObjectId>()
  for (const difference of comparison.differences) {
    const { id, kind, targetAddress, consequences } = difference
    if (targetAddress) renamed.set(objectId({ kind, address: targetAddress }), id)
    for (const consequence of consequences) rootOf.set(consequence.id, id)
  }
  for (const difference of comparison.differences) byId.set(difference.id, difference)
  return { source, target, comparison, byId, renamed, rootOf }
}
