import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { ConnectionTarget } from './connection-address'
import { targetFromUrl } from './connection-url'

/** A target under an environment's name. */
export function named(name: string, url: string, revision = ''): ConnectionTarget {
  return { ...targetFromUrl(url), name, revision }
}

/** What a promise was rejected with; fails when it was not. */
export function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it did not fail')
    },
    (error: unknown) => error,
  )
}

/** Works at something else for so many milliseconds, so that nothing is heard. */
export function block(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

/** Long for anything that comes about by itself, on whatever machine. */
const EVENTUALLY_MS = 20_000

/** A connection lives for 60 s unless told, and a server may be silent as long. */
export const LONG_BEFORE_THE_USUAL_MS = 30_000

/** What is cancelled waits two seconds for others at most; the rest is what a busy machine may add. */
export const CANCELLED_WITHIN_MS = 10_000

/** Reads again and again until the value is as wanted, for 20 s at most; the last value. */
export async function eventually<T>(
  read: () => Promise<T> | T,
  isReached: (value: T) => boolean,
): Promise<T> {
  const giveUpAt = performance.now() + EVENTUALLY_MS
  for (;;) {
    const value = await read()
    if (isReached(value) || performance.now() > giveUpAt) return value
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A server of a few lines that ends with the test. What it receives is kept. */
export async function startStranger(
  serve: (socket: Socket, bytes: Buffer) => void,
  host = '127.0.0.1',
): Promise<{ port: number; url: string; received: Buffer[] }> {
  const received: Buffer[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    socket.on('data', (bytes) => {
      received.push(bytes)
      serve(socket, bytes)
    })
  })
  server.listen(0, host)
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const { port } = server.address() as { port: number }
  return { port, url: `postgres://app:Can4ryS3cret@${host}:${port}/app?connect_timeout=3`, received }
}

/** One message of the protocol: a letter, the length, the body. */
export function message(letter: string, body: Buffer | string = '', length?: number): Buffer {
  const bytes = Buffer.from(body)
  const head = Buffer.alloc(5)
  head.write(letter, 'latin1')
  head.writeUInt32BE(length ?? bytes.length + 4, 1)
  return Buffer.concat([head, bytes])
}

/** An ErrorResponse. */
export function errorMessage(code: string, text: string): Buffer {
  return message('E', `SFATAL\0VFATAL\0C${code}\0M${text}\0\0`)
}

/** Answers SSLRequest with "no", and what follows with the given bytes. */
export function afterStartup(...answers: readonly Buffer[]): (socket: Socket, bytes: Buffer) => void {
  return (socket, bytes) => {
    const isSslRequest = bytes.length === 8 && bytes.readUInt32BE(4) === 80_877_103
    if (isSslRequest) socket.write('N')
    else for (const answer of answers) socket.write(answer)
  }
}
