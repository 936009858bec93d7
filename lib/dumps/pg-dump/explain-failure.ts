import { AppError } from '../../objects/app-error'
import { catalogHint } from '../../objects/error-catalog'
import type { ConnectionTarget } from '../../postgres/connection-address'
import type { RawSession } from '../../postgres/raw-session'
import type { ProgramEnd } from './running-program'

/** Why a pg_dump failed, in the product's words: what the server or the connection told it, else what it said itself. */
export async function explainFailure(
  { words }: ProgramEnd,
  target: ConnectionTarget,
  session: RawSession,
): Promise<Error> {
  const failure = new AppError({
    code: 'E-DUMP-PROGRAM',
    message: `pg_dump failed on ${target.name}.`,
    hint: catalogHint('E-DUMP-PROGRAM'),
    detail: words.trim() || 'It ended without a word.',
  })
  const explained = session.explain(failure)
  return explained
}
