import { createHash } from 'node:crypto'
import type { FolderRead } from '../migrations/folder-cache'
import type { History } from '../migrations/history'
import type { Migration } from '../migrations/migration'
import { AppError } from '../objects/app-error'
import type { MigrationsBoard } from './migrations-board'
import type { Monitor } from './monitor'

/** A migration whose recorded statements run, because no file has them. */
export interface RecordedStep {
  readonly id: string
  readonly record: History
  readonly key: string
}

/** What a replay runs, and where. */
export interface ReplayPlan {
  /** `migrations`, or `migrations@prod` for what the record of an environment claims. */
  readonly name: string
  readonly tools: readonly string[]
  readonly migrations: readonly Migration[]
  /** The folders, as migrations count them. */
  readonly folders: readonly FolderRead[]
  readonly recorded: readonly RecordedStep[]
  /** Titles of recorded migrations of which there is neither a file nor a text. */
  readonly lost: readonly string[]
  /** Of the environment that the outcome is held against. */
  readonly major: number
  /** The same for the same outcome. */
  readonly key: string
}

/**
 * All files of the tools that the reference keeps a record for, or what the record of an environment claims.
 * @param column the place of that environment, or of the reference.
 * @param isClaim whether only what is recorded there runs.
 * @throws AppError E-REPLAY when there is nothing to run, or the record is not known.
 */
export function planReplay(
  board: MigrationsBoard,
  monitors: readonly Monitor[],
  column: number,
  isClaim: boolean,
): ReplayPlan {
  const monitor = monitors[column]
  const environment = monitor?.environment.name ?? ''
  if (isClaim && !board.environments[column]?.records) throw notKnown(environment, monitor)
  const tools = toolsToReplay(board, column)
  const migrations = isClaim ? claimedBy(board, column) : board.migrations
  const recorded = isClaim ? recordedSteps(board, column) : []
  const isRun = ({ id, files }: Migration) =>
    recorded.some((step) => step.id === id) ||
    files.some(({ folder }) => tools.includes(board.folders[folder]?.tool ?? ''))
  const run = migrations.filter(isRun)
  if (run.length === 0) throw nothingToReplay(isClaim ? environment : null)
  const plan = {
    name: isClaim ? `migrations@${environment}` : 'migrations',
    tools,
    migrations: run,
    folders: board.reads.filter(({ files }) => files !== null),
    recorded,
    lost: isClaim ? migrations.filter((each) => !isRun(each)).map(({ id }) => id) : [],
    major: monitor?.reading.snapshot?.server.major ?? 18,
  }
  return { ...plan, key: keyOf(plan, board, column) }
}

function keyOf(
  { name, tools, migrations, recorded, major }: Omit<ReplayPlan, 'key'>,
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
    .update(JSON.stringify([name, tools, major, texts]))
    .digest('hex')
}

/** The tools that the environment keeps a record for; where it keeps none, that of the first folder. */
function toolsToReplay({ environments, folders }: MigrationsBoard, column: number): string[] {
  const recorded = environments[column]?.records?.histories.map(({ tool }) => tool) ?? []
  const inFolders = [...new Set(folders.map(({ tool }) => tool))]
  const both = inFolders.filter((tool) => recorded.includes(tool))
  return both.length > 0 ? both : inFolders.slice(0, 1)
}

function claimedBy({ migrations }: MigrationsBoard, column: number): Migration[] {
  return migrations.filter(({ entries }) => entries[column]?.some(({ entry }) => entry.state === 'applied'))
}

/** Of what ran with other text than its file has, or has no file: the statements that ran, where they are recorded. */
function recordedSteps(
  { migrations, standings, environments }: MigrationsBoard,
  column: number,
): RecordedStep[] {
  return migrations.flatMap(({ id }, row) => {
    const { state, entry, history } = standings[row]?.[column] ?? {}
    const record = environments[column]?.records?.histories[history ?? -1]
    const isOther = state === 'edited' || state === 'missingFile'
    return isOther && entry?.content && record ? [{ id, record, key: entry.key }] : []
  })
}

function notKnown(environment: string, monitor: Monitor | undefined): AppError {
  const reason = monitor?.reading.error ?? monitor?.reading.recordsError
  return new AppError({
    code: 'E-REPLAY',
    message: `What ${environment} has recorded is not known`,
    hint: reason ? `${reason.message}. ${reason.hint}` : 'Check the environment first.',
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
