import { expect, test } from 'vitest'
import { bytesInWords, durationInWords, secondsLeftInWords } from './dump-words'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9_949, '9.9 kB'],
  [9_950, '10 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [1_800_000_000, '1.8 GB'],
  [5e15, '5000 TB'],
])('%d bytes are %s', (bytes, words) => expect(bytesInWords(bytes)).toBe(words))

test.each([
  [400, 'under 1 s'],
  [8_200, '8 s'],
  [112_000, '1 min 52 s'],
  [7_500_000, '2 h 5 min'],
])('%d milliseconds are %s', (milliseconds, words) => expect(durationInWords(milliseconds)).toBe(words))

test('what is left is told as a range, in seconds or in minutes', () => {
  expect(secondsLeftInWords([20.4, 40])).toBe('20 to 40 s left')
  expect(secondsLeftInWords([70, 130])).toBe('1 to 3 min left')
})
