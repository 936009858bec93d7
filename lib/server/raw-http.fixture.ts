import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { createGuard } from './guard'
import { createGuardedServer } from './guarded-server'
import { listenOnFreePort } from './listen'
import { createSecrets } from './secrets'
import { KEY_HEADER } from './wire'

/** What the stand-in for Next puts into every answer: it must never reach anyone without a session. */
export const DATA = 'data of the dashboard'

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** A guarded server with a stand-in for Next that records what reaches it. */
export async function startGuarded(answer: Answer = answerWithData) {
  const secrets = createSecrets()
  const passed: { method?: string; url?: string; headers: IncomingMessage['headers'] }[] = []
  const { port, made } = await listenOnFreePort(20_000 + Math.floor(Math.random() * 20_000), (candidate) =>
    createGuardedServer({
      guard: createGuard({ port: candidate, secrets }),
      handle: (request, response) => {
        passed.push({ method: request.method, url: request.url, headers: request.headers })
        return answer(request, response)
      },
    }),
  )
  const host = `127.0.0.1:${port}`
  const session = `Cookie: lockstep_${port}=${secrets.session}`
  const key = `${KEY_HEADER}: ${secrets.key}`
  /** The lines of a request that may pass. */
  const own = [`Host: ${host}`, session, key, 'Sec-Fetch-Site: same-origin']
  return { port, host, origin: `http://${host}`, secrets, session, key, own, passed, ...made }
}

async function answerWithData(request: IncomingMessage, response: ServerResponse): Promise<void> {
  for await (const _chunk of request);
  response.setHeader('Content-Type', 'text/plain')
  response.end(DATA)
}

/** Sends bytes as they are and gives all that came back until the server closed, or `waitMs` passed. */
export function sendRaw(port: number, text: string, waitMs = 3_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = openSocket(port)
    let received = ''
    const finish = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(received)
    }
    const timer = setTimeout(finish, waitMs)
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
    })
    socket.on('close', finish)
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(error)
    })
    socket.write(text, 'latin1')
  })
}

export function openSocket(port: number, host = '127.0.0.1'): Socket {
  return connect({ port, host })
}

/** A request text; the connection is to be closed after the answer. */
export function raw(startLine: string, headerLines: readonly string[], body = ''): string {
  return `${[startLine, ...headerLines, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`
}

/** The status of the first answer, and how many answers there were. */
export function statuses(received: string): number[] {
  return [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((match) => Number(match[1]))
}
