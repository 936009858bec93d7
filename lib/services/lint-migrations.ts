import { labelOf } from '../migrations/findings/context'
import {
  type EnvironmentFacts,
  environmentFacts,
  type LiveFacts,
  liveFactsOf,
} from '../migrations/lint/facts'
import { findSquawk } from '../migrations/lint/find-squawk'
import { lintFiles, namesAsked, type PendingFile, readPending } from '../migrations/lint/lint-files'
import type { LintedFile } from '../migrations/lint/lint-finding'
import { LINT_RULES } from '../migrations/lint/rules/all'
import { askSquawk, SQUAWK_RULES } from '../migrations/lint/squawk'
import { TO_RUN } from '../migrations/lint/to-run'
import type { Migration } from '../migrations/migration'
import { textOf } from '../migrations/replay-steps'
import { AppError, type AppErrorShape } from '../objects/app-error'
import { SEVERITIES } from '../objects/kind'
import { sentence } from '../objects/sentence'
import type { Snapshot } from '../objects/snapshot'
import { withConnection } from '../postgres/connect'
import { readDeployFacts } from '../postgres/deploy-facts'
import { statementParser } from '../sql/parse-statement'
import { errorShape } from './error-shape'
import type { LintAnswer } from './lint-answer'
import type { MigrationsBoard } from './migrations-board'
import type { Monitor } from './monitor'
import { unreadableRecord } from './unreadable-record'
import type { Workspace } from './workspace'

const FACTS_DEADLINE_MS = 15_000
/** Sizes are asked for again after so long. */
const FRESH_MS = 30_000

interface Kept {
  readonly at: number
  readonly answer: Promise<LintAnswer>
}

/** By board, which is another one as soon as a file or a record changed, and by environment and its snapshot. */
const kept = new WeakMap<MigrationsBoard, Map<Snapshot, Kept>>()

/**
 * Asks every rule about the files that are pending in an environment, judged by what was there at its last check and by
 * how large its tables are now. Nothing is run, and nothing is written.
 * @param environment the reference, unless told.
 * @throws AppError E-ORIGIN for an unknown environment, E-LINT where it is not known what is pending there.
 */
export async function lintMigrations(workspace: Workspace, environment?: string): Promise<LintAnswer> {
  const wanted = environment === undefined ? null : await workspace.monitor(environment)
  const [board, monitors] = [await workspace.migrations(), await workspace.allMonitors()]
  const monitor = wanted ?? monitors.find((each) => each.environment.isReference)
  const snapshot = monitor && snapshotOf(monitor, board, monitors.indexOf(monitor))
  if (!monitor || !snapshot) throw notKnown(environment ?? 'The reference', monitor)
  const answers = kept.get(board) ?? new Map<Snapshot, Kept>()
  kept.set(board, answers)
  const known = answers.get(snapshot)
  if (known && performance.now() - known.at < FRESH_MS) return known.answer
  const answer = lint(monitor, snapshot, board, monitors)
  answers.set(snapshot, { at: performance.now(), answer })
  answer.catch(() => answers.delete(snapshot))
  return answer
}

/** The snapshot by which pending files can be judged: there, of the last check, and with a record beside it. */
function snapshotOf({ reading }: Monitor, board: MigrationsBoard, column: number): Snapshot | null {
  const records = board.environments[column]?.records
  return reading.error === null && records && records.histories.length > 0 ? reading.snapshot : null
}

async function lint(
  monitor: Monitor,
  snapshot: Snapshot,
  board: MigrationsBoard,
  monitors: readonly Monitor[],
): Promise<LintAnswer> {
  const { name } = monitor.environment
  const column = monitors.indexOf(monitor)
  const files = await pendingFiles(board, monitors, column)
  const scripts = await readPending(files, await statementParser())
  const { live, error } = await liveFacts(monitor, namesAsked(scripts))
  const squawk = findSquawk()
  const { major, version } = snapshot.server
  const linted = await lintFiles(
    files,
    scripts,
    environmentFacts(name, snapshot, live),
    squawk && ((script, isWrapped) => askSquawk(squawk, script, { major, isWrapped })),
  )
  return {
    formatVersion: 1,
    environment: name,
    serverVersion: version,
    files: linted.map((file) => ({ ...file, label: labelOf(file.tool) })),
    ...countsOf(linted),
    unknown: board.standings.filter((row) => row[column]?.state === 'unknown').length,
    rules: { own: LINT_RULES.length, squawk: SQUAWK_RULES.length, squawkVersion: squawk?.version ?? null },
    sizesError: error,
  }
}

