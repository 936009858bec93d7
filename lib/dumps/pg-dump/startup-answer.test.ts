import { expect, test } from 'vitest'
import { message } from '../../postgres/connect.fixture'
import { StartupAnswer } from './startup-answer'

const session = {
  reported: new Map([
    ['server_version', '17.4'],
    ['client_encoding', 'UTF8'],
  ]),
  key: Buffer.from([0, 0, 0, 7, 1, 2, 3, 4]),
}
const WELCOME = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('S', 'server_version\x0017.4\0'),
  message('S', 'client_encoding\0UTF8\0'),
  message('K', session.key),
  message('Z', 'I'),
])

function packet(code: number, body = ''): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + Buffer.byteLength(body), 0)
  head.writeUInt32BE(code, 4)
  return Buffer.concat([head, Buffer.from(body)])
}

const STARTUP = packet(3 << 16, 'user\0lockstep\0database\0app\0\0')

test('a client that starts is let in with the settings and the key of the session', () => {
  expect(new StartupAnswer(session).take(STARTUP)).toEqual({ reply: WELCOME, rest: Buffer.alloc(0) })
})

test('encryption is declined first, whatever pieces the bytes come in, and what follows is passed on', () => {
  const all = Buffer.concat([packet(80_877_104), packet(80_877_103), STARTUP, Buffer.from('Qrest')])
  const answer = new StartupAnswer(session)
  const replies: Buffer[] = []
  let rest: Buffer | null = null
  const size = 5
  let at = 0
  for (; rest === null; at += size) {
    const taken = answer.take(all.subarray(at, at + size))
    replies.push(taken.reply)
    rest = taken.rest
  }
  expect(Buffer.concat(replies).toString('latin1')).toBe(`NN${WELCOME.toString('latin1')}`)
  expect(Buffer.concat([rest, all.subarray(at)]).toString()).toBe('Qrest')
})

test('a client that asks for a newer protocol is told which one is spoken', () => {
  const { reply } = new StartupAnswer(session).take(packet((3 << 16) | 2, 'user\0a\0_pq_.more\0on\0\0'))
  const numbers = Buffer.alloc(8)
  numbers.writeUInt32BE(3 << 16, 0)
  numbers.writeUInt32BE(1, 4)
  const negotiation = message('v', Buffer.concat([numbers, Buffer.from('_pq_.more\0')]))
  expect(reply.subarray(message('R', Buffer.alloc(4)).length).subarray(0, negotiation.length)).toEqual(
    negotiation,
  )
})

test.each([
  ['a request to cancel', packet(80_877_102, '12345678')],
  ['an old protocol', packet(2 << 16)],
  ['a web browser', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
])('%s is refused', (_, bytes) => {
  expect(() => new StartupAnswer(session).take(bytes)).toThrow('What connected to the bridge is not libpq.')
})
