import { describe, expect, test } from 'vitest'
import { markItems } from './item-marks'

describe('markItems', () => {
  test('marks what another list lacks, and nothing that stands in all of them', () => {
    expect(markItems(['a', 'b', 'c'], [['a', 'c']])).toEqual(['same', 'own', 'same'])
    expect(markItems(['a', 'b'], [['a'], ['b']])).toEqual(['own', 'own'])
    expect(markItems(['a'], [['a', 'b']])).toEqual(['same'])
    expect(markItems(['a', 'b'], [])).toEqual(['same', 'same'])
  })
  test('marks what stands in another place, and not what only moved along', () => {
    expect(markItems(['c', 'a', 'b'], [['a', 'b', 'c']])).toEqual(['moved', 'same', 'same'])
    expect(markItems(['x', 'a', 'b'], [['a', 'b']])).toEqual(['own', 'same', 'same'])
  })
})
