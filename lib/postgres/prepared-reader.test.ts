import { Duplex } from 'node:stream'
import type { Connection } from 'pg'
import { expect, test } from 'vitest'
import { type Lines, lineCount, lineText } from '../objects/lines'
import { sql } from '../sql/sql'
import { message } from './connect.fixture'
import { PreparedReader } from './prepared-reader'
import { PreparedStatements } from './prepared-statements'

const QUERIES = [sql`select 1`, sql`select 2`]

/** What was asked of a server that answers only what a test has it answer. */
function begin(prepared = new PreparedStatements([]), keepsApart: readonly boolean[] = []) {
  const asked: string[] = []
  const errors: Error[] = []
  const stream = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() })
  stream.on('error', (error) => errors.push(error))
  const reader = new PreparedReader(prepared, sql`lines`, QUERIES, keepsApart)
  stream.on('data', (bytes: Buffer) => bytes[0] === 0x5a && reader.handleReadyForQuery())
  reader.submit({
    stream,
    parse: ({ text }: { text: string }) => asked.push(`parse ${text}`),
    bind: ({ statement }: { statement: string }) => asked.push(`bind ${statement}`),
    execute: () => {},
    sync: () => asked.push('sync'),
  } as unknown as Connection)
  const answer = (bytes: Buffer, pieceSize = bytes.length) => {
    for (let at = 0; at < bytes.length; at += pieceSize)
      stream.emit('data', bytes.subarray(at, at + pieceSize))
  }
  return { reader, asked, answer, errors, stream }
}

/** A DataRow of these values. https://www.postgresql.org/docs/current/protocol-message-formats.html */
function row(...values: (string | null)[]): Buffer {
  const parts = values.map((value) => {
    const bytes = Buffer.from(value ?? '')
    const length = Buffer.alloc(4)
    length.writeInt32BE(value === null ? -1 : bytes.length)
    return Buffer.concat([length, bytes])
  })
  const count = Buffer.alloc(2)
  count.writeUInt16BE(values.length)
  return message('D', Buffer.concat([count, ...parts]))
}

const PARSED = message('1')
const BOUND = message('2')
const ENDED = message('C', 'SELECT\0')
const READY = message('Z', 'T')
const SAVEPOINT = [PARSED, BOUND, ENDED]

const texts = (lines: Lines | undefined) =>
  lines && Array.from({ length: lineCount(lines) }, (_, i) => lineText(lines, i))

test.each([1, 2, 3, 5, 7, 64, 100_000])(
  'rows in pieces of %i bytes are lines as COPY writes them',
  async (size) => {
    const { reader, answer } = begin()
    const rows = [
      row('a', null, ''),
      row('tab\there', 'new\nline', 'back\\slash'),
      row('\b\f\v\r', '\\N', 'ü\u0001🐘'),
    ]
    answer(
      Buffer.concat([
        ...SAVEPOINT,
        PARSED,
        BOUND,
        ...rows,
        ENDED,
        PARSED,
        BOUND,
        row('x'),
        ENDED,
        ...SAVEPOINT,
        READY,
      ]),
      size,
    )
    const { results, error } = await reader.done
    expect(error).toBeUndefined()
    expect(results.map(({ lines }) => texts(lines))).toEqual([
      ['a\t\\N\t', 'tab\\there\tnew\\nline\tback\\\\slash', '\\b\\f\\v\\r\t\\\\N\tü\u0001🐘'],
      ['x'],
    ])
  },
)

test('the last value of a line is kept apart where it is asked for', async () => {
  const { reader, answer } = begin(undefined, [true, false])
  const first = [row('a', 'b', 'c'), row('d', 'e', null)]
  answer(
    Buffer.concat([...SAVEPOINT, BOUND, ...first, ENDED, BOUND, row('x', 'y'), ENDED, BOUND, ENDED, READY]),
  )
  const { results } = await reader.done
  expect(results.map(({ lines, tails }) => [texts(lines), texts(tails)])).toEqual([
    [
      ['a\tb', 'd\te'],
      ['c', '\\N'],
    ],
    [['x\ty'], []],
  ])
})

test('a statement is sent once, and again where the server did not come to it', async () => {
  const prepared = new PreparedStatements([])
  const first = begin(prepared)
  expect(first.asked).toEqual([
    'parse savepoint lines',
    'bind lockstep_1',
    'parse select 1',
    'bind lockstep_2',
    'parse select 2',
    'bind lockstep_3',
    'parse release savepoint lines',
    'bind lockstep_4',
    'sync',
  ])
  first.answer(Buffer.concat([...SAVEPOINT, PARSED, BOUND]))
  first.reader.handleError(new Error('no right'))
  expect(await first.reader.done).toMatchObject({ results: [], error: { message: 'no right' } })
  expect(begin(prepared).asked).toEqual([
    'bind lockstep_1',
    'bind lockstep_2',
    'parse select 2',
    'bind lockstep_5',
    'parse release savepoint lines',
    'bind lockstep_6',
    'sync',
  ])
})

test.each([
  ['no number of values', Buffer.alloc(1)],
  ['a value without its length', Buffer.from([0, 1, 0, 0])],
  ['a value of more bytes than there are', Buffer.from([0, 1, 0, 0, 0, 9, 65])],
  ['a value of nearly endless bytes', Buffer.from([0, 1, 0x7f, 0xff, 0xff, 0xff, 65])],
  ['no values', Buffer.from([0, 0])],
  ['bytes after its values', Buffer.from([0, 1, 0, 0, 0, 1, 65, 66])],
  ['fewer values than are announced', Buffer.from([0, 2, 0, 0, 0, 1, 65])],
])('a row with %s ends the connection', (_, body) => {
  const { answer, stream } = begin()
  answer(Buffer.concat([...SAVEPOINT, BOUND, message('D', body), row('after')]))
  expect(stream.destroyed).toBe(true)
  expect(stream.errored?.message).toBe('The server sent a row that is no row.')
})
