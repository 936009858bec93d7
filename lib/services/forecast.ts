import { type Forecast, forecastDeploy } from '../migrations/trail/forecast'
import type { AppErrorShape } from '../objects/app-error'
import type { Snapshot } from '../objects/snapshot'
import { platformRules } from '../supabase/platform'
import { type NamedObject, nameObject } from './named-object'
import type { LateStep, ReplayPlan, ReplaySort } from './plan-replay'
import { replayError } from './run-replays'
import type { Trail } from './trail'

/** Something that a deploy most likely stumbles over. */
export interface ConflictAnswer extends NamedObject {
  readonly sort: Forecast['conflicts'][number]['sort']
  /** Ids of the migrations that touch it. */
  readonly migrations: readonly string[]
}

/** What an environment will be after a deploy, as a page tells it. */
export interface ForecastAnswer {
  readonly environment: string
  /** Ids of the migrations that the deploy runs, in their order. */
  readonly migrations: readonly string[]
  readonly conflicts: readonly ConflictAnswer[]
  /** Pending migrations that the deploy does not run, because later ones ran before. */
  readonly late: readonly LateStep[]
  /** Why nothing can be told. */
  readonly error: AppErrorShape | null
}

/** Environments with pending migrations, and how many. */
export interface DeployAnswer {
  readonly environment: string
  readonly migrations: number
}

/** Held weakly, so that they go with the snapshot or the replays. */
const known = new WeakMap<Snapshot, WeakMap<Trail, Forecast>>()

/** What an environment will be; null where its record or its pending migrations could not be replayed. */
export function forecastOf(snapshot: Snapshot, trail: Trail): Forecast | null {
  const [claim, deploy] = [trail.path('claim', snapshot.name), trail.path('deploy', snapshot.name)]
  if (!claim || !deploy) return null
  const ofSnapshot = known.get(snapshot) ?? new WeakMap<Trail, Forecast>()
  known.set(snapshot, ofSnapshot)
  const forecast = ofSnapshot.get(trail) ?? forecastDeploy(snapshot, claim, deploy, platformRules([snapshot]))
  ofSnapshot.set(trail, forecast)
  return forecast
}

/** Where a deploy would run something. */
export function listDeploys(trail: Trail | null, environments: readonly string[]): DeployAnswer[] {
  return environments.flatMap((environment) => {
    const migrations = trail ? pendingIn(trail, environment).length : 0
    return migrations > 0 ? [{ environment, migrations }] : []
  })
}

/** Puts a forecast in an answer. */
export function tellForecast(
  environment: string,
  trail: Trail | null,
  forecast: Forecast | null,
): ForecastAnswer {
  const replayed = trail?.replayed('deploy', environment)?.answer
  const error = replayed?.failure
    ? replayError(replayed).toJSON()
    : (trail?.error('deploy', environment) ?? null)
  return {
    environment,
    migrations: trail ? pendingIn(trail, environment) : [],
    conflicts: (forecast?.conflicts ?? []).map(({ sort, migrations, kind, address }) => ({
      ...nameObject({ kind, address }),
      sort,
      migrations,
    })),
    late: trail ? (planOf(trail, environment, 'deploy')?.late ?? []) : [],
    error,
  }
}

/** What a deploy runs stands behind what the record claims. */
function pendingIn(trail: Trail, environment: string): string[] {
  const claimed = planOf(trail, environment, 'claim')?.migrations.length ?? 0
  return (planOf(trail, environment, 'deploy')?.migrations ?? []).slice(claimed).map(({ id }) => id)
}

function planOf({ plan: { plans } }: Trail, environment: string, sort: ReplaySort): ReplayPlan | undefined {
  return plans.find((plan) => plan.sort === sort && plan.environment === environment)
}
