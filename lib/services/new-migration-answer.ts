import type { Command } from '../migrations/finding'
import type { AppErrorShape } from '../objects/app-error'

/** A new migration: its files, whether they were written or are only shown. */
export interface NewMigrationAnswer {
  readonly formatVersion: 1
  readonly folder: string
  /** Id of the tool, and what its makers call it. */
  readonly tool: string
  readonly label: string
  /** What the tool's record will call it; null where the tool numbers it only later. */
  readonly key: string | null
  readonly version: string | null
  readonly name: string
  /** The folder included. */
  readonly files: readonly { readonly path: string; readonly text: string }[]
  /** What is to be run now, so that the tool takes it. */
  readonly afterwards: readonly Command[]
  /** Environments whose records are not known, so that they may hold its version already. */
  readonly notChecked: readonly string[]
  readonly isWritten: boolean
}

/** What a new migration would be, or why there can be none. */
export interface PreviewAnswer {
  readonly preview: NewMigrationAnswer | null
  readonly refusal: AppErrorShape | null
}
