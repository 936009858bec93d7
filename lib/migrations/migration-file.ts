import type { GitFolder } from './git'
import type { Checksum } from './history'

/** One migration as its folder holds it. */
export interface MigrationFile {
  /** What the tool's record calls it. */
  readonly key: string
  /** What the tool orders by, as it writes it. */
  readonly version: string | null
  /** For people, without version and file extension. */
  readonly name: string | null
  /** Within the folder, with `/` between its parts. */
  readonly path: string
  /** `repeatable`: runs again whenever it changes; `baseline`: stands for all before it. */
  readonly sort: 'versioned' | 'repeatable' | 'baseline'
  /** Hash of what it runs, as `contentOf` makes it; null where that is not SQL, is nothing, or could not be read. */
  readonly content: string | null
  /** Where the part of its text that runs begins and ends, in characters; all of it where this is absent. */
  readonly part?: readonly [start: number, end: number]
  /** What the tool's record may hold for this very file; empty where the tool records no checksum. */
  readonly checksums: readonly Checksum[]
  /** Keys of the migrations it stands on, where the tool does not go by one order. */
  readonly after: readonly string[] | null
  /** Keys of the migrations that it stands for; absent for a file that stands for itself only. */
  readonly replaces?: readonly string[]
  /** Why it cannot be used as it is, in a sentence; null when it can. */
  readonly problem: string | null
}

/** A folder of migrations, read. */
export interface MigrationFiles {
  /** Id of the tool that it is made for, as in `histories/all.ts`. */
  readonly tool: string
  /** As people write it, relative to the project. */
  readonly folder: string
  /** In the order in which the tool runs them. */
  readonly files: readonly MigrationFile[]
  /** What was passed over or stands wrong in the folder, each a sentence that names the file. */
  readonly problems: readonly string[]
  /** What the repository knows of the folder; null or absent where there is none. */
  readonly git?: GitFolder | null
}
