import type { DumpPart } from '../dump-record'

/** A file of one table's rows. */
export interface RowsFile {
  readonly schema: string
  readonly name: string
  readonly format: 'csv' | 'jsonl'
  readonly file: RestoredFile
}

/** A file to restore. */
export interface RestoredFile {
  /** Absolute. */
  readonly path: string
  /** As people write it. */
  readonly name: string
  readonly part: DumpPart
  /** What its bytes are said to be; null where nobody said. */
  readonly sha256: string | null
}

/** What a dump holds that can be restored, in the order in which it is. */
export interface RestoreParts {
  readonly roles: RestoredFile | null
  /** The schema, then rows; or both in one. */
  readonly scripts: readonly RestoredFile[]
  readonly rows: readonly RowsFile[]
}

/** Whether rows are among what is restored. */
export function holdsRows({ scripts, rows }: RestoreParts): boolean {
  return rows.length > 0 || scripts.some(({ part }) => part === 'data')
}
