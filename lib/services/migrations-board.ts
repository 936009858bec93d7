import { alignMigrations } from '../migrations/align'
import { expandCurrent } from '../migrations/expand-current'
import type { Finding } from '../migrations/finding'
import { findFindings } from '../migrations/findings/all'
import type { FolderRead } from '../migrations/folder-cache'
import type { Histories } from '../migrations/history'
import type { MigrationFiles } from '../migrations/migration-file'
import { type Alignment, type Standing, standings } from '../migrations/standing'
import type { Monitor } from './monitor'

/** Files and records of all environments, lined up and judged. */
export interface MigrationsBoard extends Alignment {
  /** Configured folders, with those that could not be read. */
  readonly reads: readonly FolderRead[]
  /** By migration and environment. */
  readonly standings: readonly (readonly Standing[])[]
  readonly findings: readonly Finding[]
}

interface BoardInput {
  readonly reads: readonly FolderRead[]
  readonly names: readonly string[]
  readonly variables: readonly (string | null)[]
  readonly records: readonly (Histories | null)[]
}

/** Lines up anew only when a folder, a record or the configuration changed. */
export class BoardCache {
  private last: { readonly input: BoardInput; readonly board: MigrationsBoard } | null = null

  get(monitors: readonly Monitor[], reads: readonly FolderRead[]): MigrationsBoard {
    const input: BoardInput = {
      reads,
      names: monitors.map(({ environment }) => environment.name),
      variables: monitors.map(({ environment }) => environment.variable),
      records: monitors.map(({ reading }) => (reading.error === null ? reading.records : null)),
    }
    if (!this.last || !isSame(this.last.input, input)) this.last = { input, board: makeBoard(input) }
    return this.last.board
  }
}

function isSame(before: BoardInput, now: BoardInput): boolean {
  return (['reads', 'names', 'variables', 'records'] as const).every(
    (part) =>
      before[part].length === now[part].length && before[part].every((value, i) => value === now[part][i]),
  )
}

function makeBoard({ reads, names, variables, records }: BoardInput): MigrationsBoard {
  const folders = reads.flatMap(({ files }): MigrationFiles[] => (files ? [files] : []))
  const environments = names.map((name, i) => {
    const own = records[i]
    return { name, records: own ? expandCurrent(own, folders) : null }
  })
  const alignment = { folders, environments, migrations: alignMigrations(folders, environments) }
  const judged = standings(alignment)
  return {
    ...alignment,
    reads,
    standings: judged,
    findings: findFindings({ ...alignment, standings: judged, variables }),
  }
}