function countsOf(files: readonly LintedFile[]): Pick<LintAnswer, 'counts' | 'silenced' | 'unread'> {
  const findings = files.flatMap((file) => file.findings)
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length
  return {
    counts: Object.fromEntries(
      SEVERITIES.map((severity) => [severity, count(severity)]),
    ) as LintAnswer['counts'],
    silenced: files.reduce((sum, { silenced }) => sum + silenced.length, 0),
    unread: files.filter(({ state }) => state === 'partly' || state === 'unread').length,
  }
}

/** In the order in which they stand in the table, which is the order in which they run. */
async function pendingFiles(
  board: MigrationsBoard,
  monitors: readonly Monitor[],
  column: number,
): Promise<PendingFile[]> {
  const others = monitors.map(({ environment, reading }, place) =>
    place !== column && reading.snapshot && !reading.error
      ? environmentFacts(environment.name, reading.snapshot, null)
      : null,
  )
  const runsIn = (row: number, place: number) =>
    TO_RUN.includes(board.standings[row]?.[place]?.state ?? 'unknown')
  const files = await Promise.all(
    board.migrations.map(async (migration, row) => {
      if (!runsIn(row, column)) return []
      const alsoPendingIn = others.filter(
        (facts, place): facts is EnvironmentFacts => facts !== null && runsIn(row, place),
      )
      return pendingFile(migration, board, column, alsoPendingIn)
    }),
  )
  return files.flat()
}

/** Of a migration with several files, the one for a tool that the environment keeps a record of. */
async function pendingFile(
  { id, files }: Migration,
  { folders, reads, environments }: MigrationsBoard,
  column: number,
  alsoPendingIn: readonly EnvironmentFacts[],
): Promise<PendingFile[]> {
  const tools = environments[column]?.records?.histories.map(({ tool }) => tool) ?? []
  const place = files.find(({ folder }) => tools.includes(folders[folder]?.tool ?? '')) ?? files[0]
  const folder = place && folders[place.folder]
  const read = reads.filter((each) => each.files !== null)[place?.folder ?? -1]
  if (!place || !folder || !read) return []
  const { file } = place
  const path = `${folder.folder}/${file.path}`
  const isSql = file.content !== null || (/\.sql$/i.test(file.path) && file.problem === null)
  const { text, problem } = isSql ? await readText(read, file) : { text: null, problem: file.problem }
  return [{ path, migration: id, tool: folder.tool, text, problem, alsoPendingIn }]
}

async function readText(
  ...place: Parameters<typeof textOf>
): Promise<{ text: string | null; problem: string | null }> {
  try {
    return { text: await textOf(...place), problem: null }
  } catch (error) {
    return { text: null, problem: errorShape(error).message }
  }
}

/** What only the server can tell; without it, everything else still can be judged. */
async function liveFacts(
  { environment: { connection } }: Monitor,
  names: readonly string[],
): Promise<{ live: LiveFacts | null; error: AppErrorShape | null }> {
  if (names.length === 0) return { live: null, error: null }
  try {
    if (connection.state === 'unusable') throw connection.error
    const facts = await withConnection(connection.target, { deadlineMs: FACTS_DEADLINE_MS }, (open) =>
      readDeployFacts(open, names),
    )
    return { live: liveFactsOf(facts), error: null }
  } catch (error) {
    return { live: null, error: errorShape(error) }
  }
}

function notKnown(environment: string, monitor: Monitor | undefined): AppError {
  const reason = monitor?.reading.error ?? monitor?.reading.recordsError
  return new AppError({
    code: 'E-LINT',
    message: `What is pending in ${monitor?.environment.name ?? environment} is not known`,
    hint: reason
      ? `${sentence(reason.message)} ${reason.hint}`
      : monitor?.reading.snapshot
        ? (unreadableRecord(monitor.reading.records) ??
          'It keeps no record of migrations, so that nothing says which files would run there.')
        : 'Check the environment first.',
  })
}
