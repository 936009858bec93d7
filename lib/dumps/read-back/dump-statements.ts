import { archiveStatements } from './archive-statements'
import { damageError } from './damage-error'
import { openDump } from './open-dump.mjs'
import { scriptStatements } from './script-statements'

/** One statement of a dump, in the order in which they are to run. */
export interface DumpStatement {
  readonly text: string
  /** Line of a script on which it begins, counted from 1; for an archive the number of its entry. */
  readonly line: number
  /**
   * The rows of a `COPY … FROM stdin`, as they are in the dump, each with its line break. What is not taken of them is
   * skipped when the next statement is asked for.
   */
  readonly copy?: AsyncIterable<Buffer>
}

/**
 * The statements of a script, plain or compressed with gzip, or of an archive of pg_dump's custom format. Commands of
 * psql are left out. Memory stays flat, however large the dump.
 * @throws AppError `E-DUMP-DAMAGED`, `E-DUMP-FORMAT` or `E-FILE-READ`.
 */
export async function* dumpStatements(file: string): AsyncGenerator<DumpStatement, void, undefined> {
  try {
    const { kind, pieces } = await openDump(file)
    yield* kind === 'archive' ? archiveStatements(pieces) : scriptStatements(pieces)
  } catch (error) {
    throw damageError(error as Error, file)
  }
}
