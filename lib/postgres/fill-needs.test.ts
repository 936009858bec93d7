import { expect, test } from 'vitest'
import { lineText, splitLines } from '../objects/lines'
import { Dependencies } from './dependencies'
import { fillNeeds } from './fill-needs'

const lines = (...texts: string[]) => splitLines(Buffer.from(texts.map((text) => `${text}\n`).join('')))

/** The enum 70, the column b of table 50 and the function 60 with a backslash in its name, and who needs them. */
const dependencies = new Dependencies(
  lines(
    '\\N\t\\N\t1247\t70\t0\t["enum", "s", "e"]',
    '\\N\t\\N\t1259\t50\t2\t["column", "s", "t", "b"]',
    '\\N\t\\N\t1255\t60\t0\t["function", "s", "fü\\\\\\\\", ""]',
    '3256\t10\t1255\t60\t0\t\\N',
    '3256\t10\t1247\t70\t0\t\\N',
    '3256\t10\t1259\t50\t2\t\\N',
    '2606\t10\t1259\t50\t2\t\\N',
    '2606\t11\t1259\t99\t0\t\\N',
  ),
)

function fill(columns: string[], ...texts: string[]): string[] {
  const filled = fillNeeds(lines(...texts), columns, dependencies)
  return texts.map((_, line) => lineText(filled, line))
}

test('numbers give way to what the object needs, each once and in one order', () => {
  expect(
    fill(['name', 'needs'], 'a\t\u0001needs 3256 10', 'b\t\\N', 'c\t\u0001needs 3256 10 2606 10'),
  ).toEqual([
    'a\t[["column", "s", "t", "b"], ["enum", "s", "e"], ["function", "s", "fü\\\\\\\\", ""]]',
    'b\t\\N',
    'c\t[["column", "s", "t", "b"], ["enum", "s", "e"], ["function", "s", "fü\\\\\\\\", ""]]',
  ])
})

test('a part of a table needs no types', () => {
  expect(fill(['name', 'needs', 'x'], 'a\t\u0001needs 3256 10 part\ty')).toEqual([
    'a\t[["column", "s", "t", "b"], ["function", "s", "fü\\\\\\\\", ""]]\ty',
  ])
})

test('a column needs the type it has', () => {
  expect(fill(['needs', 'name'], '\u0001needs 0 70\ta', '\u0001needs 0 71\tb')).toEqual([
    '[["enum", "s", "e"]]\ta',
    '\\N\tb',
  ])
})

test('an object that needs nothing, or nothing that has a name, has a null', () => {
  expect(fill(['needs', 'name'], '\u0001needs 1 1\ta', '\u0001needs 2606 11\tb')).toEqual([
    '\\N\ta',
    '\\N\tb',
  ])
})

test('texts of users that look like numbers stay as they are', () => {
  const hostile = '\u0001needs 3256 10\t\u0001needs 3256 10 part'
  expect(fill(['name', 'text'], hostile)).toEqual([hostile])
  expect(fill(['name', 'needs'], '\u0001needs 3256 10\t\\N')).toEqual(['\u0001needs 3256 10\t\\N'])
})
