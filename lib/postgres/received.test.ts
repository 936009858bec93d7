import { once } from 'node:events'
import net from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { GuardedStream } from './guarded-stream'
import { reusingSocket, takeReceived } from './received'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A socket that can read into its own memory, and the other end of its connection. */
async function connected() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = reusingSocket()
  socket.connect((server.address() as net.AddressInfo).port, '127.0.0.1')
  const [[other]] = (await Promise.all([once(server, 'connection'), once(socket, 'connect')])) as [
    [net.Socket],
    unknown,
  ]
  ends.push(
    () => [socket, other].map((each) => each.destroy()),
    () => server.close(),
  )
  return { socket, other }
}

const row = (text: string) => {
  const message = Buffer.alloc(5 + text.length, text && `d\0\0\0\0${text}`, 'latin1')
  message.writeUInt32BE(4 + text.length, 1)
  return message
}
const READY = Buffer.from('Z\0\0\0\x05I', 'latin1')
const LIMITS = { messageBytes: 1000, totalBytes: 1 << 20 }
const refuse = () => new Error('refused')

test('until somebody takes its bytes, what it gave is kept when more comes', async () => {
  const { socket, other } = await connected()
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  for (const text of ['first', 'other']) {
    other.write(text)
    await once(socket, 'data')
  }
  expect(Buffer.concat(chunks).toString()).toBe('firstother')
})

test('a socket of another make, and one that holds bytes, is not taken from', async () => {
  expect(takeReceived(new net.Socket(), () => true)).toBe(false)
  const { socket } = await connected()
  socket.pause()
  socket.push('early')
  expect(takeReceived(socket, () => true)).toBe(false)
})

test('a guarded stream sends at once what was put together', async () => {
  const { socket, other } = await connected()
  const sent = vi.spyOn(socket, 'write')
  const stream = new GuardedStream(socket, LIMITS, refuse)
  stream.cork()
  for (const text of ['one', 'two', 'three']) stream.write(text)
  expect(stream.awaitsAnswer).toBe(false)
  stream.uncork()
  expect(String(await once(other, 'data'))).toBe('onetwothree')
  expect(sent).toHaveBeenCalledOnce()
  expect(stream.awaitsAnswer).toBe(true)
})

test('a guarded stream keeps what the driver gets, and only lends what a reader gets', async () => {
  const { socket, other } = await connected()
  const stream = new GuardedStream(socket, LIMITS, refuse)
  const kept: Buffer[] = []
  stream.on('data', (chunk: Buffer) => kept.push(chunk))
  other.write(READY)
  await once(stream, 'data')

  const lent: Buffer[] = []
  const texts: string[] = []
  stream.divertTo((bytes) => {
    lent.push(bytes)
    texts.push(bytes.toString('latin1', 5))
  })
  for (const [i, text] of ['one', 'two'].entries()) {
    other.write(row(text))
    await expect.poll(() => texts.length).toBe(i + 1)
  }
  expect(texts).toEqual(['one', 'two'])
  expect(lent[0]?.buffer).toBe(lent[1]?.buffer)

  stream.divertTo(null)
  other.write(row('three'))
  await once(stream, 'data')
  expect(Buffer.concat(kept)).toEqual(Buffer.concat([READY, row('three')]))
})

test('of a long answer the rest is left to gather, and comes whole; a short one is read as it comes', async () => {
  const { socket, other } = await connected()
  const stream = new GuardedStream(socket, { messageBytes: 1 << 14, totalBytes: 1 << 24 }, refuse)
  stream.on('data', () => undefined)
  other.write(READY)
  await once(stream, 'data')
  const resumed = vi.spyOn(socket, 'resume')
  const one = row('x'.repeat(8000))
  const answerOf = async (rows: number) => {
    let taken = 0
    stream.divertTo((bytes) => {
      taken += bytes.length
      if (taken === one.length * rows) stream.divertTo(null)
    })
    for (let i = 0; i < rows; i++) {
      other.write(one)
      await new Promise(setImmediate)
    }
    await expect.poll(() => taken, { timeout: 20_000 }).toBe(one.length * rows)
  }
  await answerOf(50)
  expect(resumed).not.toHaveBeenCalled()
  await answerOf(500)
  expect(resumed.mock.calls.length).toBeGreaterThan(0)
  expect(resumed.mock.calls.length).toBeLessThan(200)

  other.write(row('last'))
  expect(String(await once(stream, 'data'))).toContain('last')
})

test('a reader that throws ends the connection, as does what keeps to no limit while it reads', async () => {
  for (const sent of [row('one'), row('x'.repeat(2000))]) {
    const { socket, other } = await connected()
    const stream = new GuardedStream(socket, LIMITS, refuse)
    stream.on('data', () => undefined)
    other.write(READY)
    await once(stream, 'data')
    stream.divertTo(() => {
      throw new Error('no row of mine')
    })
    const failed = once(stream, 'error')
    other.write(sent)
    const [error] = await failed
    expect(error.message).toBe(sent.length > 1000 ? 'refused' : 'no row of mine')
  }
})
