import type { DumpedTable, DumpFile, DumpRecord } from '../dumps/dump-record'
import type { ChosenProgram } from '../dumps/pg-dump/choose-program'
import type { DumpedObject } from '../dumps/read-back/read-back'
import type { AppErrorShape } from '../objects/app-error'
import type { ConnectionTarget } from '../postgres/connection-address'
import type { DumpMeter } from './dump-meter'
import type { DumpMoment } from './dump-moment'
import type { DumpPlan } from './dump-places'

/** What making a dump needs from whoever runs it. */
export interface DumpTools {
  readonly signal: AbortSignal
  readonly meter: DumpMeter
  /** Another folder than the configured places, absolute. */
  readonly output: string | null
  readonly log: (line: string) => void
  /** Keeps what became known. */
  readonly note: (change: Partial<DumpRecord>) => void
  /** Notes what is half made from now on, for whoever has to clean up after a crash. */
  readonly own: (partials: readonly string[]) => void
}

/** A file that was written whole, under its partial name or in a partial folder. */
export interface MadeFile extends Omit<DumpFile, 'path'> {
  /** Absolute. */
  readonly file: string
}

/** Everything a dump wrote, before anybody has read it back. */
export interface MadeParts {
  readonly files: readonly MadeFile[]
  readonly data: DataOutcome | null
  readonly typesBy: string | null
  /** Why there are no types in a dump of everything; null where there are, or nobody asked. */
  readonly typesFailure: AppErrorShape | null
  /** What the schema named before a filter took the names out; null where the file itself names it. */
  readonly schemaObjects: readonly DumpedObject[] | null
  readonly leavesOut: readonly string[]
}

/** What making the parts of a dump needs. */
export interface PartsJob {
  readonly record: DumpRecord
  readonly target: ConnectionTarget
  readonly moment: DumpMoment
  readonly plan: DumpPlan
  readonly tools: DumpTools
  /** Null where no part needs one. */
  readonly program: ChosenProgram | null
}

/** Rows that were written, and what the server says of them. */
export interface DataOutcome {
  readonly files: readonly MadeFile[]
  /** With the rows that were written, where whoever wrote them counted; verified only when the files are read back. */
  readonly tables: readonly (Omit<DumpedTable, 'rows'> & { readonly rows: number | null })[]
  readonly leavesOut: readonly string[]
}
