import { createHash } from 'node:crypto'
import { type EmbeddedMajor, isEmbeddedMajor } from '../embedded/versions'
import { KINDS } from '../kinds/all'
import { readStatements } from '../migrations/read-histories'
import { type Replay, replay } from '../migrations/replay'
import type { ReplayStep } from '../migrations/replay-step'
import { replaySteps } from '../migrations/replay-steps'
import { AppError } from '../objects/app-error'
import { objectCount, type Snapshot } from '../objects/snapshot'
import { withConnection } from '../postgres/connect'
import { readSnapshot } from '../postgres/read-snapshot'
import { makeShadow, type Shadow } from '../shadow/make-shadow'
import { shadowFolder } from '../shadow/shadow-folder'
import { supabasePrelude } from '../supabase/prelude'
import type { MigrationsBoard } from './migrations-board'
import type { Monitor } from './monitor'
import type { Workspace } from './workspace'

/** What came of building a database from the migrations. */
export interface ReplayAnswer extends Replay {
  readonly formatVersion: 1
  /** `migrations`, or `migrations@prod` for what the record of an environment claims. */
  readonly name: string
  /** Tools whose migrations ran. */
  readonly tools: readonly string[]
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
  const board = await workspace.migrations()
  const plan = await planReplay(workspace, board, environment)
  const key = createHash('sha256').update(JSON.stringify(plan)).digest('hex')
  const known = kept.get(key)
  kept.delete(key)
  const replayed = known ?? run(plan, signal)
  kept.set(key, replayed)
  replayed.catch(() => kept.delete(key))
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest)
  return replayed
}

interface Plan {
  readonly name: string
  readonly tools: readonly string[]
  readonly steps: readonly ReplayStep[]
  readonly prelude: readonly string[]
  /** Of the environment that the outcome is held against, where a server of it can be had. */
  readonly major: number
}

async function planReplay(
  workspace: Workspace,
  board: MigrationsBoard,
  environment: string | undefined,
): Promise<Plan> {
  const monitors = await workspace.allMonitors()
  if (environment !== undefined) await workspace.monitor(environment)
  const reference = monitors.findIndex(({ environment: each }) => each.isReference)
  const column =
    environment === undefined
      ? reference
      : monitors.findIndex((each) => each.environment.name === environment)
  const tools = toolsToReplay(board, column)
  const migrations = environment === undefined ? board.migrations : claimedBy(board, column)
  const recorded =
    environment === undefined ? undefined : await recordedStatements(monitors[column], board, column)
  const read = board.reads.filter(({ files }) => files !== null)
  const steps = await replaySteps(migrations, read, new Set(tools), recorded)
  if (steps.length === 0) throw nothingToReplay(environment)
  const isSupabase = tools.includes('supabase')
  return {
    name: environment === undefined ? 'migrations' : `migrations@${environment}`,
    tools,
    steps,
    prelude: isSupabase ? supabasePrelude() : [],
    major: monitors[column]?.reading.snapshot?.server.major ?? 18,
  }
}

/** The tools that the environment keeps a record for; where it keeps none, that of the first folder. */
function toolsToReplay({ environments, folders }: MigrationsBoard, column: number): string[] {
  const recorded = environments[column]?.records?.histories.map(({ tool }) => tool) ?? []
  const inFolders = [...new Set(folders.map(({ tool }) => tool))]
  const both = inFolders.filter((tool) => recorded.includes(tool))
  return both.length > 0 ? both : inFolders.slice(0, 1)
}

function claimedBy({ migrations }: MigrationsBoard, column: number): MigrationsBoard['migrations'] {
  return migrations.filter(({ entries }) => entries[column]?.some(({ entry }) => entry.state === 'applied'))
}

/** Of what ran with other text than its file has, or has no file: the statements that ran, where they are recorded. */
async function recordedStatements(
  monitor: Monitor | undefined,
  { migrations, standings, environments }: MigrationsBoard,
  column: number,
): Promise<Map<string, string>> {
  const wanted = migrations.flatMap(({ id }, row) => {
    const { state, entry, history } = standings[row]?.[column] ?? {}
    const record = environments[column]?.records?.histories[history ?? -1]
    const isOther = state === 'edited' || state === 'missingFile'
    return isOther && entry?.content && record ? [{ id, record, key: entry.key }] : []
  })
  const statements = new Map<string, string>()
  if (wanted.length === 0 || !monitor) return statements
  const { connection } = monitor.environment
  if (connection.state === 'unusable') throw connection.error
  await withConnection(connection.target, { deadlineMs: STATEMENTS_DEADLINE_MS }, async (open) => {
    for (const { id, record, key } of wanted) {
      const text = await readStatements(open, record, key)
      if (text !== null) statements.set(id, text)
    }
  })
  return statements
}

async function run(plan: Plan, signal: AbortSignal | undefined): Promise<Replayed> {
  const shadow = await shadowOf(plan.major)
  const stop = () => void shadow.drop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    for (const script of plan.prelude) await shadow.client.query(script)
    const searchPath = plan.prelude.length > 0 ? SUPABASE_SEARCH_PATH : null
    const outcome = await replay(shadow, plan.steps, { searchPath, signal })
    const snapshot = outcome.failure ? null : await readShadow(shadow, plan.name)
    const { rows } = await shadow.client.query('show server_version')
    return {
      snapshot,
      answer: {
        formatVersion: 1,
        name: plan.name,
        tools: plan.tools,
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

function nothingToReplay(environment: string | undefined): AppError {
  return new AppError({
    code: 'E-REPLAY',
    message:
      environment === undefined
        ? 'There are no migration files to replay'
        : `No migration that ${environment} has recorded has a file`,
    hint: 'Name folders of migrations in lockstep.config.json, or check the environment first.',
  })
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
