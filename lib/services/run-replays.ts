import { type EmbeddedMajor, isEmbeddedMajor } from '../embedded/versions'
import { KINDS } from '../kinds/all'
import { readStatements } from '../migrations/read-histories'
import type { Replay } from '../migrations/replay'
import { replaySteps } from '../migrations/replay-steps'
import { type PathOutcome, replayPaths } from '../migrations/trail/replay-paths'
import type { Path } from '../migrations/trail/side'
import { AppError } from '../objects/app-error'
import { objectCount, type Snapshot } from '../objects/snapshot'
import { withConnection } from '../postgres/connect'
import { readSnapshot } from '../postgres/read-snapshot'
import { makeShadow, type Prepared, type Shadow } from '../shadow/make-shadow'
import { shadowFolder } from '../shadow/shadow-folder'
import { supabasePrelude } from '../supabase/prelude'
import type { Monitor } from './monitor'
import type { RecordedStep, ReplayPlan } from './plan-replay'

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

const SUPABASE_SEARCH_PATH = '"$user", public, extensions'
const STATEMENTS_DEADLINE_MS = 30_000

/**
 * Replays plans in databases of our own and reads what they build. What several of them have in common runs once.
 * @param monitorOf gives the environment of a plan that needs statements from its record.
 * @throws AppError E-REPLAY for a file that only its own tool can run, what reading a record throws, and what starting
 * the embedded server throws; the reason of the signal when it is aborted.
 */
export async function runReplays(
  plans: readonly ReplayPlan[],
  monitorOf: (environment: string) => Monitor | undefined,
  signal?: AbortSignal,
): Promise<Replayed[]> {
  const replayed = new Map<ReplayPlan, Replayed>()
  for (const together of sameServer(plans)) {
    const outcomes = await runTogether(together, monitorOf, signal)
    for (const [i, plan] of together.entries()) replayed.set(plan, outcomes[i] as Replayed)
  }
  return plans.map((plan) => replayed.get(plan) as Replayed)
}

/** Plans that can begin in one database: for the same major version, with or without what the platform brings. */
function sameServer(plans: readonly ReplayPlan[]): ReplayPlan[][] {
  const groups = new Map<string, ReplayPlan[]>()
  for (const plan of plans) {
    const key = `${plan.major} ${isForSupabase(plan)}`
    groups.set(key, [...(groups.get(key) ?? []), plan])
  }
  return [...groups.values()]
}

function isForSupabase({ tools }: ReplayPlan): boolean {
  return tools.includes('supabase')
}

/** As the tool's own connection has it; null for what the server says. */
export function searchPathOf(plan: ReplayPlan): string | null {
  return isForSupabase(plan) ? SUPABASE_SEARCH_PATH : null
}

async function runTogether(
  plans: readonly ReplayPlan[],
  monitorOf: (environment: string) => Monitor | undefined,
  signal: AbortSignal | undefined,
): Promise<Replayed[]> {
  const first = plans[0] as ReplayPlan
  const paths = []
  for (const plan of plans) {
    const texts = await recordedTexts(plan.recorded, monitorOf(plan.environment ?? ''))
    paths.push(await replaySteps(plan.migrations, plan.folders, new Set(plan.tools), texts))
  }
  const shadow = await shadowFor(first)
  const stop = () => void shadow.drop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const searchPath = searchPathOf(first)
    const outcomes = await replayPaths(shadow, paths, { searchPath, signal, read: readShadow })
    const { rows } = await shadow.client.query('show server_version')
    return plans.map((plan, i) => tellReplay(plan, outcomes[i] as PathOutcome, rows[0].server_version))
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
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
  recorded: readonly RecordedStep[],
  monitor: Monitor | undefined,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  if (recorded.length === 0 || !monitor) return texts
  const { connection } = monitor.environment
  if (connection.state === 'unusable') throw connection.error
  await withConnection(connection.target, { deadlineMs: STATEMENTS_DEADLINE_MS }, async (open) => {
    for (const { id, record, key } of recorded) {
      const text = await readStatements(open, record, key)
      if (text !== null) texts.set(id, text)
    }
  })
  return texts
}

/** On a server of the same major where it can be had, so that statements of that version run. */
export async function shadowFor(plan: ReplayPlan): Promise<Shadow> {
  const prepared = isForSupabase(plan) ? preparedForSupabase() : undefined
  const newest = () => makeShadow(shadowFolder(18), 18, { prepared })
  const { major } = plan
  if (!isEmbeddedMajor(major) || major === 18) return newest()
  const label: EmbeddedMajor = major
  return makeShadow(shadowFolder(label), label, { prepared }).catch(newest)
}

function preparedForSupabase(): Prepared {
  const scripts = supabasePrelude()
  return {
    key: `supabase ${scripts.join('\n')}`,
    prepare: async (client) => {
      for (const script of scripts) await client.query(script)
    },
  }
}

/** Files say nothing of the server and of the database that they are run in, so those kinds are left out. */
export async function readShadow({ client }: Shadow): Promise<Snapshot> {
  await client.query('reset session authorization; reset role; reset all')
  const kinds = KINDS.filter(({ scope }) => scope === undefined)
  const { snapshot } = await readSnapshot(client, { name: 'migrations', origin: 'migrations', kinds })
  return { ...snapshot, leavesOut: KINDS.filter((kind) => !kinds.includes(kind)).map((kind) => kind.name) }
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
