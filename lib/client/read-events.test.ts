import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readEvents } from './read-events'

interface Connection {
  readonly headers: Record<string, string>
  send(text: string): void
  end(): void
}

const connections: Connection[] = []
let refusals = 0

/** A server that accepts, after refusing the next `refusals` connections. */
function connect(
  _path: string,
  init: { headers: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  if (refusals-- > 0) return Promise.reject(new TypeError('Failed to fetch'))
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const ignore = () => undefined
  init.signal.addEventListener('abort', () => void writer.abort().catch(ignore))
  connections.push({
    headers: init.headers,
    send: (text) => void writer.write(new TextEncoder().encode(text)).catch(ignore),
    end: () => void writer.close().catch(ignore),
  })
  return Promise.resolve(new Response(readable))
}

const seen: string[] = []
let ending: AbortController
let done: Promise<void>

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', connect)
  vi.stubGlobal('localStorage', { getItem: () => 'the key' })
  connections.length = 0
  seen.length = 0
  refusals = 0
  ending = new AbortController()
})
afterEach(async () => {
  ending.abort()
  await done
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function start() {
  done = readEvents({
    signal: ending.signal,
    onOpen: () => seen.push('open'),
    onMessage: ({ type, data }) => seen.push(`${type} ${data}`),
  })
}

test('messages arrive, with the key sent', async () => {
  start()
  await vi.advanceTimersByTimeAsync(0)
  connections[0]?.send('event: check\ndata: 1\n\ndata: 2\n\n')
  await vi.advanceTimersByTimeAsync(0)
  expect(seen).toEqual(['open', 'check 1', 'message 2'])
  expect(connections[0]?.headers).toMatchObject({ 'x-lockstep-key': 'the key', Accept: 'text/event-stream' })
})

test('after an end it connects again where it was', async () => {
  start()
  await vi.advanceTimersByTimeAsync(0)
  connections[0]?.send('id: 41\ndata: 1\n\n')
  connections[0]?.end()
  await vi.advanceTimersByTimeAsync(500)
  expect(connections[0]?.headers).not.toHaveProperty('Last-Event-ID')
  expect(connections[1]?.headers).toMatchObject({ 'Last-Event-ID': '41' })
  expect(seen).toEqual(['open', 'message 1', 'open'])
})

test('while nothing answers it tries ever less often, and then soon again', async () => {
  refusals = 3
  start()
  await vi.advanceTimersByTimeAsync(499 + 1000 + 2000)
  expect(seen).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(seen).toEqual(['open'])
  connections[0]?.end()
  await vi.advanceTimersByTimeAsync(500)
  expect(seen).toEqual(['open', 'open'])
})

test('a silent connection is given up, one with comments is not', async () => {
  start()
  await vi.advanceTimersByTimeAsync(40_000)
  connections[0]?.send(': awake\n')
  await vi.advanceTimersByTimeAsync(40_000)
  expect(connections).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(6_000)
  expect(connections).toHaveLength(2)
})

test('an abort ends it at once, also while it waits', async () => {
  refusals = 1
  start()
  await vi.advanceTimersByTimeAsync(100)
  ending.abort()
  await done
  expect(connections).toHaveLength(0)
})
