import { describe, expect, it } from 'vitest'
import { toPlainValue } from './json-path'
import { JsonMistake, parseJsonTree } from './json-tree'

function mistake(text: string): JsonMistake {
  try {
    parseJsonTree(text)
  } catch (error) {
    if (error instanceof JsonMistake) return error
    throw error
  }
  throw new Error('it was accepted')
}

describe('parseJsonTree', () => {
  it.each([
    '{}',
    '[]',
    ' {"a": [1, -2.5e3, true, false, null, "x\\n\\u00e9\\"\\\\"], "b": {"c": {}}}\r\n',
    '"text"',
    '0',
    '{"__proto__": 1, "": 2, "é": "🙂"}',
  ])('reads %s as JSON.parse does', (text) => {
    expect(JSON.stringify(toPlainValue(parseJsonTree(text)))).toBe(JSON.stringify(JSON.parse(text)))
  })

  it('keeps places and repeated keys', () => {
    const node = parseJsonTree('{ "a": 1,\n "a": [2] }')
    expect(node).toMatchObject({
      kind: 'object',
      at: 0,
      entries: [
        { key: 'a', keyAt: 2, value: { at: 7, value: 1 } },
        { key: 'a', keyAt: 11, value: { kind: 'list', at: 16 } },
      ],
    })
  })

  it.each([
    ['', /empty/, 0],
    ['  \n', /empty/, 3],
    ['{ "a": 1, // why\n }', /no comments/, 10],
    ['/* x */ {}', /no comments/, 0],
    ['# x', /no comments/, 0],
    ['{ "a": 1, }', /after|last item/, 8],
    ['[1,]', /last item/, 2],
    ["{ 'a': 1 }", /double quotes/, 2],
    ['{ a: 1 }', /double quotes/, 2],
    ['{ "a": \'b\' }', /double quotes/, 7],
    ['{ "a": b }', /double quotes/, 7],
    ['{ "a" 1 }', /colon/, 6],
    ['{ "a": 1 "b": 2 }', /comma/, 9],
    ['{ "a": "b\n" }', /not closed/, 7],
    ['{ "a": "b\tc" }', /escaped/, 9],
    ['{ "a": "\\x" }', /escape/, 7],
    ['{ "a": "b', /never closed/, 7],
    ['{ "a": 1', /never closed/, 0],
    ['{ "a":', /too early/, 6],
    ['{', /never closed/, 0],
    ['{ "a": True }', /lower case/, 7],
    ['{ "a": 01 }', /valid number/, 7],
    ['{ "a": +1 }', /valid number/, 7],
    ['{ "a": 0x10 }', /valid number/, 7],
    ['{} {}', /follows/, 3],
    ['{ "a": }', /value should stand/, 7],
    ['['.repeat(100_000), /too deeply/, 51],
  ])('explains %j', (text, message, at) => {
    expect(mistake(text)).toMatchObject({ message: expect.stringMatching(message), at })
  })
})
