import { isPassedOver, isUpTo } from './baselines'
import { djangoApp } from './histories/django'
import type { History, HistoryEntry } from './history'
import type { EntryPlace, EnvironmentRecords, FilePlace, Migration } from './migration'
import type { MigrationFile, MigrationFiles } from './migration-file'
import { squashedStanding } from './squashed'

/**
 * How a migration stands in an environment; see the glossary. `pending`: its tool would run it next. `outOfOrder`: not
 * recorded there, although later ones are. `otherVersion`: recorded there under another version. `edited`: what ran is
 * not what the file holds. `missingFile`: recorded there, without a file. `notRecordedByTool`: another tool keeps the
 * record there. `absent`: recorded elsewhere, without a file. `noRecord`: the environment records no migrations at all.
 * `unknown`: its records could not be read, or do not tell.
 */
export const STANDING_STATES = [
  'applied',
  'pending',
  'outOfOrder',
  'edited',
  'missingFile',
  'otherVersion',
  'failed',
  'partial',
  'running',
  'rolledBack',
  'baseline',
  'skipped',
  'notRecordedByTool',
  'absent',
  'noRecord',
  'unknown',
] as const
export type StandingState = (typeof STANDING_STATES)[number]

/** One migration in one environment. */
export interface Standing {
  readonly state: StandingState
  /** The record that tells; null where none does. */
  readonly history: number | null
  readonly entry: HistoryEntry | null
}

/** What it takes to tell how migrations stand. */
export interface Alignment {
  readonly folders: readonly MigrationFiles[]
  readonly environments: readonly EnvironmentRecords[]
  readonly migrations: readonly Migration[]
}

/** By migration and environment, the most telling standing. */
export function standings(alignment: Alignment): Standing[][] {
  const reached = alignment.environments.map((_, column) => reachedBy(alignment, column))
  const judged = alignment.migrations.map((migration, row) =>
    alignment.environments.map((environment, column) => {
      const isOvertaken = (place: FilePlace) => reached[column]?.(row, place) ?? false
      return standingOf(migration, environment, column, isOvertaken, alignment)
    }),
  )
  return onlyFirstOfChains(judged)
}

/** A checksum that takes in all files before it differs for every file after an edit; only the first is proven. */
function onlyFirstOfChains(rows: readonly Standing[][]): Standing[][] {
  const isBroken = new Set<string>()
  return rows.map((row) =>
    row.map((standing, column) => {
      if (standing.state !== 'edited' || !standing.entry?.checksum?.isChained) return standing
      const chain = `${column} ${standing.history}`
      if (isBroken.has(chain)) return { ...standing, state: 'applied' }
      isBroken.add(chain)
      return standing
    }),
  )
}

function standingOf(
  migration: Migration,
  { records }: EnvironmentRecords,
  column: number,
  isOvertaken: (place: FilePlace) => boolean,
  { folders }: Alignment,
): Standing {
  if (!records) return { state: 'unknown', history: null, entry: null }
  const places = migration.entries[column] ?? []
  const told = places.map((place) =>
    entryStanding(place, migration, records.histories[place.history]?.tool ?? '', folders),
  )
  const worst = told.sort((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state))[0]
  if (worst) return worst
  return { state: stateWithoutEntry(migration, records, isOvertaken, folders), history: null, entry: null }
}

/** What needs eyes first. */
const RANK: readonly StandingState[] = [
  'failed',
  'partial',
  'edited',
  'missingFile',
  'otherVersion',
  'running',
  'rolledBack',
  'skipped',
  'baseline',
  'applied',
]

function entryStanding(
  { history, entry }: EntryPlace,
  migration: Migration,
  tool: string,
  folders: readonly MigrationFiles[],
): Standing {
  return { state: stateOfEntry(entry, migration, tool, folders), history, entry }
}

function stateOfEntry(
  entry: HistoryEntry,
  { files }: Migration,
  tool: string,
  folders: readonly MigrationFiles[],
): StandingState {
  if (entry.state !== 'applied') return entry.state
  const ofTool = files.find(({ folder }) => folders[folder]?.tool === tool)?.file
  const own = ofTool ?? files[0]?.file
  if (!own) return folders.length === 0 || isOfPackage(entry, tool, folders) ? 'applied' : 'missingFile'
  if (!isEdited(entry, own)) return ofTool && ofTool.key !== entry.key ? 'otherVersion' : 'applied'
  return own.sort === 'repeatable' ? 'pending' : 'edited'
}

/** Django also records what its packages bring, whose files lie with them: apps of which no folder has any file. */
function isOfPackage({ key }: HistoryEntry, tool: string, folders: readonly MigrationFiles[]): boolean {
  if (tool !== 'django') return false
  const files = folders.flatMap((folder) => (folder.tool === 'django' ? folder.files : []))
  return files.length > 0 && !files.some((file) => djangoApp(file.key) === djangoApp(key))
}

/** Whether what ran is known not to be what the file holds. */
function isEdited({ checksum, content }: HistoryEntry, file: MigrationFile): boolean {
  const comparable = checksum
    ? file.checksums.filter(({ algorithm }) => algorithm === checksum.algorithm)
    : []
  if (comparable.length > 0) return comparable.every(({ value }) => value !== checksum?.value)
  return content !== null && file.content !== null && content !== file.content
}

