import { expect, test } from 'vitest'
import { cutAtMarks } from './code-line'
import { tokenizeSql } from './sql-tokens'

test('a mark across tokens cuts them and keeps the text', () => {
  const line = "amount numeric(12,2) default 'x'"
  const marks = [
    { start: 15, end: 17 },
    { start: 26, end: 32 },
  ]
  const stretches = cutAtMarks(tokenizeSql(line), marks)
  expect(stretches.map(({ text }) => text).join('')).toBe(line)
  expect(
    stretches
      .filter(({ isMarked }) => isMarked)
      .map(({ text }) => text)
      .join('|'),
  ).toBe("12|lt| |'x'")
  expect(new Set(stretches.map(({ start }) => start)).size).toBe(stretches.length)
})

test('without marks each token is one stretch', () => {
  const tokens = tokenizeSql('select 1')
  expect(cutAtMarks(tokens, []).map(({ type, text }) => ({ type, text }))).toEqual(tokens)
})
