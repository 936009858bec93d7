import { expect, test } from 'vitest'
import { countDifferences } from '@/lib/objects/counts'
import { kindStatus } from './kind-status'

const EQUAL = countDifferences([], { policy: 1_200 })
const NOTHING = countDifferences([], {})

test('a kind that is the same, or that there is nowhere, is in sync', () => {
  expect(kindStatus(EQUAL, 'policy')).toEqual({ status: 'inSync', label: '1,200 in step' })
  expect(kindStatus(NOTHING, 'policy')).toEqual({ status: 'inSync', label: 'None' })
})

test('a kind of which objects are missing along with others is not in sync', () => {
  expect(kindStatus(NOTHING, 'policy', 1_500)).toEqual({
    status: 'differs',
    label: '1,500 differ with others',
  })
  expect(kindStatus(EQUAL, 'policy', 1)).toEqual({ status: 'differs', label: '1 differs with others' })
})

test('what was not read is unknown', () => {
  expect(kindStatus(null, 'policy')).toEqual({ status: 'unknown', label: 'Unknown' })
})
