import { expect, it } from 'vitest'
import { message } from './connect.fixture'
import { MessageLimit } from './message-limit'

const READY = message('Z', 'I')

/** The first thing that is wrong when the bytes arrive in pieces of a size. */
function verdict(bytes: Buffer, pieceSize: number, largest = 1000): string | null {
  const limit = new MessageLimit(largest)
  for (let at = 0; at < bytes.length; at += pieceSize) {
    const violation = limit.check(bytes.subarray(at, at + pieceSize))
    if (violation) return violation
  }
  return null
}

const honest = Buffer.concat([
  message('N', 'SNOTICE\0Mx\0\0'),
  READY,
  message('d', 'x'.repeat(996)),
  message('d', 'row'),
  message('D', 'row'),
  message('D', 'x'.repeat(996)),
  message('d', 'row'),
  message('E', 'SERROR\0\0'),
  message('c'),
  READY,
])

it.each([
  ['an honest conversation', honest, null],
  ['a message of exactly the limit', Buffer.concat([READY, message('d', 'x'.repeat(996))]), null],
  ['a message over the limit', Buffer.concat([READY, message('d', 'x'.repeat(997))]), 'oversize'],
  [
    'a row over the limit',
    Buffer.concat([READY, message('D', 'row'), message('D', 'x'.repeat(997))]),
    'oversize',
  ],
  [
    'a row with a length below four',
    Buffer.concat([READY, message('D', 'row'), message('D', '', 3)]),
    'notPostgres',
  ],
  ['a long message before sign-in', message('R', '', 70_000), 'notPostgres'],
  ['an unknown kind', Buffer.concat([honest, message('x', 'y')]), 'notPostgres'],
  ['a length below four', message('S', '', 3), 'notPostgres'],
  ['an error list without its end', message('E', 'SERROR\0'), 'notPostgres'],
  ['an error list whose last text has no end', message('E', 'SERROR'), 'notPostgres'],
  ['an error list of one byte', message('E', '\0'), 'notPostgres'],
  ['an empty error list', message('E'), 'notPostgres'],
])('%s, in pieces of any size', (_, bytes, expected) => {
  for (const size of [1, 2, 3, 4, 5, 6, 7, 13, 64, bytes.length])
    expect(verdict(bytes, size), `${size}`).toBe(expected)
})

it('keeps the last error, and knows when the server waits for a query, in pieces of any size', () => {
  const body = 'SFATAL\0C57P01\0Mended\0\0'
  for (const size of [1, 2, 5, 7, 1000]) {
    const limit = new MessageLimit(1000)
    const take = (bytes: Buffer) => {
      for (let at = 0; at < bytes.length; at += size) limit.check(bytes.subarray(at, at + size))
    }
    take(Buffer.concat([READY, message('d', 'row')]))
    expect([limit.lastError, limit.isReady]).toEqual([null, false])
    take(READY)
    expect(limit.isReady).toBe(true)
    take(Buffer.concat([message('E', 'SERROR\0Mfirst\0\0'), READY, message('E', body)]))
    expect([limit.lastError?.toString(), limit.isReady]).toEqual([body, false])
    take(READY.subarray(0, 3))
    expect(limit.isReady).toBe(false)
  }
})
