import { expect, test } from 'vitest'
import { splitLines } from '../objects/lines'
import { Dependencies } from './dependencies'
import { readNeeds } from './read-needs'

const lines = (...texts: string[]) => splitLines(Buffer.from(texts.map((text) => `${text}\n`).join('')))

/** The enum 70, the column b of table 50 and the function 60 with a backslash in its name, and who needs them. */
const DEPENDENCIES = lines(
  '\\N\t\\N\t1247\t70\t0\t["enum", "s", "e"]',
  '\\N\t\\N\t1259\t50\t2\t["column", "s", "t", "b"]',
  '\\N\t\\N\t1255\t60\t0\t["function", "s", "fü\\\\\\\\", ""]',
  '3256\t10\t1255\t60\t0\t\\N',
  '3256\t10\t1247\t70\t0\t\\N',
  '3256\t10\t1259\t50\t2\t\\N',
  '2606\t10\t1259\t50\t2\t\\N',
  '2606\t11\t1259\t99\t0\t\\N',
)

function read(...values: string[]): unknown[] {
  const needs = readNeeds(lines(...values), () => new Dependencies(DEPENDENCIES))
  return values.map((_, line) => JSON.parse(needs.of(line) ?? 'null'))
}

const COLUMN = ['column', 's', 't', 'b']
const ENUM = ['enum', 's', 'e']
const FUNCTION = ['function', 's', 'fü\\', '']

test('numbers stand for what the object needs, each once and in one order', () => {
  expect(read('\u0001needs 3256 10', '\\N', '\u0001needs 3256 10 2606 10')).toEqual([
    [COLUMN, ENUM, FUNCTION],
    null,
    [COLUMN, ENUM, FUNCTION],
  ])
})

test('a part of a table needs no types', () => {
  expect(read('\u0001needs 3256 10 part')).toEqual([[COLUMN, FUNCTION]])
})

test('a column needs the type it has', () => {
  expect(read('\u0001needs 0 70', '\u0001needs 0 71')).toEqual([[ENUM], null])
})

test('an object that needs nothing, or nothing that has a name, has a null', () => {
  expect(read('\u0001needs 1 1', '\u0001needs 2606 11')).toEqual([null, null])
})

test('what a query names itself is taken as it is, and nothing is looked up for it', () => {
  const needs = readNeeds(lines('[["table", "s", "a\\\\tb"]]'), () => {
    throw new Error('looked up')
  })
  expect(JSON.parse(needs.of(0) ?? '')).toEqual([['table', 's', 'a\tb']])
})
