import { AppError } from '../objects/app-error'
import { catalogHint, type ErrorCode } from '../objects/error-catalog'
import { redact } from '../objects/secret'
import type { ConnectionTarget } from './connection-address'

/**
 * What a program may do about a failure:
 * - `retryTransaction`: run the whole transaction again, at most three times, after a pause;
 * - `retryConnect`: connect again after a pause, for read-only work;
 * - `busy`: leave it for the next round, and say so;
 * - `needsYou`: never retry, a person must change something;
 * - `unknownOutcome`: never repeat; look at what is there first.
 */
export type ErrorClass = 'retryTransaction' | 'retryConnect' | 'busy' | 'needsYou' | 'unknownOutcome'

/** How far a connection had got when it failed. */
export type Stage = 'resolve' | 'reach' | 'encrypt' | 'signIn' | 'query' | 'commit'

/** What a translation needs to know about the connection. */
export interface ErrorContext {
  readonly target: ConnectionTarget
  readonly stage: Stage
}

/** What one kind of failure means; found by SQLSTATE, by error code or by text. */
export interface Meaning {
  readonly code: ErrorCode
  readonly errorClass: ErrorClass
  /** One sentence that names the environment, without its full stop. */
  readonly message: (context: ErrorContext) => string
  /** Where more is known than the catalogue says. */
  readonly hint?: (context: ErrorContext) => string | null
}

/** A failure of contact with Postgres, translated once and for all. */
export class PostgresError extends AppError {
  readonly errorClass: ErrorClass
  /** The server's five-letter code, when a server spoke. */
  readonly sqlState: string | null

  constructor(
    shape: { code: ErrorCode; message: string; hint?: string; detail?: string },
    { errorClass, sqlState = null }: { errorClass: ErrorClass; sqlState?: string | null },
  ) {
    super({ ...shape, hint: shape.hint ?? catalogHint(shape.code) })
    this.name = 'PostgresError'
    this.errorClass = errorClass
    this.sqlState = sqlState
  }
}

/** The error for a meaning; `evidence` are the other side's own words, cleaned here. */
export function errorOf(
  meaning: Meaning,
  context: ErrorContext,
  evidence = '',
  sqlState: string | null = null,
): PostgresError {
  const detail = cleanWords(evidence, context.target)
  const hint = meaning.hint?.(context) ?? catalogHint(meaning.code)
  const shape = { code: meaning.code, message: `${meaning.message(context)}.`, hint }
  return new PostgresError(detail ? { ...shape, detail } : shape, {
    errorClass: meaning.errorClass,
    sqlState,
  })
}

const LONGEST_EVIDENCE = 400

/** Another side's words made safe to show: one line, no control or direction characters, no secrets, not endless. */
function cleanWords(words: string, { address }: ConnectionTarget): string {
  const line = words
    .slice(0, LONGEST_EVIDENCE * 10)
    .replace(TERMINAL_CODES, '')
    .replace(UNPRINTABLE, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const safe = redact(line, address.password ? [address.password] : [])
  return safe.length > LONGEST_EVIDENCE ? `${safe.slice(0, LONGEST_EVIDENCE)}…` : safe
}

const ESCAPE = String.fromCharCode(0x1b)
const TERMINAL_CODES = new RegExp(
  `${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${ESCAPE}\\u0007]*(?:\\u0007|${ESCAPE}\\\\)?)`,
  'g',
)
const UNPRINTABLE = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/gu
