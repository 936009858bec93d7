import type { LintedFile } from '../migrations/lint/lint-finding'
import type { AppErrorShape } from '../objects/app-error'
import type { Severity } from '../objects/kind'

/** A pending file as it fared, its tool as its makers write it. */
export interface LintedFileAnswer extends LintedFile {
  readonly label: string
}

/** What the pending files of one environment would do there. */
export interface LintAnswer {
  readonly formatVersion: 1
  readonly environment: string
  readonly serverVersion: string
  /** In the order in which they will run. */
  readonly files: readonly LintedFileAnswer[]
  /** How many of the findings are how serious. */
  readonly counts: Readonly<Record<Severity, number>>
  readonly silenced: number
  /** Files that could not be looked into, or not to their end. */
  readonly unread: number
  /** Migrations of which it is not known whether they would run, because a record could not be read. */
  readonly unknown: number
  readonly rules: {
    readonly own: number
    /** Of squawk's, how many are asked; or would have been, where squawk is not there. */
    readonly squawk: number
    /** Null where squawk is not there. */
    readonly squawkVersion: string | null
  }
  /** Why the server could not be asked for the sizes of its tables, which then count as large; null where it was. */
  readonly sizesError: AppErrorShape | null
}
