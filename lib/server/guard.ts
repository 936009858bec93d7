import type { IncomingHttpHeaders } from 'node:http'
import { createAttemptLimit } from './attempts'
import { REFUSALS, type Refusal } from './refusals'
import { type RequestTarget, readTarget } from './request-target'
import { isSameSecret, type Secrets } from './secrets'
import { EVENTS_PATH, KEY_HEADER } from './wire'

/** The largest body of a change, in bytes. */
export const BODY_LIMIT_BYTES = 64 * 1024

const WRONG_TOKENS_PER_MINUTE = 10
const READS = new Set(['GET', 'HEAD'])
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const JSON_TYPE = /^application\/json(;\s*charset=utf-8)?$/i

/** What the rules need of a request; plain objects will do. */
export interface GuardRequest {
  readonly method?: string
  readonly url?: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
}

export type Verdict =
  | { readonly action: 'refuse'; readonly refusal: Refusal }
  /** The right token: hand over cookie and key, then go to `location` (a path of ours). */
  | { readonly action: 'logIn'; readonly location: string }
  /** Let Next answer `target`, the one normalised reading of the request's path and query. */
  | {
      readonly action: 'pass'
      readonly target: string
      /** The dashboard's own origin, under the name the browser used. */
      readonly origin: string
      readonly isAsset: boolean
      readonly isStream: boolean
    }

export interface GuardOptions {
  readonly port: number
  readonly secrets: Secrets
  /** The clock of the limit on wrong tokens, in milliseconds. */
  readonly now?: () => number
}

export interface Guard {
  /** Judges one request. Reads headers only, never the body. */
  check(request: GuardRequest): Verdict
  readonly cookieName: string
  readonly secrets: Secrets
}

/** The rules in front of every page, asset and route of the dashboard that listens on `port`. */
export function createGuard({ port, secrets, now }: GuardOptions): Guard {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  const cookieName = `lockstep_${port}`
  const wrongTokens = createAttemptLimit({ max: WRONG_TOKENS_PER_MINUTE, windowMs: 60_000, now })

  function check(request: GuardRequest): Verdict {
    const { headers } = request
    const host = readHost(request)
    if (host === null || !hosts.has(host)) return refuse(REFUSALS.unknownHost)
    const origin = `http://${host}`
    const target = readTarget(request.url ?? '', origin)
    if (target === null) return refuse(REFUSALS.badTarget)
    const isRead = READS.has(request.method ?? '')
    const shapeRefusal = checkShape(request, target, isRead)
    if (shapeRefusal) return refuse(shapeRefusal)
    // The one request that may come from anywhere: opening the address with the right token.
    if (request.method === 'GET' && target.url.searchParams.has('token')) return checkToken(request, target)
    const senderRefusal = checkSender(headers, origin)
    if (senderRefusal) return refuse(senderRefusal)
    if (!isSameSecret(readCookie(headers.cookie, cookieName), secrets.session))
      return refuse(REFUSALS.noSession)
    if (target.area === '_next' && !target.url.pathname.startsWith('/_next/static/'))
      return refuse(REFUSALS.notFound)
    const isApi = target.area === 'api'
    const writeRefusal = isRead ? null : checkWrite(headers, origin)
    if (writeRefusal) return refuse(writeRefusal)
    if (isApi && !isSameSecret(readKey(headers), secrets.key)) return refuse(REFUSALS.noKey)
    return {
      action: 'pass',
      target: target.url.pathname + target.url.search,
      origin,
      isAsset: target.area === '_next',
      isStream: isApi && asksForStream(headers, target),
    }
  }

  function checkToken({ headers }: GuardRequest, { url, area }: RequestTarget): Verdict {
    const given = url.searchParams.getAll('token')
    // Compared before it is counted, so that noise from elsewhere cannot lock the owner out.
    const isRight = given.length === 1 && isSameSecret(given[0] ?? '', secrets.token)
    if (!isRight) return refuse(wrongTokens.isOver() ? REFUSALS.tooManyTokens : REFUSALS.wrongToken)
    if (area === 'api' || area === '_next' || !isNavigation(headers)) return refuse(REFUSALS.badTarget)
    url.searchParams.delete('token')
    return { action: 'logIn', location: url.pathname + url.search }
  }

  return { check, cookieName, secrets }
}

function refuse(refusal: Refusal): Verdict {
  return { action: 'refuse', refusal }
}

/** The Host header in lower case, or null unless there is exactly one. Node itself keeps the first of several. */
function readHost({ headers, rawHeaders }: GuardRequest): string | null {
  const count = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
  return count === 1 && headers.host ? headers.host.toLowerCase() : null
}

function checkShape(
  { method = '', headers }: GuardRequest,
  target: RequestTarget,
  isRead: boolean,
): Refusal | null {
  if (!isRead && !WRITES.has(method)) return REFUSALS.badMethod
  // Changes exist under /api only; Server Actions, which any page could receive, are not used.
  if (!isRead && (target.area !== 'api' || headers['next-action'] !== undefined)) return REFUSALS.badMethod
  if (headers.upgrade !== undefined) return REFUSALS.noUpgrade
  if (isRead && hasBody(headers)) return REFUSALS.unexpectedBody
  return null
}

/**
 * Turns away what another site, port or file made the browser send. Another port of this host counts as the
 * same *site*, so SameSite cookies do not stop it; these headers do, and no page can forge them.
 */
function checkSender(headers: IncomingHttpHeaders, origin: string): Refusal | null {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return REFUSALS.foreignSite
  if (headers.origin !== undefined && headers.origin !== origin) return REFUSALS.foreignSite
  if (headers['service-worker'] !== undefined) return REFUSALS.serviceWorker
  return null
}

function checkWrite(headers: IncomingHttpHeaders, origin: string): Refusal | null {
  if (headers.origin !== origin) return REFUSALS.missingOrigin
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) return REFUSALS.notJson
  // A known length bounds the body without touching the stream that Next reads.
  if (headers['transfer-encoding'] !== undefined || !/^\d+$/.test(headers['content-length'] ?? ''))
    return REFUSALS.noLength
  if (Number(headers['content-length']) > BODY_LIMIT_BYTES) return REFUSALS.tooLarge
  return null
}

function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || !/^0*$/.test(headers['content-length'] ?? '')
}

function isNavigation(headers: IncomingHttpHeaders): boolean {
  const destination = headers['sec-fetch-dest']
  return destination === undefined || destination === 'document'
}

function asksForStream(headers: IncomingHttpHeaders, { url }: RequestTarget): boolean {
  return url.pathname === EVENTS_PATH || (headers.accept ?? '').includes('text/event-stream')
}

/** The value of the one cookie of that name; with two of them nothing, rather than a choice. */
function readCookie(header = '', name: string): string {
  const pairs = header.split(';').map((pair) => pair.trim())
  const found = pairs.filter((pair) => pair.startsWith(`${name}=`))
  return found.length === 1 ? (found[0] ?? '').slice(name.length + 1) : ''
}

function readKey(headers: IncomingHttpHeaders): string {
  const value = headers[KEY_HEADER]
  return typeof value === 'string' ? value : ''
}
