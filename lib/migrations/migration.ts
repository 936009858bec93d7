import type { Histories, HistoryEntry } from './history'
import type { MigrationFile } from './migration-file'

/** A migration's file in one of the folders. */
export interface FilePlace {
  /** Place of the folder among all that were read. */
  readonly folder: number
  readonly file: MigrationFile
}

/** A migration's row in one of an environment's records. */
export interface EntryPlace {
  /** Place of the record among the environment's. */
  readonly history: number
  readonly entry: HistoryEntry
}

/** One migration, whatever each tool calls it, in the files and in every environment. */
export interface Migration {
  /** The path of its first file, or the tool and the key of its first record; the same for as long as that is. */
  readonly id: string
  readonly version: string | null
  readonly name: string | null
  readonly files: readonly FilePlace[]
  /** By environment. */
  readonly entries: readonly (readonly EntryPlace[])[]
}

/** The records of an environment; null where they could not be read. */
export interface EnvironmentRecords {
  readonly name: string
  readonly records: Histories | null
}
