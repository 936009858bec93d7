import { expect, it } from 'vitest'
import { sentence } from './sentence'

it.each([
  ['prod rejected the password for app.', 'prod rejected the password for app.'],
  ['There is no environment named "x"', 'There is no environment named "x".'],
  ['Reading …', 'Reading …'],
])('%s ends once', (text, expected) => {
  expect(sentence(text)).toBe(expected)
})
