import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { labelOf } from '../migrations/findings/context'
import type { HistoryEntry } from '../migrations/history'
import type { Migration } from '../migrations/migration'
import { readStatements } from '../migrations/read-histories'
import type { StandingState } from '../migrations/standing'
import { AppError, type AppErrorShape } from '../objects/app-error'
import { withConnection } from '../postgres/connect'
import { splitStatements } from '../sql/split-statements'
import { errorShape } from './error-shape'
import {
  answerFinding,
  answerMigration,
  type FindingAnswer,
  type MigrationAnswer,
  notRecordedBy,
} from './migrations-answer'
import type { MigrationsBoard } from './migrations-board'
import type { Monitor } from './monitor'
import type { Workspace } from './workspace'

/** A migration's file. */
export interface FileAnswer {
  /** The folder included. */
  readonly path: string
  readonly tool: string
  /** Null where it is not SQL, cannot be read, or is too large to show. */
  readonly text: string | null
  /** The same, statement by statement as records hold them, to compare with what ran. */
  readonly statements: string | null
  readonly problem: string | null
}

/** A row of a record. */
export interface EntryAnswer extends Omit<HistoryEntry, 'content'> {
  readonly tool: string
  /** What the tool does not write down of any migration. */
  readonly notRecorded: readonly string[]
}

/** A migration in one environment. */
export interface MigrationSide {
  readonly environment: string
  readonly state: StandingState
  readonly entries: readonly EntryAnswer[]
  /** The statements that ran there, where they are recorded and are not what the file holds; null otherwise. */
  readonly statements: string | null
  /** Why they could not be read. */
  readonly statementsError: AppErrorShape | null
}

export interface MigrationDetailAnswer {
  readonly formatVersion: 1
  readonly migration: MigrationAnswer
  readonly files: readonly FileAnswer[]
  readonly sides: readonly MigrationSide[]
  readonly findings: readonly FindingAnswer[]
}

const LARGEST_TEXT = 500_000
const STATEMENTS_DEADLINE_MS = 15_000

/**
 * One migration in all environments, with its files, and with the statements that ran where they differ from them; those
 * are read from the database now.
 * @throws AppError E-MIGRATION for a migration that is not in the table.
 */
export async function readMigration(workspace: Workspace, id: string): Promise<MigrationDetailAnswer> {
  const [board, monitors] = [await workspace.migrations(), await workspace.allMonitors()]
  const row = board.migrations.findIndex((each) => each.id === id)
  const migration = board.migrations[row]
  if (!migration) throw unknownMigration(id)
  const standings = board.standings[row] ?? []
  return {
    formatVersion: 1,
    migration: answerMigration(migration, standings, board),
    files: await Promise.all(migration.files.map((place) => answerFile(place, board))),
    sides: await Promise.all(
      monitors.map((monitor, column) =>
        answerSide(monitor, migration, standings[column]?.state ?? 'unknown', board, column),
      ),
    ),
    findings: board.findings.filter(({ migrations }) => migrations.includes(id)).map(answerFinding),
  }
}

async function answerFile(
  { folder, file }: Migration['files'][number],
  { folders, reads }: MigrationsBoard,
): Promise<FileAnswer> {
  const place = reads.filter(({ files }) => files !== null)[folder]
  const known = {
    path: `${folders[folder]?.folder}/${file.path}`,
    tool: labelOf(folders[folder]?.tool ?? ''),
  }
  if (!place || file.content === null) return { ...NO_TEXT, ...known, problem: file.problem }
  const text = await readFile(path.join(place.folder.path, file.path), 'utf8').catch(() => null)
  if (text === null) return { ...NO_TEXT, ...known, problem: 'It could not be read any more.' }
  if (text.length > LARGEST_TEXT) return { ...NO_TEXT, ...known, problem: 'It is too large to show.' }
  return { ...known, text, statements: statementsOf(text), problem: file.problem }
}

const NO_TEXT = { text: null, statements: null } as const

/** Each statement with a semicolon, an empty line between them, and no comments before them. */
function statementsOf(script: string): string {
  return splitStatements(script.replace(/^\uFEFF/, ''))
    .statements.map(({ text, copyData }) => `${text};\n${copyData ?? ''}`)
    .join('\n')
}

async function answerSide(
  monitor: Monitor,
  { entries }: Migration,
  state: StandingState,
  board: MigrationsBoard,
  column: number,
): Promise<MigrationSide> {
  const histories = board.environments[column]?.records?.histories ?? []
  const own = entries[column] ?? []
  const side = {
    environment: monitor.environment.name,
    state,
    entries: own.map(({ history, entry: { content: _, ...entry } }) => {
      const tool = histories[history]?.tool ?? ''
      return { ...entry, tool: labelOf(tool), notRecorded: notRecordedBy(tool) }
    }),
    statements: null,
    statementsError: null,
  }
  const place = own.find(({ entry }) => entry.content !== null)
  const history = histories[place?.history ?? -1]
  if (!place || !history || (state !== 'edited' && state !== 'missingFile')) return side
  const { connection } = monitor.environment
  try {
    if (connection.state === 'unusable') throw connection.error
    const limits = { isUrgent: true, deadlineMs: STATEMENTS_DEADLINE_MS }
    const statements = await withConnection(connection.target, limits, (open) =>
      readStatements(open, history, place.entry.key),
    )
    const isShown = statements !== null && statements.length <= LARGEST_TEXT
    return { ...side, statements: isShown ? statementsOf(statements) : null }
  } catch (error) {
    return { ...side, statementsError: errorShape(error) }
  }
}

function unknownMigration(id: string): AppError {
  return new AppError({
    code: 'E-MIGRATION',
    message: `There is no migration ${JSON.stringify(id)}`,
    hint: 'Its file may have been renamed or removed since. The list shows all that there are.',
  })
}
