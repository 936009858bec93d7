import { archiveStatements } from './archive-statements'
import { damageError } from './damage-error'
import type { DumpStatement } from './dump-statement'
import { openDump } from './open-dump.mjs'
import { scriptStatements } from './script-statements'

export type { DumpStatement } from './dump-statement'

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
