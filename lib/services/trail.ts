import { createHash } from 'node:crypto'
import { recordObjects } from '../migrations/record-objects'
import type { Path } from '../migrations/trail/side'
import { type ObjectId, objectId } from '../objects/address'
import { AppError, type AppErrorShape } from '../objects/app-error'
import { errorShape } from './error-shape'
import type { MigrationsBoard } from './migrations-board'
import type { Monitor } from './monitor'
import { planReplay, type ReplayPlan, type ReplaySort } from './plan-replay'
import type { Project } from './project'
import { type Replayed, type ReplayResult, runReplays } from './run-replays'

/** What can be replayed of a project: all files, and for each environment its claim and that with what is pending. */
export interface TrailPlan {
  readonly plans: readonly ReplayPlan[]
  /** Why there is no plan, by sort and environment; see nameOf. */
  readonly errors: ReadonlyMap<string, AppErrorShape>
  /** What tools made for their records, by environment; no migration makes it. */
  readonly recordTables: ReadonlyMap<string, ReadonlySet<ObjectId>>
  /** The same for the same outcome. */
  readonly key: string
}

/** All of it, replayed. */
export class Trail {
  private readonly byName: ReadonlyMap<string, Replayed>
  private readonly byKey: ReadonlyMap<string, Replayed>
  private readonly errors: ReadonlyMap<string, AppErrorShape>

  constructor(
    readonly plan: TrailPlan,
    results: readonly ReplayResult[],
    /** ISO 8601. */
    readonly replayedAt: string,
  ) {
    const errors = new Map(plan.errors)
    const byName = new Map<string, Replayed>()
    const byKey = new Map<string, Replayed>()
    for (const [i, { sort, environment, key }] of plan.plans.entries()) {
      const result = results[i] as ReplayResult
      if (result instanceof AppError) errors.set(nameOf(sort, environment), result.toJSON())
      else {
        byName.set(nameOf(sort, environment), result)
        byKey.set(key, result)
      }
    }
    this.errors = errors
    this.byName = byName
    this.byKey = byKey
  }

  /** Null where there was nothing to replay; why, error() tells. */
  replayed(sort: ReplaySort, environment: string | null = null): Replayed | null {
    return this.byName.get(nameOf(sort, environment)) ?? null
  }

  withKey(key: string): Replayed | null {
    return this.byKey.get(key) ?? null
  }

  /** Null where there was nothing to replay, or a migration failed. */
  path(sort: ReplaySort, environment: string | null = null): Path | null {
    return this.replayed(sort, environment)?.path ?? null
  }

  error(sort: ReplaySort, environment: string | null = null): AppErrorShape | null {
    return this.errors.get(nameOf(sort, environment)) ?? null
  }

  get paths(): Path[] {
    return [...this.byName.values()].flatMap(({ path }) => (path ? [path] : []))
  }
}

/** What would be replayed now. */
export function planTrail(board: MigrationsBoard, monitors: readonly Monitor[]): TrailPlan {
  const plans: ReplayPlan[] = []
  const errors = new Map<string, AppErrorShape>()
  const add = (column: number, sort: ReplaySort, environment: string | null) => {
    try {
      plans.push(planReplay(board, monitors, column, sort))
    } catch (error) {
      errors.set(nameOf(sort, environment), errorShape(error))
    }
  }
  const reference = monitors.findIndex(({ environment }) => environment.isReference)
  add(reference, 'files', null)
  for (const [column, { environment }] of monitors.entries()) {
    add(column, 'claim', environment.name)
    add(column, 'deploy', environment.name)
  }
  const digest = createHash('sha256').update(
    JSON.stringify([plans.map(({ key }) => key), [...errors.keys()]]),
  )
  return { plans, errors, recordTables: recordTablesOf(board), key: digest.digest('hex') }
}

/** Replays a plan. @throws what runReplays throws. */
export async function runTrail(project: Project, plan: TrailPlan, signal: AbortSignal): Promise<Trail> {
  return new Trail(plan, await runReplays(project, plan.plans, signal), new Date().toISOString())
}

function nameOf(sort: ReplaySort, environment: string | null): string {
  return `${sort} ${environment ?? ''}`
}

function recordTablesOf({ environments }: MigrationsBoard): Map<string, ReadonlySet<ObjectId>> {
  return new Map(
    environments.map(({ name, records }) => [
      name,
      new Set(records?.histories.flatMap(recordObjects).map(objectId)),
    ]),
  )
}
