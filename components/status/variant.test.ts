import { expect, test } from 'vitest'
import { variantLetter } from './variant'

test.each([
  [0, 'A'],
  [1, 'B'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('variant %i is %s', (index, letter) => {
  expect(variantLetter(index)).toBe(letter)
})
