import { AppError } from '../../objects/app-error'
import { catalogHint } from '../../objects/error-catalog'
import type { ConnectionTarget } from '../../postgres/connection-address'
import { PostgresError } from '../../postgres/postgres-error'
import type { RawSession } from '../../postgres/raw-session'
import { type LockedTable, lockedTables, tablesInLock, unreadableTables } from './refused-tables'
import type { ProgramEnd } from './running-program'

const NO_RIGHTS = '42501'
/** The time that a lock is waited for is a time limit of its statement. */
const TOO_LONG = new Set(['57014', '55P03'])
const LONGEST_DETAIL = 2000
const MOST_NAMED = 5

/**
 * Why a pg_dump failed, in the product's words: the tables that are locked or may not be read, what else the server or
 * the connection told it, or what it said itself. Looks the tables up over another connection.
 */
export async function explainFailure(
  { words }: ProgramEnd,
  target: ConnectionTarget,
  session: RawSession,
  lockWaitMs: number,
): Promise<Error> {
  const explained = session.explain(programError(target, words))
  const state = explained instanceof PostgresError ? explained.sqlState : null
  const tables = tablesInLock(words)
  if (state === null || tables.length === 0) return explained
  const detail = explained instanceof AppError ? explained.detail : undefined
  if (state === NO_RIGHTS) {
    const refused = await unreadableTables(target, tables)
    const names = list(refused.length > 0 ? refused : tables)
    const message = `${target.address.user} may not read ${names} in ${target.name}.`
    return new AppError({ code: 'E-DUMP-RIGHTS', message, hint: catalogHint('E-DUMP-RIGHTS'), detail })
  }
  if (!TOO_LONG.has(state)) return explained
  const locked = await lockedTables(target, tables)
  const names = list(locked.length > 0 ? locked.map(sayLocked) : tables)
  const message = `${names} in ${target.name} stayed locked by another session for ${lockWaitMs / 1000} s.`
  return new AppError({ code: 'E-PG-BUSY', message, hint: catalogHint('E-PG-BUSY'), detail })
}

/** The failure of a pg_dump of which nothing is known but its own words. */
export function programError(target: ConnectionTarget, words: string): AppError {
  const detail = words.trim() || 'It ended without a word.'
  return new AppError({
    code: 'E-DUMP-PROGRAM',
    message: `pg_dump failed on ${target.name}.`,
    hint: catalogHint('E-DUMP-PROGRAM'),
    detail: detail.length > LONGEST_DETAIL ? `${detail.slice(0, LONGEST_DETAIL)}…` : detail,
  })
}

function sayLocked({ name, holder }: LockedTable): string {
  return holder === '' ? name : `${name} (by ${holder})`
}

function list(names: readonly string[]): string {
  const more = names.length - MOST_NAMED
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ')
}
