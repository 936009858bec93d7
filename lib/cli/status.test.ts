import { expect, test } from 'vitest'
import type { EnvironmentAnswer } from '../services/environment-answer'
import type { GridAnswer } from '../services/grid-answer'
import { renderStatus } from './verbs/status'

const plain = (_: string, text: string) => text

/** Two environments between which no difference was found. */
function noDifference(whole: { readonly prod: boolean; readonly staging: boolean }): GridAnswer {
  const environment = (name: 'prod' | 'staging') =>
    ({
      name,
      state: 'read',
      isReference: name === 'prod',
      isComplete: whole[name],
      objects: 7,
    }) as EnvironmentAnswer
  const counts = { equal: 7, different: 0, sourceOnly: 0, targetOnly: 0, unknown: 0 }
  return {
    environments: [environment('prod'), environment('staging')],
    counts: [null, counts],
    pending: [null, null],
    replays: [],
    rows: [],
    total: 0,
  } as unknown as GridAnswer
}

test.each([
  [{ prod: true, staging: true }, '✓ in step, 7 objects'],
  [{ prod: true, staging: false }, '? no difference found, but not everything could be read'],
  [{ prod: false, staging: true }, '? no difference found, but not everything could be read'],
])('in step is said only where all was read: %j', (whole, expected) => {
  expect(renderStatus(noDifference(whole), plain)[1]).toMatch(/^staging/)
  expect(renderStatus(noDifference(whole), plain)[1]).toContain(expected)
})

test('what is pending is said to be unknown where no replay tells', () => {
  const counts = { equal: 7, different: 2, sourceOnly: 0, targetOnly: 0, unknown: 0 }
  const told = (pending: number | null, isReplayed = true) => {
    const answer = noDifference({ prod: true, staging: true })
    const replays = isReplayed ? [{ failure: null, error: null, counts: null, pending: null }] : []
    const lines = renderStatus(
      { ...answer, counts: [null, counts], pending: [null, pending], replays } as unknown as GridAnswer,
      plain,
    )
    return lines[1]
  }
  expect(told(1)).toMatch(/2 differences, 1 of them pending$/)
  expect(told(0)).toMatch(/2 differences$/)
  expect(told(null)).toMatch(/2 differences, pending unknown: see `lockstep migrations --replay`$/)
  expect(told(null, false)).toMatch(/2 differences$/)
})
