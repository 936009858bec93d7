import { expect, test } from 'vitest'
import type { EnvironmentAnswer } from '../services/environment-answer'
import type { GridAnswer } from '../services/grid-answer'
import { EXIT } from './exit-code'
import { renderStatus, statusExitCode } from './verbs/status'

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

test('that nothing was compared is said, and no success, where there is one environment, unless the files were', () => {
  const answer = noDifference({ prod: true, staging: true })
  const alone = { ...answer, environments: answer.environments.slice(0, 1) }
  const said = 'Nothing was compared: there is no other environment than prod.'
  expect(renderStatus(alone, plain)).toContain(said)
  expect(statusExitCode(alone, false)).toBe(EXIT.trouble)
  expect(statusExitCode(alone, true)).toBe(EXIT.same)
  expect(renderStatus(answer, plain)).not.toContain(said)
  expect(statusExitCode(answer, false)).toBe(EXIT.same)
  const replays = [
    { failure: null, error: null, counts: null, pending: null },
  ] as unknown as GridAnswer['replays']
  expect(renderStatus({ ...alone, replays }, plain)).not.toContain(said)
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

test('the exit code is of all that was asked: environments, replays, and what could not be looked at', () => {
  const whole = noDifference({ prod: true, staging: true })
  const counted = (differing: number, unknown = 0) => ({
    equal: 7,
    different: differing,
    sourceOnly: 0,
    targetOnly: 0,
    unknown,
  })
  const code = (changes: object, allowUnknown = false) =>
    statusExitCode({ ...whole, ...changes } as unknown as GridAnswer, allowUnknown)
  const unread = {
    environments: [whole.environments[0], { ...whole.environments[1], state: 'unreachable' }],
    counts: [null, null],
  }
  const replayed = (replay: object) => ({
    replays: [{ failure: null, error: null, counts: null, ...replay }],
  })
  expect(code({})).toBe(0)
  expect(code({ counts: [null, counted(1)] })).toBe(1)
  expect([code({ counts: [null, counted(0, 1)] }), code({ counts: [null, counted(0, 1)] }, true)]).toEqual([
    2, 0,
  ])
  expect([code(unread), code(unread, true)]).toEqual([2, 2])
  expect(code(replayed({ counts: counted(0) }))).toBe(0)
  expect(code(replayed({ counts: counted(1) }), true)).toBe(1)
  expect(code(replayed({ failure: { code: 'E-REPLAY' } }), true)).toBe(1)
  const notReplayed = replayed({ failure: { code: 'E-NET-REFUSED' } })
  expect([code(notReplayed), code(notReplayed, true)]).toEqual([2, 0])
})
