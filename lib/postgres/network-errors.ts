import { isIPv6 } from 'node:net'
import { recognizeEndpoint } from '../supabase/endpoints'
import { describeHostPort } from './connection-address'
import type { ErrorContext, Meaning } from './postgres-error'

const nameOf = ({ target }: ErrorContext) => target.name
const hostOf = ({ target }: ErrorContext) => target.address.host
const placeOf = ({ target }: ErrorContext) => describeHostPort(target.address)

const NO_HOST: Meaning = {
  code: 'E-NET-DNS',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)}: there is no host ${hostOf(context)}`,
}

const NO_RESOLVER: Meaning = {
  code: 'E-NET-RESOLVER',
  errorClass: 'retryConnect',
  message: (context) => `${nameOf(context)}: the name ${hostOf(context)} could not be looked up`,
}

const REFUSED: Meaning = {
  code: 'E-NET-REFUSED',
  errorClass: 'retryConnect',
  message: (context) => `${nameOf(context)}: nothing is listening on ${placeOf(context)}`,
  hint: ({ target }) =>
    recognizeEndpoint(target.address)?.isHosted === false
      ? 'Local Supabase is probably not running. Start it with: supabase start'
      : null,
}

const NO_ROUTE: Meaning = {
  code: 'E-NET-UNREACHABLE',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)}: there is no route to ${hostOf(context)}`,
}

const NO_IPV6: Meaning = {
  code: 'E-NET-IPV6',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} has only an IPv6 address and this machine has no route to it`,
  hint: ({ target }) =>
    recognizeEndpoint(target.address)?.kind === 'direct'
      ? null
      : 'Connect from a network with IPv6, or use an address of the server that has an IPv4 record.',
}

/** No answer at all within the time given to connecting. */
export const NO_ANSWER: Meaning = {
  code: 'E-NET-TIMEOUT',
  errorClass: 'retryConnect',
  message: (context) =>
    `${nameOf(context)} did not answer within ${context.target.address.connectTimeoutMs / 1000} s at ${placeOf(context)}`,
  hint: ({ stage }) =>
    stage === 'signIn'
      ? 'A pooler does this when the server behind it is down or refuses the pooler. Check that server, then try again.'
      : null,
}

/** A connection that ended before the other side had said anything. */
export const CLOSED: Meaning = {
  code: 'E-NET-CLOSED',
  errorClass: 'retryConnect',
  message: (context) =>
    `${nameOf(context)}: ${placeOf(context)} accepted the connection and closed it at once`,
}

/** A connection that ended while it was in use. */
const LOST: Meaning = {
  code: 'E-NET-LOST',
  errorClass: 'retryConnect',
  message: (context) => `The connection to ${nameOf(context)} was lost`,
}

const UNKNOWN_OUTCOME: Meaning = {
  code: 'E-PG-OUTCOME',
  errorClass: 'unknownOutcome',
  message: (context) => `It is not known whether ${nameOf(context)} made the change`,
}

/** Something other than Postgres speaks at the port. */
export const NOT_POSTGRES: Meaning = {
  code: 'E-NET-PROTOCOL',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)}: what answers on ${placeOf(context)} is not Postgres`,
}

/** A message larger than any honest one. */
export const OVERSIZE: Meaning = {
  code: 'E-NET-OVERSIZE',
  errorClass: 'needsYou',
  message: (context) => `${nameOf(context)} sent an answer larger than Lockstep accepts`,
}

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['ENOTFOUND', NO_HOST],
  ['ENODATA', NO_HOST],
  ['EAI_AGAIN', NO_RESOLVER],
  ['EAI_FAIL', NO_RESOLVER],
  ['ETIMEOUT', NO_RESOLVER],
  ['ECONNREFUSED', REFUSED],
  ['ENETUNREACH', NO_ROUTE],
  ['EHOSTUNREACH', NO_ROUTE],
  ['EADDRNOTAVAIL', NO_ROUTE],
  ['EACCES', NO_ROUTE],
  ['EPERM', NO_ROUTE],
  ['ETIMEDOUT', NO_ANSWER],
  ['ECONNRESET', LOST],
  ['EPIPE', LOST],
  ['ECONNABORTED', LOST],
  ['ERR_STREAM_DESTROYED', LOST],
  ['ERR_STREAM_PREMATURE_CLOSE', LOST],
])

/** What a failure of Node's sockets or resolver means, or null for a code that is none of theirs. */
export function meaningOfNetworkCode(code: string, error: Error, context: ErrorContext): Meaning | null {
  const meaning = MEANINGS.get(isRefusedByOne(error) ? 'ECONNREFUSED' : code) ?? null
  if (meaning === NO_ROUTE && isOnlyIPv6(error)) return NO_IPV6
  return meaning === LOST || (meaning === NO_ANSWER && context.stage === 'query') ? lostAt(context) : meaning
}

/** What the loss of a connection means at the stage it had reached. */
export function lostAt({ stage }: ErrorContext): Meaning {
  if (stage === 'commit') return UNKNOWN_OUTCOME
  return stage === 'query' || stage === 'signIn' ? LOST : CLOSED
}

/** Whether one of several addresses answered: that says more than that no way leads to the others. */
function isRefusedByOne(error: Error): boolean {
  return error instanceof AggregateError && error.errors.some((each) => each.code === 'ECONNREFUSED')
}

/** Whether every address that was tried is an IPv6 one. */
function isOnlyIPv6(error: Error): boolean {
  const tried = error instanceof AggregateError ? error.errors : [error]
  return tried.length > 0 && tried.every((each) => isIPv6(String(each.address ?? '')))
}
