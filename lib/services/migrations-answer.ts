import type { Finding } from '../migrations/finding'
import { labelOf } from '../migrations/findings/context'
import type { GitFile } from '../migrations/git'
import { HISTORY_TOOLS } from '../migrations/histories/all'
import { type PlatformVersion, RECORDED_PARTS, type RecordedPart } from '../migrations/history'
import type { Migration } from '../migrations/migration'
import type { Standing, StandingState } from '../migrations/standing'
import type { AppErrorShape } from '../objects/app-error'
import { answerEnvironment, type EnvironmentAnswer } from './environment-answer'
import type { MigrationsBoard } from './migrations-board'
import { isEverywhere, type MigrationsQuery, migrationMatcher } from './migrations-query'
import type { Monitor } from './monitor'
import { unreadableRecord } from './unreadable-record'

/** A record of migrations, in brief. */
export interface RecordAnswer {
  /** The tool as its makers write it. */
  readonly tool: string
  readonly schema: string
  readonly table: string
  readonly entries: number
  /** What the tool does not write down, so that nobody takes its absence for a fault. */
  readonly notRecorded: readonly string[]
}

/** One environment, with what its records hold. */
export interface MigrationEnvironment
  extends Pick<
    EnvironmentAnswer,
    | 'name'
    | 'isReference'
    | 'isProtected'
    | 'state'
    | 'isChecking'
    | 'checkedAt'
    | 'staleAfterMinutes'
    | 'error'
  > {
  readonly records: readonly RecordAnswer[]
  readonly recordsError: AppErrorShape | null
  /** Why a record that is there could not be read; null where all were. */
  readonly unreadable: string | null
  /** Versions of the platform's services; never the team's migrations. */
  readonly platform: readonly PlatformVersion[]
  /** How many migrations stand how; null when nothing is known of them. */
  readonly counts: Readonly<Partial<Record<StandingState, number>>> | null
}

/** One migration in one environment, in brief. */
export interface CellAnswer {
  readonly state: StandingState
  /** The tool that tells, where the environment has several records. */
  readonly tool?: string
  /** What the record calls it, where that is not what its file is called. */
  readonly recordedAs?: string
  readonly appliedAt?: string
}

export interface MigrationAnswer {
  readonly id: string
  readonly version: string | null
  readonly name: string | null
  /** Paths of its files, the folder included. */
  readonly files: readonly string[]
  /** By environment. */
  readonly cells: readonly CellAnswer[]
  /** Of its first file, where a repository has its folder. */
  readonly git?: GitAnswer
}

/** What the repository knows of a file. */
export interface GitAnswer extends GitFile {
  /** The branch that is checked out. */
  readonly branch: string
}

export interface FolderAnswer {
  readonly name: string
  /** The tool as its makers write it; null where the folder was not read. */
  readonly tool: string | null
  readonly files: number
  readonly problem: string | null
}

/** A finding, its tool as its makers write it. */
export interface FindingAnswer extends Finding {
  readonly label: string
}

export interface MigrationsAnswer {
  readonly formatVersion: 1
  readonly environments: readonly MigrationEnvironment[]
  readonly folders: readonly FolderAnswer[]
  /** The most serious first, at most as many as a page can show. */
  readonly findings: readonly FindingAnswer[]
  readonly findingsTotal: number
  /** All migrations, and those that do not stand everywhere as their file says. */
  readonly total: number
  readonly notEverywhere: number
  readonly matching: number
  /** The newest first, from `offset` on. */
  readonly migrations: readonly MigrationAnswer[]
}

const MOST_FINDINGS = 200
const PAGE = 100

