import { expect, test } from 'vitest'
import { createStreamParser, type StreamMessage } from './event-stream-parser'

function read(pieces: readonly string[]): StreamMessage[] {
  const messages: StreamMessage[] = []
  const parser = createStreamParser((message) => messages.push(message))
  for (const piece of pieces) parser.push(piece)
  return messages
}

const TEXT =
  ': awake\n\nid: 7\nevent: check.finished\ndata: {"a":\ndata: 1}\n\ndata:plain\n\nevent: no-data\n\nretry: 5\nid\ndata\n\n'

const MESSAGES = [
  { id: '7', type: 'check.finished', data: '{"a":\n1}' },
  { id: '7', type: 'message', data: 'plain' },
  { id: '', type: 'message', data: '' },
]

test('messages have the id, type and data of their fields', () => {
  expect(read([TEXT])).toEqual(MESSAGES)
})

test.each(['\r\n', '\r'])('line ends may be %j', (lineEnd) => {
  expect(read([`${TEXT.replaceAll('\n', lineEnd)}:\n`])).toEqual(MESSAGES)
})

test('pieces may be cut anywhere', () => {
  const text = TEXT.replaceAll('\n', '\r\n')
  for (let at = 0; at <= text.length; at += 1)
    expect(read([text.slice(0, at), text.slice(at)])).toEqual(MESSAGES)
  expect(read([...text])).toEqual(MESSAGES)
})

test('an unfinished message is kept back', () => {
  expect(read(['data: 1\n'])).toEqual([])
})
