import { expect, test } from 'vitest'
import { nameSource } from './name-source'

test('the source is called by its name wherever a sentence tells of it, whatever that is', () => {
  expect(
    nameSource('In the source it is off. Duplicates that the source refuses can be stored.', 'prod'),
  ).toBe('In prod it is off. Duplicates that prod refuses can be stored.')
  expect(nameSource('It is not in the source.', '$& of $1')).toBe('It is not in $& of $1.')
})

test('other words stay', () => {
  expect(nameSource('The sources of the sourceful are here.', 'prod')).toBe(
    'The sources of the sourceful are here.',
  )
})