/** What the page and the command line show of the board. */
export function answerMigrations(
  board: MigrationsBoard,
  monitors: readonly Monitor[],
  query: MigrationsQuery,
): MigrationsAnswer {
  const column = query.environment === undefined ? null : monitors.findIndex(isNamed(query.environment))
  const matches = migrationMatcher(query, column)
  const newest = board.migrations
    .map((migration, row) => ({ migration, standings: board.standings[row] ?? [] }))
    .toReversed()
  const matching = newest.filter(({ migration, standings }) => matches(migration, standings))
  const { offset = 0, limit = PAGE } = query
  return {
    formatVersion: 1,
    environments: monitors.map((monitor, i) => answerRecords(monitor, board, i)),
    folders: board.reads.map(({ folder, files, problem }) => ({
      name: folder.name,
      tool: files ? labelOf(files.tool) : null,
      files: files?.files.length ?? 0,
      problem,
    })),
    findings: board.findings.slice(0, MOST_FINDINGS).map(answerFinding),
    findingsTotal: board.findings.length,
    total: board.migrations.length,
    notEverywhere: newest.filter(({ standings }) => !isEverywhere(standings)).length,
    matching: matching.length,
    migrations: matching
      .slice(offset, offset + limit)
      .map(({ migration, standings }) => answerMigration(migration, standings, board)),
  }
}

const isNamed =
  (name: string) =>
  ({ environment }: Monitor) =>
    environment.name === name

export function answerFinding(finding: Finding): FindingAnswer {
  return { ...finding, label: labelOf(finding.tool) }
}

function answerRecords(monitor: Monitor, board: MigrationsBoard, column: number): MigrationEnvironment {
  const environment = answerEnvironment(monitor)
  const { name, isReference, isProtected, state, isChecking, checkedAt, staleAfterMinutes, error } =
    environment
  const records = board.environments[column]?.records ?? null
  return {
    name,
    isReference,
    isProtected,
    state,
    isChecking,
    checkedAt,
    staleAfterMinutes,
    error,
    recordsError: monitor.reading.recordsError,
    unreadable: unreadableRecord(records),
    platform: records?.platform ?? [],
    records: (records?.histories ?? []).map(({ tool, schema, table, entries }) => ({
      tool: labelOf(tool),
      schema,
      table,
      entries: entries.length,
      notRecorded: notRecordedBy(tool),
    })),
    counts: records && countStates(board, column),
  }
}

const RECORDED_WORDS: Readonly<Record<RecordedPart, string>> = {
  appliedAt: 'when one ran',
  appliedBy: 'who ran it',
  checksum: 'a checksum',
  failures: 'failures',
  names: 'names',
  statements: 'statements',
}

/** What a tool does not write down. */
export function notRecordedBy(tool: string): string[] {
  const records = HISTORY_TOOLS.find(({ id }) => id === tool)?.records
  if (!records) return []
  return RECORDED_PARTS.filter((part) => !records.includes(part)).map((part) => RECORDED_WORDS[part])
}

function countStates({ standings }: MigrationsBoard, column: number): Partial<Record<StandingState, number>> {
  const counts: Partial<Record<StandingState, number>> = {}
  for (const row of standings) {
    const state = row[column]?.state ?? 'unknown'
    counts[state] = (counts[state] ?? 0) + 1
  }
  return counts
}

export function answerMigration(
  migration: Migration,
  standings: readonly Standing[],
  board: MigrationsBoard,
): MigrationAnswer {
  const { id, version, name, files } = migration
  return {
    id,
    version,
    name,
    files: files.map(({ folder, file }) => `${board.folders[folder]?.folder}/${file.path}`),
    cells: standings.map((standing, column) => answerCell(standing, board, column)),
    ...gitOf(migration, board),
  }
}

function gitOf({ files: [first] }: Migration, { folders }: MigrationsBoard): { readonly git?: GitAnswer } {
  const git = first && folders[first.folder]?.git
  const file = first && git?.files.get(first.file.path)
  return git && file ? { git: { ...file, branch: git.branch } } : {}
}

function answerCell(
  { state, history, entry }: Standing,
  { environments }: MigrationsBoard,
  column: number,
): CellAnswer {
  const histories = environments[column]?.records?.histories ?? []
  const tool = histories[history ?? -1]?.tool
  return {
    state,
    ...(tool && histories.length > 1 ? { tool: labelOf(tool) } : {}),
    ...(entry && state === 'otherVersion' ? { recordedAs: entry.key } : {}),
    ...(entry?.appliedAt ? { appliedAt: entry.appliedAt } : {}),
  }
}
