import { alignMigrations } from './align'
import { contentOf } from './content'
import { entry } from './entry'
import { expandCurrent } from './expand-current'
import type { Finding } from './finding'
import { findFindings } from './findings/all'
import type { Histories, History, HistoryEntry } from './history'
import type { EnvironmentRecords } from './migration'
import type { MigrationFile, MigrationFiles } from './migration-file'
import { type StandingState, standings } from './standing'

/** `20260101_name` with what it runs. */
export type Named = readonly [name: string, sql?: string | null, more?: Partial<MigrationFile & HistoryEntry>]

/** A folder of SQL files. */
export function folder(tool: string, ...files: readonly Named[]): MigrationFiles {
  return {
    tool,
    folder: `${tool}/migrations`,
    problems: [],
    files: files.map(([title, sql = `create table t${title} ()`, more]) => ({
      ...named(tool, title),
      path: `${title}.sql`,
      sort: 'versioned',
      content: sql === null ? null : contentOf(sql),
      checksums: [],
      after: null,
      problem: null,
      ...more,
    })),
  }
}

/** A tool's record. */
export function history(tool: string, ...entries: readonly Named[]): History {
  return {
    tool,
    schema: 'public',
    table: `${tool}_migrations`,
    coverage: 'each',
    lock: null,
    entries: entries.map(([title, sql, more]) =>
      entry({ ...named(tool, title), content: sql ? contentOf(sql) : null, ...more }),
    ),
  }
}

/** What an environment holds; null where it could not be read. */
export function environment(name: string, ...histories: readonly History[]): EnvironmentRecords {
  return { name, records: { histories, unreadable: [], platform: [] } }
}

function named(tool: string, title: string) {
  const [, version = title, name = null] = /^(\d+)_(.*)$/.exec(title) ?? []
  return { key: tool === 'supabase' ? version : title, version, name }
}

/** Aligned and judged: by migration, what it is called and how it stands in each environment; and the findings. */
export function judge(
  folders: readonly MigrationFiles[],
  given: readonly EnvironmentRecords[],
): { rows: [title: string, ...states: StandingState[]][]; findings: Finding[] } {
  const environments = given.map(({ name, records }) => ({
    name,
    records: records && (expandCurrent(records, folders) as Histories),
  }))
  const migrations = alignMigrations(folders, environments)
  const alignment = { folders, environments, migrations }
  const judged = standings(alignment)
  return {
    rows: migrations.map(({ version, name }, row) => [
      [version, name].filter(Boolean).join('_'),
      ...(judged[row] ?? []).map(({ state }) => state),
    ]),
    findings: findFindings({
      ...alignment,
      standings: judged,
      variables: environments.map(({ name }) => `${name.toUpperCase()}_URL`),
    }),
  }
}
