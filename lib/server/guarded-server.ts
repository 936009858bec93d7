import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { limitConnections } from './connections'
import type { Guard, Verdict } from './guard'
import { forwardedHeaders, ownPolicy, pagePolicy, SECURITY_HEADERS } from './headers'
import { loginPage } from './login-page'
import { REFUSALS } from './refusals'
import { endsConnection, respond, respondRefusal } from './respond'

const MAX_CONNECTIONS = 256
const MAX_STREAMS = 32
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000
const TIMEOUT_CHECK_MS = 2_000
/** How long answers under way may take to finish once the server stops. */
const STOP_GRACE_MS = 1_200

/** What answers the requests that the guard lets pass; Next's own handler in the product. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface GuardedServer {
  readonly server: Server
  /** Ends event streams at once, lets other answers finish for a moment, then closes everything. */
  close(): Promise<void>
}

/** An HTTP server that hands a request to `handle` only after `guard` let it pass. It does not listen yet. */
export function createGuardedServer({
  guard,
  handle,
}: {
  guard: Guard
  handle: RequestHandler
}): GuardedServer {
  const streams = new Set<ServerResponse>()
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
  })
  const connections = limitConnections(server, MAX_CONNECTIONS)

  const ending = new WeakSet<Socket>()
  server.on('request', (request, response) => {
    // What follows a refused change on its connection is not looked at, even if Node has parsed it already.
    if (ending.has(request.socket)) return
    const verdict = guard.check(request)
    if (verdict.action === 'refuse') {
      respondRefusal(request, response, verdict.refusal)
      if (endsConnection(request)) ending.add(request.socket)
      return
    }
    if (verdict.action === 'logIn') return logIn(request, response, guard, verdict.location)
    if (verdict.isStream && !admitStream(streams, response)) {
      return respondRefusal(request, response, REFUSALS.tooManyStreams)
    }
    pass(request, response, verdict)
    handle(request, response).catch(() => fail(request, response))
  })
  // Node answers `Expect` and `Upgrade` before the request handler unless these are taken.
  const refuseExpectation = (request: IncomingMessage, response: ServerResponse) =>
    respondRefusal(request, response, REFUSALS.expectation)
  server.on('checkContinue', refuseExpectation)
  server.on('checkExpectation', refuseExpectation)
  server.on('upgrade', (_request, socket) => endRaw(socket, '403 Forbidden'))
  server.on('connect', (_request, socket) => endRaw(socket, '405 Method Not Allowed'))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // A second answer must not be mixed into one that has begun.
    if (connections.isAnswering(socket)) socket.destroy()
    else endRaw(socket, clientErrorStatus(error))
  })

  return { server, close: () => closeServer(server, streams) }
}

/** Prepares a request that may pass: what Next gets to see, and the headers of its answer. */
function pass(
  request: IncomingMessage,
  response: ServerResponse,
  verdict: Verdict & { action: 'pass' },
): void {
  const policy = pagePolicy({ nonce: randomBytes(16).toString('base64'), origin: verdict.origin })
  request.headers = forwardedHeaders(request.headers, policy)
  request.url = verdict.target
  // Before Next writes its own: what it has sent cannot be changed.
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
  response.setHeader('Content-Security-Policy', policy)
  // Assets carry a hash in their name; Next marks them immutable unless a header is there already.
  if (verdict.isAsset) response.removeHeader('Cache-Control')
}

function logIn(request: IncomingMessage, response: ServerResponse, guard: Guard, location: string): void {
  const nonce = randomBytes(16).toString('base64')
  const { session, key } = guard.secrets
  respond(request, response, {
    status: 200,
    body: loginPage({ nonce, key, location }),
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': ownPolicy({ scriptNonce: nonce }),
      'Set-Cookie': `${guard.cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`,
    },
  })
}

function admitStream(streams: Set<ServerResponse>, response: ServerResponse): boolean {
  if (streams.size >= MAX_STREAMS) return false
  streams.add(response)
  response.once('close', () => streams.delete(response))
  return true
}

function fail(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) response.destroy()
  else respondRefusal(request, response, REFUSALS.failed)
}

function endRaw(socket: Duplex, status: string): void {
  if (socket.writable)
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
  else socket.destroy()
}

function clientErrorStatus({ code }: NodeJS.ErrnoException): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large'
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout'
  return '400 Bad Request'
}

async function closeServer(server: Server, streams: Set<ServerResponse>): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const stream of streams) stream.destroy()
  // A connection becomes idle when its answer ends, and only then can it be closed without harm.
  const sweep = setInterval(() => server.closeIdleConnections(), 25)
  const deadline = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS)
  await closed
  clearInterval(sweep)
  clearTimeout(deadline)
}
