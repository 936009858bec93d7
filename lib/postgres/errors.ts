import { AppError } from '../objects/app-error'
import { lostAt, meaningOfNetworkCode } from './network-errors'
import { meaningOfPoolerText } from './pooler-errors'
import { type ErrorContext, errorOf, type Meaning, type PostgresError } from './postgres-error'
import { meaningOfState, OTHER_METHOD } from './sqlstate'
import { meaningOfTlsCode } from './tls-errors'

/**
 * Puts a failure of contact with Postgres into the product's words: code, message naming the environment, cause and
 * next step, and its class. An error that is already translated comes back as it is, and so does one that is not
 * about Postgres at all, which is a defect of ours.
 */
export function translateError(error: unknown, context: ErrorContext): Error {
  if (error instanceof AppError) return error
  if (!(error instanceof Error)) return new Error(`Something threw ${typeof error} instead of an error.`)
  if (isServerError(error)) return translateServerError(error, context)
  return translateDriverError(error, context) ?? error
}

/** An ErrorResponse of the server, as the driver hands it on. */
interface ServerError extends Error {
  readonly code: string
  readonly severity: string
  readonly detail?: string
}

function isServerError(error: Error): error is ServerError {
  return (
    'severity' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
  )
}

function translateServerError(error: ServerError, context: ErrorContext): PostgresError {
  const { code, message, detail } = error
  const meaning = meaningOfPoolerText(code, message, context) ?? meaningOfState(code, message, context)
  const words = detail ? `${message} (${detail})` : message
  return errorOf(meaning, context, `${words} [${code}]`, code)
}

function translateDriverError(error: Error, context: ErrorContext): PostgresError | null {
  const meaning = meaningOfCode(error, context) ?? meaningOfDriverText(error.message, context)
  return meaning && errorOf(meaning, context, evidenceOf(error))
}

function meaningOfCode(error: Error, context: ErrorContext): Meaning | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === '') return null
  return meaningOfNetworkCode(code, error, context) ?? meaningOfTlsCode(code)
}

const LOST_CONNECTION = /^(Connection terminated|Client has encountered a connection error|Client was closed)/

/** Errors of the npm package pg that carry no code. */
function meaningOfDriverText(text: string, context: ErrorContext): Meaning | null {
  if (LOST_CONNECTION.test(text)) return lostAt(context)
  if (/^SASL: Only mechanism|Unknown authenticationOk message type/.test(text)) return OTHER_METHOD
  return /^SASL/.test(text) ? NO_PROOF : null
}

/** The server skipped or failed the part of SCRAM that proves who it is. */
export const NO_PROOF: Meaning = {
  code: 'E-AUTH-SERVER',
  errorClass: 'needsYou',
  message: ({ target }) => `${target.name} could not prove that it knows the password`,
}

/** The words of an error; of a failure on several addresses, those of each. */
function evidenceOf(error: Error): string {
  if (error instanceof AggregateError)
    return error.errors.map((each) => String(each?.message ?? each)).join('; ')
  return error.message
}