function stateWithoutEntry(
  { files }: Migration,
  { histories, unreadable }: NonNullable<EnvironmentRecords['records']>,
  isOvertaken: (place: FilePlace) => boolean,
  folders: readonly MigrationFiles[],
): StandingState {
  const toolsOf = files.map(({ folder }) => folders[folder]?.tool ?? '')
  if (unreadable.some(({ tool }) => files.length === 0 || toolsOf.includes(tool))) return 'unknown'
  if (histories.length === 0) return 'noRecord'
  if (files.length === 0) return 'absent'
  const own = files.filter(({ folder }) => histories.some(({ tool }) => tool === folders[folder]?.tool))
  if (own.length === 0) return 'notRecordedByTool'
  if (own.every((place) => isBeyondRecord(place, histories, folders))) return 'unknown'
  if (own.every(({ folder, file }) => isBelowBaseline(file, histories, folders[folder]))) return 'baseline'
  const squashed = own.map((place) => squashedIn(place, histories, folders)).find((state) => state !== null)
  if (squashed) return squashed
  if (own.every((place) => isPassedOverIn(place, histories, folders))) return 'skipped'
  return own.some(isOvertaken) ? 'outOfOrder' : 'pending'
}

/** Whether its tool recorded only a place that no file has, so that nothing tells which files stand before it. */
function isBeyondRecord(
  { folder, file }: FilePlace,
  histories: readonly History[],
  folders: readonly MigrationFiles[],
): boolean {
  if (file.after === null) return false
  const { tool } = folders[folder] ?? {}
  const reached = histories
    .filter((history) => history.tool === tool && history.coverage === 'current')
    .flatMap(({ entries }) => entries)
  return reached.some(
    ({ key }) => !folders.some((each) => each.tool === tool && each.files.some((own) => own.key === key)),
  )
}

function isPassedOverIn(
  { folder, file }: FilePlace,
  histories: readonly History[],
  folders: readonly MigrationFiles[],
): boolean {
  const { tool, files = [] } = folders[folder] ?? {}
  const hasRun = histories.some((history) => history.tool === tool && history.entries.length > 0)
  return isPassedOver(file, files, hasRun)
}

function squashedIn(
  { folder, file }: FilePlace,
  histories: readonly History[],
  folders: readonly MigrationFiles[],
): StandingState | null {
  const { tool, files = [] } = folders[folder] ?? {}
  const recorded = histories
    .filter((history) => history.tool === tool)
    .flatMap(({ entries }) => entries.filter(({ state }) => state === 'applied').map(({ key }) => key))
  return squashedStanding(file, files, new Set(recorded))
}

/** A baseline stands for all files of its version and of those before it; Atlas records one like any other file. */
function isBelowBaseline(
  { version, sort }: MigrationFile,
  histories: readonly History[],
  folder: MigrationFiles | undefined,
): boolean {
  if (sort !== 'versioned') return false
  const files = new Set(folder?.files.filter((file) => file.sort === 'baseline').map(({ key }) => key))
  return histories.some(
    ({ tool, entries }) =>
      tool === folder?.tool &&
      entries.some(
        ({ key, state, version: last }) =>
          (state === 'baseline' || (state === 'applied' && files.has(key))) && isUpTo(version, last),
      ),
  )
}

/**
 * Tells of files whether an environment has run later ones: those that stand on them, where the tool goes by that; else
 * later ones in the order of their folder, or recorded by the same tool under a higher version.
 */
function reachedBy({ migrations, environments, folders }: Alignment, column: number) {
  const lastRow = new Map<number, number>()
  const isStoodOn = new Set<string>()
  for (const [row, { files, entries }] of migrations.entries()) {
    if (!entries[column]?.some(({ entry }) => entry.state === 'applied')) continue
    for (const { folder, file } of files) {
      if (file.sort === 'versioned') lastRow.set(folder, row)
      for (const key of file.after ?? []) isStoodOn.add(key)
    }
  }
  const lastVersion = new Map(
    (environments[column]?.records?.histories ?? []).map(({ tool, entries }) => [tool, highest(entries)]),
  )
  return (row: number, { folder, file }: FilePlace): boolean => {
    if (file.sort !== 'versioned') return false
    if (file.after !== null) return isStoodOn.has(file.key)
    const version = lastVersion.get(folders[folder]?.tool ?? '')
    return row < (lastRow.get(folder) ?? -1) || isLower(file.version, version ?? null)
  }
}

function highest(entries: readonly HistoryEntry[]): string | null {
  return entries.reduce<string | null>(
    (high, { version, state }) =>
      state === 'applied' && (high === null || isLower(high, version)) ? version : high,
    null,
  )
}

/** Versions that are numbers; of others the order is only known within a folder. */
function isLower(version: string | null, other: string | null): boolean {
  if (!/^\d+$/.test(version ?? '') || !/^\d+$/.test(other ?? '')) return false
  return BigInt(version ?? '') < BigInt(other ?? '')
}
