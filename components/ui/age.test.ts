import { expect, test } from 'vitest'
import { ageInWords } from './age'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test.each([
  [-2 * 24 * HOUR, '2 days ahead of this clock'],
  [-5 * MINUTE, '5 min ahead of this clock'],
  [-59_999, 'just now'],
  [0, 'just now'],
  [59_999, 'just now'],
  [MINUTE, '1 min ago'],
  [59 * MINUTE, '59 min ago'],
  [HOUR, '1 h ago'],
  [47 * HOUR, '47 h ago'],
  [48 * HOUR, '2 days ago'],
  [400 * 24 * HOUR, '400 days ago'],
])('%i ms is %s', (durationMs, words) => {
  expect(ageInWords(durationMs)).toBe(words)
})
