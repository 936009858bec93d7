import { expect, test } from 'vitest'
import { NumberTable } from './number-table'

/** Rows that differ in one number only, and the largest numbers there are. */
const rows = Array.from({ length: 3000 }, (_, i): [number, number, number] => [
  i % 3 === 0 ? 0xffffffff - i : 1259,
  i % 3 === 1 ? 16384 + i : 16384,
  i % 3 === 2 ? i : 0,
])

test('every row has a place of its own, in the order in which they were entered', () => {
  const table = new NumberTable(rows.length)
  expect(rows.map((row) => table.enter(...row))).toEqual(rows.map((_, place) => place))
  expect(rows.map((row) => table.enter(...row))).toEqual(rows.map((_, place) => place))
  expect(rows.map((row) => table.find(...row))).toEqual(rows.map((_, place) => place))
})

test('a row that was not entered is nowhere', () => {
  const table = new NumberTable(1)
  expect(table.find(0, 0, 0)).toBe(-1)
  table.enter(0, 0, 1)
  expect(table.find(0, 0, 0)).toBe(-1)
  expect(table.find(0, 0, 1)).toBe(0)
  expect(new NumberTable(0).find(1, 2, 3)).toBe(-1)
})
