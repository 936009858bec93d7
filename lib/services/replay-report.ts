import { KINDS } from '../kinds/all'
import type { Histories } from '../migrations/history'
import { objectId } from '../objects/address'
import type { AppErrorShape } from '../objects/app-error'
import { compareSnapshots } from '../objects/compare'
import type { Difference } from '../objects/difference'
import type { Severity } from '../objects/kind'
import type { Snapshot } from '../objects/snapshot'
import { withGrammar } from '../sql/wording'
import { platformRules } from '../supabase/platform'
import { errorShape } from './error-shape'
import type { Monitor } from './monitor'
import { type NamedObject, nameObject } from './named-object'
import { type ReplayAnswer, type Replayed, replayMigrations } from './replay-migrations'
import type { Workspace } from './workspace'

/** An object that is not what the recorded migrations make of it. */
export interface DriftedObject extends NamedObject {
  /** `made`: there, and no migration made it; `gone`: a recorded migration made it, and it is not there. */
  readonly status: 'made' | 'gone' | 'different'
  readonly severity: Severity
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

const MOST_OBJECTS = 50

/**
 * Tells whether the files build a database, and what each environment holds that its recorded migrations do not explain.
 * Environments are held against their last check. Never throws for one of them: the others stand.
 */
export async function reportReplay(workspace: Workspace, signal?: AbortSignal): Promise<ReplayReport> {
  const head = await attempt(() => replayMigrations(workspace, undefined, signal))
  const environments: EnvironmentReplay[] = []
  for (const monitor of await workspace.allMonitors()) {
    signal?.throwIfAborted()
    environments.push(await reportEnvironment(workspace, monitor.environment.name, monitor, signal))
  }
  return {
    formatVersion: 1,
    head: head.value?.answer ?? null,
    headError: head.error,
    environments,
  }
}

async function reportEnvironment(
  workspace: Workspace,
  name: string,
  { reading: { snapshot, error, records } }: Monitor,
  signal: AbortSignal | undefined,
): Promise<EnvironmentReplay> {
  if (!snapshot || error) return { name, replay: null, error, drift: null }
  const replayed = await attempt(() => replayMigrations(workspace, name, signal))
  if (!replayed.value) return { name, replay: null, error: replayed.error, drift: null }
  return {
    name,
    replay: replayed.value.answer,
    error: null,
    drift: replayed.value.snapshot && (await driftOf(replayed.value.snapshot, snapshot, records)),
  }
}

/**
 * The snapshot of the replay is what should be there. The platform's own objects are not the team's to migrate, and the
 * tables of the records are made by the tools.
 */
async function driftOf(claimed: Snapshot, found: Snapshot, records: Histories | null): Promise<DriftAnswer> {
  const tables = new Set(
    records?.histories.map(({ schema, table }) => objectId({ kind: 'table', address: [schema, table] })),
  )
  const rules = platformRules([claimed, found])
  const { differences } = await withGrammar(() => compareSnapshots(claimed, found, KINDS, rules))
  const own = differences.filter(({ cause, id }) => cause !== 'platformObject' && !tables.has(id))
  const known = own.filter(({ status }) => status !== 'unknown')
  return {
    total: known.length,
    unknown: own.length - known.length,
    objects: known.slice(0, MOST_OBJECTS).map(toDrifted),
  }
}

const STATUSES = {
  sourceOnly: 'gone',
  targetOnly: 'made',
  different: 'different',
  unknown: 'different',
} as const

function toDrifted({ kind, address, status, severity, fields }: Difference): DriftedObject {
  return {
    ...nameObject({ kind, address }),
    status: STATUSES[status],
    severity,
    fields: fields.map(({ label }) => label),
  }
}

async function attempt(
  work: () => Promise<Replayed>,
): Promise<{ value: Replayed | null; error: AppErrorShape | null }> {
  try {
    return { value: await work(), error: null }
  } catch (error) {
    return { value: null, error: errorShape(error) }
  }
}
