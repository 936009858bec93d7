import type { Command } from '../finding'
import type { MigrationFile } from '../migration-file'
import type { HeaderFacts } from './team-header'

/** What people want. */
export interface WantedMigration {
  /** Letters, digits, `_`, `-` and blanks; see `checkedName`. */
  readonly name: string
  /** What it is to run; empty for an empty file. */
  readonly sql: string
  /** Who makes it, as the repository knows; null where it does not. */
  readonly author: string | null
  readonly now: Date
}

/** The folder as it is. */
export interface FolderNow {
  /** As people write it, relative to the project. */
  readonly folder: string
  /** All that lies in it, with `/` between its parts. */
  readonly paths: readonly string[]
  /** Its migrations in the order in which the tool runs them. */
  readonly files: readonly MigrationFile[]
  /** Versions that some environment has recorded, of the same tool. */
  readonly recorded: readonly string[]
  /** The comment with which the team's files begin, ending with a line break; empty where they have none in common. */
  readonly header: (facts: HeaderFacts) => string
}

/** A file that is not there yet. */
export interface NewFile {
  /** Within the folder, with `/` between its parts. */
  readonly path: string
  readonly text: string
}

/** The files of one migration. */
export interface NewMigration {
  /** The one that goes up first. */
  readonly files: readonly [NewFile, ...NewFile[]]
  /** What is to be run afterwards, so that the tool takes it. */
  readonly afterwards?: readonly Command[]
  /** The tool gives it a version only later, so that it is not yet among the others. */
  readonly isUnnumbered?: true
}

/** How the next migration of one tool looks. One file per tool. */
export interface Creator {
  /** Id of the tool, as in `histories/all.ts`. */
  readonly tool: string
  /** @throws AppError E-NEW-MIGRATION where the folder is such that only the tool itself can make one. */
  create(wanted: WantedMigration, folder: FolderNow): NewMigration
}
