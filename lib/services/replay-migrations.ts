import { type EmbeddedMajor, isEmbeddedMajor } from '../embedded/versions'
import { KINDS } from '../kinds/all'
import { readStatements } from '../migrations/read-histories'
import { type Replay, replay } from '../migrations/replay'
import { replaySteps } from '../migrations/replay-steps'
import { AppError } from '../objects/app-error'
import { objectCount, type Snapshot } from '../objects/snapshot'
import { withConnection } from '../postgres/connect'
import { readSnapshot } from '../postgres/read-snapshot'
import { makeShadow, type Shadow } from '../shadow/make-shadow'
import { shadowFolder } from '../shadow/shadow-folder'
import { supabasePrelude } from '../supabase/prelude'
import type { Monitor } from './monitor'
import { planReplay, type RecordedStep, type ReplayPlan } from './plan-replay'
import type { Workspace } from './workspace'

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

/** The answer, and what was built; null where a migration failed. */
export interface Replayed {
  readonly answer: ReplayAnswer
  readonly snapshot: Snapshot | null
}

const SUPABASE_SEARCH_PATH = '"$user", public, extensions'
const MOST_KEPT = 6
const STATEMENTS_DEADLINE_MS = 30_000

/** By all that a replay depends on. */
const kept = new Map<string, Promise<Replayed>>()

/**
 * Builds a database of our own from the migration files, all of them or those that the record of an environment claims,
 * and reads it. The same files are not run twice while this process lives.
 * @throws AppError E-REPLAY when there is nothing to replay, or a file that only its own tool can run; E-ORIGIN for an
 * unknown environment; and what starting the embedded server throws.
 */
export async function replayMigrations(
  workspace: Workspace,
  environment?: string,
  signal?: AbortSignal,
): Promise<Replayed> {
  const [board, monitors] = [await workspace.migrations(), await workspace.allMonitors()]
  const wanted = environment === undefined ? null : await workspace.monitor(environment)
  const monitor = wanted ?? monitors.find((each) => each.environment.isReference)
  const column = monitor ? monitors.indexOf(monitor) : -1
  const plan = planReplay(board, monitors, column, wanted !== null)
  const known = kept.get(plan.key)
  kept.delete(plan.key)
  const replayed = known ?? run(plan, monitor, signal)
  kept.set(plan.key, replayed)
  replayed.catch(() => kept.delete(plan.key))
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest)
  return replayed
}

async function run(
  plan: ReplayPlan,
  monitor: Monitor | undefined,
  signal: AbortSignal | undefined,
): Promise<Replayed> {
  const { name, tools, lost } = plan
  const isSupabase = tools.includes('supabase')
  const texts = await recordedTexts(plan.recorded, monitor)
  const steps = await replaySteps(plan.migrations, plan.folders, new Set(tools), texts)
  const shadow = await shadowOf(plan.major)
  const stop = () => void shadow.drop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    for (const script of isSupabase ? supabasePrelude() : []) await shadow.client.query(script)
    const searchPath = isSupabase ? SUPABASE_SEARCH_PATH : null
    const outcome = await replay(shadow, steps, { searchPath, signal })
    const snapshot = outcome.failure ? null : await readShadow(shadow, name)
    const { rows } = await shadow.client.query('show server_version')
    return {
      snapshot,
      answer: {
        formatVersion: 1,
        name,
        tools,
        lost,
        ...outcome,
        serverVersion: rows[0].server_version,
        objects: snapshot && objectCount(snapshot),
        replayedAt: new Date().toISOString(),
      },
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    await shadow.drop()
  }
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

/** A server of the same major where it can be had, so that statements of that version run. */
async function shadowOf(major: number): Promise<Shadow> {
  if (!isEmbeddedMajor(major) || major === 18) return makeShadow(shadowFolder(18))
  const label: EmbeddedMajor = major
  return makeShadow(shadowFolder(label), label).catch(() => makeShadow(shadowFolder(18)))
}

/** Files say nothing of the server and of the database that they are run in, so those kinds are left out. */
async function readShadow({ client }: Shadow, name: string): Promise<Snapshot> {
  const kinds = KINDS.filter(({ scope }) => scope === undefined)
  const { snapshot } = await readSnapshot(client, { name, origin: 'migrations', kinds })
  return { ...snapshot, leavesOut: KINDS.filter((kind) => !kinds.includes(kind)).map((kind) => kind.name) }
}

/** Why a replay came to no end, as an error. */
export function replayError({ name, failure }: ReplayAnswer): AppError {
  return new AppError({
    code: 'E-REPLAY',
    message: `${name} cannot be built: ${failure?.path}:${failure?.line}: ${failure?.message}`,
    hint: failure?.explanation ?? '',
    detail: `SQLSTATE ${failure?.sqlState} in: ${failure?.statement}`,
  })
}
