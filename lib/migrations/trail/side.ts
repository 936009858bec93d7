import type { ObjectId } from '../../objects/address'
import type { Difference } from '../../objects/difference'
import type { Snapshot } from '../../objects/snapshot'
import { type Stretch, stepKey } from './replay-paths'

/** The way by which migrations lead to a database, as far as its record and the files tell. */
export interface Path {
  readonly stretches: readonly Stretch[]
  /** What the migrations build. */
  readonly snapshot: Snapshot
  /** From the ids of its migrations to the tools that run them. */
  readonly toolOf: ReadonlyMap<string, string>
  /** Ids of migrations that ran with other text than the replay had, because no record holds what ran. */
  readonly otherText: ReadonlySet<string>
  /** Ids of migrations of which the recorded statements were replayed: an edited one, or one without a file. */
  readonly asRecorded: ReadonlyMap<string, 'edited' | 'missingFile'>
  /** Ids of recorded migrations of which there is neither a file nor a text. */
  readonly lost: readonly string[]
}

/** One side of a comparison, with how it came to be. */
export interface Side {
  readonly name: string
  readonly snapshot: Snapshot
  readonly path: Path
  /** What the side holds beside what its path builds, by the object's id; empty for a replay. */
  readonly drift: Drift
}

export type Drift = ReadonlyMap<ObjectId, Difference>

/** Differences of a side from what its path builds, with what follows from each. */
export function driftById(differences: readonly Difference[]): Drift {
  const drift = new Map<ObjectId, Difference>()
  for (const difference of differences) {
    if (difference.status === 'unknown') continue
    drift.set(difference.id, difference)
    for (const { id } of difference.consequences) if (!drift.has(id)) drift.set(id, difference)
  }
  return drift
}

/** The stretches with a step that a path does not have. */
export function stretchesBeside(stretches: Iterable<Stretch>, path: Path): Stretch[] {
  const own = new Set(path.stretches.flatMap(({ steps }) => steps.map(stepKey)))
  return [...stretches].filter(({ steps }) => steps.some((step) => !own.has(stepKey(step))))
}
