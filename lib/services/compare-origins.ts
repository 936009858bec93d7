import { KINDS } from '../kinds/all'
import { type Comparison, compareSnapshots } from '../objects/compare'
import { fingerprint, objectCount, type Snapshot } from '../objects/snapshot'
import { withGrammar } from '../sql/wording'
import { platformRules } from '../supabase/platform'

/** One side as an answer tells it. */
export interface SideAnswer {
  readonly name: string
  readonly origin: Snapshot['origin']
  readonly serverVersion: string
  readonly readAt: string
  readonly fingerprint: string
  readonly objects: number
}

/** The answer of `lockstep diff --json` and of the API; only ever added to. */
export interface DiffAnswer extends Comparison {
  readonly formatVersion: 1
  readonly source: SideAnswer
  readonly target: SideAnswer
}

/** Compares two snapshots and tells about both sides. */
export async function compareOrigins(source: Snapshot, target: Snapshot): Promise<DiffAnswer> {
  const rules = platformRules([source, target])
  return tellComparison(
    source,
    target,
    await withGrammar(() => compareSnapshots(source, target, KINDS, rules)),
  )
}

/** Tells about both sides of a comparison that was made. */
export function tellComparison(source: Snapshot, target: Snapshot, comparison: Comparison): DiffAnswer {
  const { identical, counts, differences, diagnostics } = comparison
  return {
    formatVersion: 1,
    source: describeSide(source),
    target: describeSide(target),
    identical,
    counts,
    differences,
    diagnostics,
  }
}

export function describeSide(snapshot: Snapshot): SideAnswer {
  return {
    name: snapshot.name,
    origin: snapshot.origin,
    serverVersion: snapshot.server.version,
    readAt: snapshot.readAt,
    fingerprint: fingerprint(snapshot),
    objects: objectCount(snapshot),
  }
}
