import { describe, expect, test } from 'vitest'
import { parseCondition } from '../sql/condition'
import { compareRows, widthOf } from './compare-rows'
import { COMMANDS, type PolicyRule } from './policy-rule'

const isSame = (left: string, right: string) => left === right

function rule(using: string, more: Partial<PolicyRule> = {}): PolicyRule {
  const condition = parseCondition(using)
  return {
    name: 'p',
    commands: COMMANDS,
    isPermissive: true,
    roles: ['app'],
    using: condition,
    check: condition,
    ...more,
  }
}

function compare(
  source: readonly PolicyRule[] | 'off',
  target: readonly PolicyRule[] | 'off',
  roles = ['app'],
) {
  const side = (policies: readonly PolicyRule[] | 'off') => ({
    security: {
      isEnabled: policies !== 'off',
      isForced: false,
      owner: 'owner',
      policies: policies === 'off' ? [] : policies,
    },
    rightsOf: (role: string) => new Set([role, 'public']),
    passesAlways: () => false,
  })
  return compareRows(side(source), side(target), roles, isSame)
}

const widths = (...sides: Parameters<typeof compare>) => [
  ...new Set(compare(...sides).map(({ width }) => width)),
]

describe('what lets more rows through', () => {
  test('row-level security that is off, in all commands', () => {
    const found = compare([rule('mine')], 'off')
    expect(found).toHaveLength(5)
    expect(found[0]).toEqual({
      role: 'app',
      command: 'SELECT',
      side: 'using',
      width: 'wider',
      source: 'some',
      target: 'every',
    })
  })
  test('a further permissive policy', () => {
    expect(widths([rule('mine')], [rule('mine'), rule('shared')])).toEqual(['wider'])
  })
  test('a restrictive policy that is missing', () => {
    const restrictive = rule('draft', { isPermissive: false, commands: ['DELETE'] })
    expect(compare([rule('mine'), restrictive], [rule('mine')])).toEqual([
      { role: 'app', command: 'DELETE', side: 'using', width: 'wider', source: 'some', target: 'some' },
    ])
  })
  test('a policy that holds for every role', () => {
    const found = compare([rule('mine')], [rule('mine', { roles: ['public'] })], ['app', 'anon'])
    expect(new Set(found.map(({ role, source }) => `${role} ${source}`))).toEqual(new Set(['anon none']))
  })
})

describe('what lets the same rows through', () => {
  test('policies in another order, or cut by command', () => {
    expect(widths([rule('a'), rule('b')], [rule('b'), rule('a')])).toEqual([])
    expect(
      widths(
        [rule('a')],
        COMMANDS.map((command) => rule('a', { commands: [command] })),
      ),
    ).toEqual([])
  })
  test('a policy that another one covers, or that lets nothing through', () => {
    expect(widths([rule('true')], [rule('true'), rule('mine')])).toEqual([])
    expect(widths([rule('mine')], [rule('mine'), rule('false')])).toEqual([])
  })
  test('restrictive policies alone, as there is nothing to restrict', () => {
    expect(widths([], [rule('mine', { isPermissive: false })])).toEqual([])
  })
})

describe('what cannot be ordered', () => {
  test('two conditions of which neither holds the other', () => {
    expect(widths([rule('mine')], [rule('ours')])).toEqual(['unordered'])
  })
  test('a further permissive and a further restrictive policy', () => {
    expect(widths([rule('a')], [rule('a'), rule('b'), rule('c', { isPermissive: false })])).toEqual([
      'unordered',
    ])
  })
  test('a policy that could not be read is unknown, for the commands it holds for', () => {
    const hidden = rule('a', { using: null, check: null, commands: ['SELECT'] })
    expect(compare([rule('a')], [rule('a'), hidden]).map(({ command, width }) => [command, width])).toEqual([
      ['SELECT', 'unknown'],
    ])
  })
})

test('wider one way is narrower the other way', () => {
  const pairs = [
    ['a', 'true'],
    ['(a AND b)', 'a'],
    ['a', '(a OR b)'],
    ['false', 'a'],
  ] as const
  for (const [narrow, wide] of pairs) {
    const [from, to] = [parseCondition(narrow), parseCondition(wide)]
    expect(widthOf(from, to, isSame)).toBe('wider')
    expect(widthOf(to, from, isSame)).toBe('narrower')
    expect(widthOf(to, to, isSame)).toBe('same')
  }
})

test('the owner is held back only where row-level security is forced', () => {
  const side = (isForced: boolean) => ({
    security: { isEnabled: true, isForced, owner: 'owner', policies: [rule('mine', { roles: ['public'] })] },
    rightsOf: (role: string) => new Set([role, 'public']),
    passesAlways: () => false,
  })
  const found = compareRows(side(true), side(false), ['app', 'owner'], isSame)
  expect(new Set(found.map(({ role, width, target }) => `${role} ${width} ${target}`))).toEqual(
    new Set(['owner wider every']),
  )
})

describe('every role', () => {
  const every = (...[source, target]: Parameters<typeof compare>) =>
    compare(source, target, ['public', 'app', 'web', 'owner']).find(
      ({ role, command }) => role === 'public' && command === 'SELECT',
    )?.every
  const open = rule('true', { roles: ['public'] })

  test('leaves out whom a restrictive policy keeps back', () => {
    const restrictive = rule('mine', { isPermissive: false, roles: ['web'] })
    expect(every([rule('mine', { roles: ['public'] })], [open, restrictive])).toEqual({
      but: ['web'],
      isAnyLetThrough: true,
    })
  })
  test('knows whether the source lets anybody through whom its policies name', () => {
    expect(every([], [open])).toEqual({ but: [], isAnyLetThrough: false })
    expect(every([rule('mine', { isPermissive: false })], [open])).toMatchObject({ isAnyLetThrough: false })
    expect(every([rule('false')], [open])).toMatchObject({ isAnyLetThrough: false })
    expect(every([rule('mine')], [open])).toMatchObject({ isAnyLetThrough: true })
  })
  test('is not held to what the owner may do, whom row-level security does not hold back', () => {
    expect(every([open], [])).toEqual({ but: [], isAnyLetThrough: true })
    expect(every([open, rule('mine', { isPermissive: false, roles: ['web'] })], [])?.but).toEqual(['web'])
  })
  test('leaves out whom only one of them lets pass row-level security', () => {
    const side = (policies: readonly PolicyRule[], passer: string) => ({
      security: { isEnabled: true, isForced: false, owner: 'owner', policies },
      rightsOf: (role: string) => new Set([role, 'public']),
      passesAlways: (role: string) => role === passer,
    })
    const [ofEvery] = compareRows(
      side([], 'web'),
      side([rule('mine', { roles: ['public'] })], 'app'),
      ['public', 'app', 'web'],
      isSame,
    )
    expect(ofEvery?.every).toEqual({ but: ['app', 'web'], isAnyLetThrough: false })
  })
})
