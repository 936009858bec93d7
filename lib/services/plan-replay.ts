import { createHash } from 'node:crypto'
import { isPassedOver } from '../migrations/baselines'
import type { FolderRead } from '../migrations/folder-cache'
import type { EntryState, History } from '../migrations/history'
import type { Migration } from '../migrations/migration'
import type { StandingState } from '../migrations/standing'
import { type LateFile, lateFile } from '../migrations/tool-rules'
import { AppError } from '../objects/app-error'
import { sentence } from '../objects/sentence'
import { isSupabase } from '../supabase/platform'
import type { MigrationsBoard } from './migrations-board'
import type { Monitor } from './monitor'
import { unreadableRecord } from './unreadable-record'

/** A migration whose recorded statements run, because no file has them. */
export interface RecordedStep {
  readonly id: string
  readonly why: 'edited' | 'missingFile'
  readonly record: History
  readonly key: string
}

/**
 * Which migrations to replay: all files, what the record of an environment claims, or that and what is pending there.
 */
export type ReplaySort = 'files' | 'claim' | 'deploy'

/** A migration that is older than what ran last, and what its tool does about that. */
export interface LateStep {
  readonly id: string
  readonly does: Exclude<LateFile, 'runs'>
}

/** What a replay runs, and where. */
export interface ReplayPlan {
  readonly sort: ReplaySort
  /** Of the record that counts; null where all files run. */
  readonly environment: string | null
  /** `migrations`, `migrations@prod` for what the record of an environment claims. */
  readonly name: string
  readonly tools: readonly string[]
  readonly migrations: readonly Migration[]
  /** The folders, as migrations count them. */
  readonly folders: readonly FolderRead[]
  readonly recorded: readonly RecordedStep[]
  /** Pending migrations that a deploy would not run, because later ones ran before. */
  readonly late: readonly LateStep[]
  /** Ids of migrations that ran with other text than their file has now, which no record holds. */
  readonly otherText: readonly string[]
  /** Titles of recorded migrations of which there is neither a file nor a text. */
  readonly lost: readonly string[]
  /** Of the environment that the outcome is held against. */
  readonly major: number
  /** Whether the platform's own roles, schemas and functions are there before the first file. */
  readonly onSupabase: boolean
  /** The same for the same outcome. */
  readonly key: string
}

/**
 * What a replay of this sort runs: of all files, those of the tools that the environment keeps a record for.
 * @param column the place of the environment; for all files, that of the reference.
 * @throws AppError E-REPLAY when there is nothing to run, or the record is not known.
 */
export function planReplay(
  board: MigrationsBoard,
  monitors: readonly Monitor[],
  column: number,
  sort: ReplaySort,
): ReplayPlan {
  const monitor = monitors[column]
  const environment = monitor?.environment.name ?? ''
  const isAll = sort === 'files'
  if (!isAll && !isRecordKnown(board, column)) throw notKnown(environment, monitor)
  const tools = toolsToReplay(board, column)
  const claimed = isAll ? onNewDatabase(board) : claimedBy(board, column)
  const recorded = isAll ? [] : recordedSteps(board, column)
  const isRun = ({ id, files }: Migration) =>
    recorded.some((step) => step.id === id) ||
    files.some(({ folder }) => tools.includes(board.folders[folder]?.tool ?? ''))
  const pending = sort === 'deploy' ? pendingAt(board, column, tools) : { run: [], late: [] }
  const run = [...claimed.filter(isRun), ...pending.run]
  if (run.length === 0) throw nothingToReplay(isAll ? null : environment)
  const snapshot = monitor?.reading.snapshot
  const plan = {
    sort,
    environment: isAll ? null : environment,
    name: NAMES[sort](environment),
    tools,
    migrations: run,
    folders: board.reads.filter(({ files }) => files !== null),
    recorded,
    late: pending.late,
    otherText: isAll ? [] : rewritten(board, column, recorded),
    lost: isAll ? [] : claimed.filter((each) => !isRun(each)).map(({ id }) => id),
    major: snapshot?.server.major ?? 18,
    onSupabase: tools.includes('supabase') || (snapshot ? isSupabase(snapshot) : false),
  }
  return { ...plan, key: keyOf(plan, board, column) }
}

/** Whether the records were read of all tools that have a folder. */
function isRecordKnown({ environments, folders }: MigrationsBoard, column: number): boolean {
  const records = environments[column]?.records
  if (!records) return false
  return !records.unreadable.some(({ tool }) => folders.some((folder) => folder.tool === tool))
}

const NAMES: Readonly<Record<ReplaySort, (environment: string) => string>> = {
  files: () => 'migrations',
  claim: (environment) => `migrations@${environment}`,
  deploy: (environment) => `${environment} after a deploy`,
}

/** Where one failed, its tool runs nothing until somebody settles that. */
const RUNS_NEXT: ReadonlySet<StandingState | undefined> = new Set(['pending', 'outOfOrder', 'rolledBack'])

