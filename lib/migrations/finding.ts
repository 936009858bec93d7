import type { Severity } from '../objects/kind'

export type FindingSort =
  | 'failed'
  | 'edited'
  | 'versionClash'
  | 'outOfOrder'
  | 'missingFile'
  | 'unreadable'
  | 'locked'
  | 'otherVersion'
  | 'duplicateVersion'
  | 'otherEnvironment'
  | 'brokenFile'
  | 'pending'

/** A command of a tool; people run it, Lockstep never does. */
export interface Command {
  /** What it does, and what it does not, in a sentence. */
  readonly does: string
  readonly text: string
}

/** Something about the migrations that somebody should know or mend. */
export interface Finding {
  readonly sort: FindingSort
  readonly severity: Severity
  /** Where it is so; empty for what is wrong with the files alone. */
  readonly environments: readonly string[]
  /** Id of the tool whose record or folder it is about. */
  readonly tool: string
  /** Ids of the migrations it is about, in their order. */
  readonly migrations: readonly string[]
  /** What is the case, in a sentence. */
  readonly message: string
  /** How it most likely came about, or what follows from it. */
  readonly cause: string
  /** What that rests on. */
  readonly evidence: readonly string[]
  /** What would mend it, the likeliest first; empty where only people can tell. */
  readonly commands: readonly Command[]
}
