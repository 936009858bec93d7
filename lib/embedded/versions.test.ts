import { expect, it } from 'vitest'
import { majorOf, parseLabel } from './versions'

it('reads a label', () => {
  expect(parseLabel('18')).toBe(18)
  expect(parseLabel('15-debian')).toBe('15-debian')
  for (const wrong of ['13', '', '18.4', 'debian', '15-ubuntu']) expect(parseLabel(wrong)).toBeNull()
})

it('tells the major of a label', () => {
  expect([majorOf(18), majorOf('15-debian')]).toEqual([18, 15])
})
