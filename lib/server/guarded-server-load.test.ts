import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { DATA, openSocket, raw, sendRaw, startGuarded, statuses } from './raw-http.fixture'

type Server = Awaited<ReturnType<typeof startGuarded>>

const sockets: Socket[] = []
let server: Server | undefined

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await server?.close()
})

async function stream(_request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  response.write('data: 1\n\n')
}

/** Opens a connection, sends what it is told and leaves it open; resolves with the first answer. */
function hold(port: number, text: string): Promise<string> {
  const socket = openSocket(port)
  sockets.push(socket)
  socket.on('error', () => undefined)
  socket.write(text)
  return new Promise((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())))
}

function untilClosed(socket: Socket | undefined): Promise<void> {
  return new Promise((resolve) => (socket?.closed ? resolve() : socket?.once('close', () => resolve())))
}

test('hundreds of connections that never finish a request do not keep the owner out', async () => {
  server = await startGuarded()
  for (let index = 0; index < 400; index += 1)
    void hold(server.port, `GET / HTTP/1.1\r\nX-Slow: ${index}\r\n`)
  const received = await sendRaw(server.port, raw('GET /overview HTTP/1.1', server.own))
  expect(received).toContain(DATA)
  await untilClosed(sockets[0])
  const open = await new Promise<number>((resolve) =>
    server?.server.getConnections((_error, count) => resolve(count)),
  )
  expect(open).toBeLessThanOrEqual(256)
})

test('streams are limited, other requests go on, and a closed stream makes room', async () => {
  server = await startGuarded(stream)
  const request = `GET /api/events HTTP/1.1\r\n${server.own.join('\r\n')}\r\n\r\n`
  const first = await Promise.all(Array.from({ length: 32 }, () => hold(server?.port ?? 0, request)))
  expect(new Set(first.flatMap(statuses))).toEqual(new Set([200]))
  expect(statuses(await hold(server.port, request))).toEqual([503])
  sockets[0]?.destroy()
  await expect.poll(async () => statuses(await hold(server?.port ?? 0, request))).toEqual([200])
})

test('stopping ends streams at once and lets an answer under way finish', async () => {
  let finish = () => {}
  server = await startGuarded(async (request, response) => {
    if (request.url === '/api/events') return stream(request, response)
    response.writeHead(200, { 'Content-Length': '4' })
    response.write('ab')
    finish = () => response.end('cd')
  })
  const lines = server.own.join('\r\n')
  await hold(server.port, `GET /api/events HTTP/1.1\r\n${lines}\r\n\r\n`)
  const slow = sendRaw(server.port, raw('GET /api/slow HTTP/1.1', server.own))
  await expect.poll(() => server?.passed.length).toBe(2)
  const closing = server.close()
  await untilClosed(sockets[0])
  finish()
  await closing
  expect(await slow).toMatch(/abcd$/)
})

test('stopping does not wait for an answer that never ends', async () => {
  server = await startGuarded(async () => undefined)
  await Promise.race([
    hold(server.port, `GET /api/hangs HTTP/1.1\r\n${server.own.join('\r\n')}\r\n\r\n`),
    expect.poll(() => server?.passed.length).toBe(1),
  ])
  await expect(server.close()).resolves.toBeUndefined()
})

test('an application that fails tells nothing of why', async () => {
  server = await startGuarded(async () => {
    throw new Error('postgres://user:secret@host/db')
  })
  const received = await sendRaw(server.port, raw('GET /api/status HTTP/1.1', server.own))
  expect(statuses(received)).toEqual([500])
  expect(received).toContain('E-INTERNAL')
  expect(received).not.toContain('secret')
})

test('a broken request behind a good one ends the connection without a second answer', async () => {
  server = await startGuarded(async (_request, response) => {
    response.writeHead(200, { 'Content-Length': '100' })
    response.write('partial')
  })
  const received = await sendRaw(
    server.port,
    `GET /a HTTP/1.1\r\n${server.own.join('\r\n')}\r\n\r\nnonsense\r\n\r\n`,
  )
  expect(statuses(received).length).toBeLessThanOrEqual(1)
  expect(received).not.toContain('400')
})
