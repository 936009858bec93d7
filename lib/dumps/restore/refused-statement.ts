import type { FailedStatement } from '../../shadow/run-file'
import type { CopiedTable } from './copied-table'
import type { RestoredFile } from './restore-parts'

/** A statement that the server refused, with where it is. */
export interface RefusedStatement extends FailedStatement {
  readonly file: RestoredFile
  /** The table whose rows it would have copied. */
  readonly table: CopiedTable | null
}