/** What its tools would run there next, and what they would leave out or stop at. */
function pendingAt(
  { migrations, standings, folders }: MigrationsBoard,
  column: number,
  tools: readonly string[],
): { run: Migration[]; late: LateStep[] } {
  const run: Migration[] = []
  const late: LateStep[] = []
  for (const [row, migration] of migrations.entries()) {
    const state = standings[row]?.[column]?.state
    const toolOf = (folder: number) => folders[folder]?.tool ?? ''
    const place = migration.files.find(({ folder }) => tools.includes(toolOf(folder)))
    if (place === undefined || !RUNS_NEXT.has(state)) continue
    const does = state === 'outOfOrder' ? lateFile(toolOf(place.folder), place.file.path) : 'runs'
    if (does === 'runs') run.push(migration)
    else late.push({ id: migration.id, does })
  }
  return { run, late }
}

/** Recorded migrations whose file holds other text than what ran, where the record does not hold what ran either. */
function rewritten(
  { migrations, standings }: MigrationsBoard,
  column: number,
  recorded: readonly RecordedStep[],
): string[] {
  return migrations.flatMap(({ id, entries }, row) => {
    const state = standings[row]?.[column]?.state
    const isRecorded = entries[column]?.some(({ entry }) => entry.state === 'applied')
    const isOther = isRecorded && (state === 'edited' || state === 'pending')
    return isOther && !recorded.some((step) => step.id === id) ? [id] : []
  })
}

function keyOf(
  { name, tools, migrations, recorded, otherText, major, onSupabase }: Omit<ReplayPlan, 'key'>,
  board: MigrationsBoard,
  column: number,
): string {
  const texts = migrations.map(({ id, files, entries }) => {
    const isRecorded = recorded.some((step) => step.id === id)
    const content = isRecorded
      ? entries[column]?.map(({ entry }) => entry.content)
      : files.map(({ folder, file }) => [board.folders[folder]?.folder, file.path, file.content])
    return [id, content]
  })
  return createHash('sha256')
    .update(JSON.stringify([name, tools, major, onSupabase, otherText, texts]))
    .digest('hex')
}

/** The tools that the environment keeps a record for; where it keeps none, that of the first folder. */
function toolsToReplay({ environments, folders }: MigrationsBoard, column: number): string[] {
  const recorded = environments[column]?.records?.histories.map(({ tool }) => tool) ?? []
  const inFolders = [...new Set(folders.map(({ tool }) => tool))]
  const both = inFolders.filter((tool) => recorded.includes(tool))
  return both.length > 0 ? both : inFolders.slice(0, 1)
}

/** Without what a file that is a baseline stands for. */
function onNewDatabase({ migrations, folders }: MigrationsBoard): Migration[] {
  return migrations.filter(
    ({ files }) =>
      files.length === 0 ||
      !files.every(({ folder, file }) => isPassedOver(file, folders[folder]?.files ?? [], false)),
  )
}

/** What its record tells of, and what a baseline stands for there; where that was a file, the file alone. */
function claimedBy({ migrations, standings }: MigrationsBoard, column: number): Migration[] {
  const recorded = ({ entries }: Migration, state: EntryState) =>
    entries[column]?.some(({ entry }) => entry.state === state) ?? false
  const began = migrations.some(
    (migration) =>
      (recorded(migration, 'baseline') || recorded(migration, 'applied')) &&
      migration.files.some(({ file }) => file.sort === 'baseline'),
  )
  return migrations.filter((migration, row) => {
    if (recorded(migration, 'applied')) return true
    if (migration.files.length === 0 || standings[row]?.[column]?.state !== 'baseline') return false
    return recorded(migration, 'baseline') || !began
  })
}

/** Of what ran with other text than its file has, or has no file: the statements that ran, where they are recorded. */
function recordedSteps(
  { migrations, standings, environments }: MigrationsBoard,
  column: number,
): RecordedStep[] {
  return migrations.flatMap(({ id }, row) => {
    const { state, entry, history } = standings[row]?.[column] ?? {}
    const record = environments[column]?.records?.histories[history ?? -1]
    const why = state === 'edited' || state === 'missingFile' ? state : null
    return why && entry?.content && record ? [{ id, why, record, key: entry.key }] : []
  })
}

function notKnown(environment: string, monitor: Monitor | undefined): AppError {
  const reason = monitor?.reading.error ?? monitor?.reading.recordsError
  return new AppError({
    code: 'E-REPLAY',
    message: `What ${environment} has recorded is not known`,
    hint: reason
      ? `${sentence(reason.message)} ${reason.hint}`
      : (unreadableRecord(monitor?.reading.records ?? null) ?? 'Check the environment first.'),
  })
}

function nothingToReplay(environment: string | null): AppError {
  return new AppError({
    code: 'E-REPLAY',
    message:
      environment === null
        ? 'There are no migration files to replay'
        : `No migration that ${environment} has recorded has a file`,
    hint: 'Name folders of migrations in lockstep.config.json, or see the page of migrations for what was found.',
  })
}
