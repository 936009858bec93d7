import { expect, it } from 'vitest'
import { backoffMs, noteAnswer, noteFailure, recentFailure } from './circuit'
import { named } from './connect.fixture'
import { NO_ANSWER } from './network-errors'
import { errorOf } from './postgres-error'

const target = named('prod', 'postgres://u@h/d')
const failure = errorOf(NO_ANSWER, { target, stage: 'reach' })

it('doubles the pause from half a second up to 30 seconds, spread by a quarter', () => {
  const pauses = Array.from({ length: 9 }, (_, index) => backoffMs(index + 1, 0.5))
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
  expect([backoffMs(1, 0), backoffMs(1, 1)]).toEqual([375, 625])
})

it('reports the last failure until the pause is over, and forgets it when the server answers', () => {
  noteFailure(target, failure, 0)
  expect(recentFailure(target, 300)).toBe(failure)
  expect(recentFailure(target, 700)).toBeNull()
  for (let round = 0; round < 8; round += 1) noteFailure(target, failure, 0)
  expect(recentFailure(target, 20_000)).toBe(failure)
  expect(recentFailure(target, 40_000)).toBeNull()
  expect(recentFailure({ ...target, name: 'other' }, 0)).toBeNull()
  expect(recentFailure({ ...target, revision: 'saved again' }, 0)).toBeNull()
  noteAnswer(target)
  expect(recentFailure(target, 0)).toBeNull()
})
