import { readStatements } from '../migrations/read-histories'
import type { Replay } from '../migrations/replay'
import type { ReplayStep } from '../migrations/replay-step'
import { replaySteps } from '../migrations/replay-steps'
import { type PathOutcome, replayPaths } from '../migrations/trail/replay-paths'
import type { Path } from '../migrations/trail/side'
import { AppError } from '../objects/app-error'
import { objectCount, type Snapshot } from '../objects/snapshot'
import { withConnection } from '../postgres/connect'
import { dropOnAbort } from '../shadow/drop-on-abort'
import type { Shadow } from '../shadow/make-shadow'
import type { ReplayPlan } from './plan-replay'
import type { Project } from './project'
import { readReplayed, replayShadow, searchPathOf } from './replay-shadow'

/** What came of building a database from the migrations. */
export interface ReplayAnswer extends Replay {
  readonly formatVersion: 1
  /** `migrations`, or `migrations@prod` for what the record of an environment claims. */
  readonly name: string
  /** Tools whose migrations ran. */
  readonly tools: readonly string[]
  /** Recorded migrations of which there is neither a file nor a text; what they made looks like drift. */
  readonly lost: readonly string[]
  readonly serverVersion: string
  /** How many objects it built; null where it did not come to its end. */
  readonly objects: number | null
  /** When it ended, ISO 8601. */
  readonly replayedAt: string
}

/** The answer, and what was built and how; null where a migration failed. */
export interface Replayed {
  readonly answer: ReplayAnswer
  readonly snapshot: Snapshot | null
  readonly path: Path | null
}

const STATEMENTS_DEADLINE_MS = 30_000

/** What came of a plan, or why its steps could not even be read. */
export type ReplayResult = Replayed | AppError

/**
 * Replays plans in databases of our own and reads what they build. What several of them have in common runs once. A plan
 * that needs a file which only its own tool can run, or a record that cannot be read, hinders no other.
 * @throws what starting the embedded server throws; the reason of the signal when it is aborted.
 */
export async function runReplays(
  project: Project,
  plans: readonly ReplayPlan[],
  signal?: AbortSignal,
): Promise<ReplayResult[]> {
  const results = new Map<ReplayPlan, ReplayResult>()
  for (const together of sameServer(plans)) {
    const ready: ReadyPlan[] = []
    for (const plan of together) {
      const steps = await stepsOf(project, plan, signal)
      if (steps instanceof AppError) results.set(plan, steps)
      else ready.push({ plan, steps })
    }
    if (ready.length === 0) continue
    const replayed = await runTogether(project, ready, signal)
    for (const [i, { plan }] of ready.entries()) results.set(plan, replayed[i] as Replayed)
  }
  return plans.map((plan) => results.get(plan) as ReplayResult)
}

/** Plans that can begin in one database: for the same major version, with or without what the platform brings. */
function sameServer(plans: readonly ReplayPlan[]): ReplayPlan[][] {
  const groups = new Map<string, ReplayPlan[]>()
  for (const plan of plans) {
    const key = `${plan.major} ${plan.onSupabase} ${plan.tools.includes('supabase')}`
    groups.set(key, [...(groups.get(key) ?? []), plan])
  }
  return [...groups.values()]
}

interface ReadyPlan {
  readonly plan: ReplayPlan
  readonly steps: readonly ReplayStep[]
}

async function stepsOf(
  project: Project,
  plan: ReplayPlan,
  signal: AbortSignal | undefined,
): Promise<readonly ReplayStep[] | AppError> {
  try {
    const texts = await recordedTexts(project, plan, signal)
    return await replaySteps(plan.migrations, plan.folders, new Set(plan.tools), texts)
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof AppError) return error
    throw error
  }
}

async function runTogether(
  project: Project,
  ready: readonly ReadyPlan[],
  signal: AbortSignal | undefined,
): Promise<Replayed[]> {
  const { plan: first } = ready[0] as ReadyPlan
  const paths = ready.map(({ steps }) => steps)
  signal?.throwIfAborted()
  const shadow = await replayShadow(project, first)
  const endWatch = dropOnAbort(shadow, signal)
  try {
    signal?.throwIfAborted()
    const searchPath = searchPathOf(first)
    const read = (of: Shadow) => readReplayed(of, first)
    const outcomes = await replayPaths(shadow, paths, { searchPath, signal, read })
    const { rows } = await shadow.client.query('show server_version')
    return ready.map(({ plan }, i) => tellReplay(plan, outcomes[i] as PathOutcome, rows[0].server_version))
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    endWatch()
    await shadow.drop()
  }
}

function tellReplay(
  plan: ReplayPlan,
  { snapshot: built, stretches, ...outcome }: PathOutcome,
  serverVersion: string,
): Replayed {
  const { name, tools, lost, otherText, recorded } = plan
  const snapshot = built && { ...built, name }
  return {
    snapshot,
    path: snapshot && {
      stretches,
      snapshot,
      toolOf: toolsOf(plan),
      otherText: new Set(otherText),
      asRecorded: new Map(recorded.map(({ id, why }) => [id, why])),
      lost,
    },
    answer: {
      formatVersion: 1,
      name,
      tools,
      lost,
      ...outcome,
      serverVersion,
      objects: snapshot && objectCount(snapshot),
      replayedAt: new Date().toISOString(),
    },
  }
}

function toolsOf({ migrations, folders, tools, recorded }: ReplayPlan): Map<string, string> {
  const ofFolders = folders.map(({ files }) => files?.tool ?? '')
  return new Map(
    migrations.flatMap(({ id, files }) => {
      const step = recorded.find((each) => each.id === id)
      const tool = files.map(({ folder }) => ofFolders[folder] ?? '').find((each) => tools.includes(each))
      const found = step?.record.tool ?? tool
      return found === undefined ? [] : [[id, found] as const]
    }),
  )
}

/** The statements that ran, read from the environment now. */
async function recordedTexts(
  project: Project,
  { recorded, environment }: ReplayPlan,
  signal: AbortSignal | undefined,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  if (recorded.length === 0 || environment === null) return texts
  const { connection } = (await project.monitor(environment)).environment
  if (connection.state === 'unusable') throw connection.error
  const limits = { deadlineMs: STATEMENTS_DEADLINE_MS, signal }
  await withConnection(connection.target, limits, async (open) => {
    for (const { id, record, key } of recorded) {
      const text = await readStatements(open, record, key)
      if (text !== null) texts.set(id, text)
    }
  })
  return texts
}

/** Why a replay came to no end, as an error. */
export function replayError({ name, failure }: Pick<ReplayAnswer, 'name' | 'failure'>): AppError {
  return new AppError({
    code: 'E-REPLAY',
    message: `${name} cannot be built: ${failure?.path}:${failure?.line}: ${failure?.message}`,
    hint: failure?.explanation ?? '',
    detail: `SQLSTATE ${failure?.sqlState} in: ${failure?.statement}`,
  })
}
