import type { MigrationFile } from './migration-file'

/** The files of a folder and of the folders in it, at most two levels down. */
export interface FolderListing {
  /** As people write it, relative to the project. */
  readonly folder: string
  /** Within the folder, with `/` between its parts, in the order of their characters. */
  readonly paths: readonly string[]
  /** Names of the files in the folders above it, as far as the project goes. */
  readonly beside: readonly string[]
  /** The bytes of a file; rejects with a sentence when it cannot be read or is larger than a migration may be. */
  bytes(path: string): Promise<Buffer>
}

/** How the migrations of one tool lie in a folder. One file per tool. */
export interface FileFormat {
  /** Id of the tool, as in `histories/all.ts`. */
  readonly tool: string
  /** Whether the folder is this tool's; it may look into a file where names do not tell. */
  recognise(listing: FolderListing): Promise<boolean>
  /** The migrations in the order in which the tool runs them. */
  read(listing: FolderListing): Promise<{ readonly files: MigrationFile[]; readonly problems: string[] }>
}
