import type { AppErrorShape } from '../objects/app-error'
import type { Cause, Difference, Reason } from '../objects/difference'
import type { Severity } from '../objects/kind'
import { explainDrift } from './explain-pair'
import type { Monitor } from './monitor'
import { type NamedObject, nameObject } from './named-object'
import type { ReplayAnswer } from './run-replays'
import type { Trail } from './trail'
import type { TrailStatus } from './trail-keeper'
import type { Workspace } from './workspace'

/** An object that is not what the recorded migrations make of it. */
export interface DriftedObject extends NamedObject {
  /** `made`: there, and no migration made it; `gone`: a recorded migration made it, and it is not there. */
  readonly status: 'made' | 'gone' | 'different'
  readonly severity: Severity
  readonly cause: Cause
  readonly reasons: readonly Reason[]
  /** Labels of the properties that differ. */
  readonly fields: readonly string[]
}

/** What is in an environment beside what its record claims. */
export interface DriftAnswer {
  /** All that drifted, without what only follows from it. */
  readonly total: number
  /** Could not be compared. */
  readonly unknown: number
  /** The most serious first, at most as many as a page can show. */
  readonly objects: readonly DriftedObject[]
}

/** One environment held against a replay of what its record claims. */
export interface EnvironmentReplay {
  readonly name: string
  readonly replay: ReplayAnswer | null
  /** Why there was nothing to replay, or nothing to hold it against. */
  readonly error: AppErrorShape | null
  /** Null where the replay did not come to its end, or the environment is not known. */
  readonly drift: DriftAnswer | null
}

export interface ReplayReport {
  readonly formatVersion: 1
  /** All migration files, in their order. */
  readonly head: ReplayAnswer | null
  readonly headError: AppErrorShape | null
  readonly environments: readonly EnvironmentReplay[]
}

/** What stands of the replays of a workspace. */
export interface StandingReplay {
  readonly status: TrailStatus
  /** Null before anything was replayed. */
  readonly report: ReplayReport | null
}

const MOST_OBJECTS = 50

/**
 * Tells whether the files build a database, and what each environment holds that its recorded migrations do not explain.
 * Environments are held against their last check. What was replayed before is not replayed again.
 * @throws AppError as runReplays does, and E-REPLAY when it is cancelled.
 */
export async function reportReplay(workspace: Workspace): Promise<ReplayReport> {
  return tellTrail(await workspace.trails.bring(), workspace)
}

/** What was replayed last, and whether more is on its way; replays nothing. */
export async function readReplay(workspace: Workspace): Promise<StandingReplay> {
  const { status, current } = workspace.trails
  return { status, report: current && (await tellTrail(current, workspace)) }
}

async function tellTrail(trail: Trail, workspace: Workspace): Promise<ReplayReport> {
  const monitors = await workspace.allMonitors()
  return {
    formatVersion: 1,
    head: trail.replayed('files')?.answer ?? null,
    headError: trail.error('files'),
    environments: await Promise.all(monitors.map((monitor) => tellEnvironment(trail, monitor))),
  }
}

async function tellEnvironment(
  trail: Trail,
  { environment: { name }, reading: { snapshot, error } }: Monitor,
): Promise<EnvironmentReplay> {
  if (!snapshot || error) return { name, replay: null, error, drift: null }
  const replay = trail.replayed('claim', name)?.answer ?? null
  const drifted = await explainDrift(snapshot, trail)
  return { name, replay, error: trail.error('claim', name), drift: drifted && answerDrift(drifted) }
}

function answerDrift(drifted: readonly Difference[]): DriftAnswer {
  const known = drifted.filter(({ status }) => status !== 'unknown')
  return {
    total: known.length,
    unknown: drifted.length - known.length,
    objects: known.slice(0, MOST_OBJECTS).map(toDrifted),
  }
}

const STATUSES = {
  sourceOnly: 'gone',
  targetOnly: 'made',
  different: 'different',
  unknown: 'different',
} as const

function toDrifted({
  kind,
  address,
  status,
  severity,
  fields,
  cause,
  reasons = [],
}: Difference): DriftedObject {
  return {
    ...nameObject({ kind, address }),
    status: STATUSES[status],
    severity,
    cause,
    reasons,
    fields: fields.map(({ label }) => label),
  }
}
