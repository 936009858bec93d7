import type { AppErrorShape } from '../objects/app-error'
import type { Snapshot } from '../objects/snapshot'
import type { ReplaySort } from './plan-replay'
import { replayError } from './run-replays'
import type { Trail } from './trail'
import type { TrailKeeper, TrailStatus } from './trail-keeper'

/** A replay that stands beside the environments. */
export interface ReplayPlace {
  /** As an origin: `migrations`, or `migrations@prod` for what the record of an environment claims. */
  readonly name: string
  readonly sort: ReplaySort
  readonly environment: string | null
  /** Null while it is not known, or where it came to no end. */
  readonly snapshot: Snapshot | null
}

/** How a replay stands, as the head of its column tells it. */
export interface ReplayState extends TrailStatus {
  readonly name: string
  /** Why it built no database; null when it did, and before it ran. */
  readonly failure: AppErrorShape | null
  readonly serverVersion: string | null
}

/** The replays that have a column: none while nobody asked for them, all files, and if wanted what records claim. */
export function replayPlaces(
  { current, isOn }: TrailKeeper,
  environments: readonly string[],
  showsClaims: boolean,
): ReplayPlace[] {
  if (!isOn && !current) return []
  const place = (name: string, sort: ReplaySort, environment: string | null): ReplayPlace => ({
    name,
    sort,
    environment,
    snapshot: current?.path(sort, environment)?.snapshot ?? null,
  })
  const claims = showsClaims ? environments.map((each) => place(`migrations@${each}`, 'claim', each)) : []
  return [place('migrations', 'files', null), ...claims]
}

/** How these replays stand. */
export function tellReplays({ status, current }: TrailKeeper, places: readonly ReplayPlace[]): ReplayState[] {
  return places.map(({ name, sort, environment }) => ({
    ...status,
    name,
    failure: failureOf(current, sort, environment),
    serverVersion: current?.replayed(sort, environment)?.answer.serverVersion ?? null,
  }))
}

function failureOf(trail: Trail | null, sort: ReplaySort, environment: string | null): AppErrorShape | null {
  const answer = trail?.replayed(sort, environment)?.answer
  return answer?.failure ? replayError(answer).toJSON() : (trail?.error(sort, environment) ?? null)
}
