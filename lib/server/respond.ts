import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { ownPolicy, SECURITY_HEADERS } from './headers'
import { REFUSAL_STYLE_HASH, refusalPage } from './refusal-page'
import type { Refusal } from './refusals'

/** Ends a request with a text of the guard's own. */
export function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: { status: number; body: string; headers: OutgoingHttpHeaders },
): void {
  const headers: OutgoingHttpHeaders = { 'Content-Security-Policy': ownPolicy(), ...answer.headers }
  if (endsConnection(request)) headers.Connection = 'close'
  response.writeHead(answer.status, {
    ...SECURITY_HEADERS,
    ...headers,
    'Content-Length': Buffer.byteLength(answer.body),
  })
  response.end(request.method === 'HEAD' ? undefined : answer.body)
}

/**
 * Whether the guard's own answer to a request is the last on its connection. It is when there may be a body:
 * that is never read, and closing keeps its bytes from being taken for the next request.
 */
export function endsConnection({ method }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

/** Ends a request with a refusal: a page for a person at the address bar, JSON for everyone else. */
export function respondRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const { status, code, message, hint } = refusal
  if (wantsPage(request)) {
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': ownPolicy({ styleHash: REFUSAL_STYLE_HASH }),
    }
    respond(request, response, { status, body: refusalPage(refusal), headers })
  } else {
    const headers = { 'Content-Type': 'application/json; charset=utf-8' }
    const body = `${JSON.stringify({ code, message, hint, helpPath: `/help/${code}` })}\n`
    respond(request, response, { status, body, headers })
  }
}

function wantsPage({ headers, url = '' }: IncomingMessage): boolean {
  return (headers.accept ?? '').includes('text/html') && !/^\/api(\/|$)/i.test(url)
}
