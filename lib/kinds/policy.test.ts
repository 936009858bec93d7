import { describe, expect, test } from 'vitest'
import type { FindRows, Sides } from '../objects/kind'
import type { Row } from '../objects/row'
import { policy } from './policy'

const both = { source: { version: '17.1', major: 17 }, target: { version: '17.1', major: 17 } }

function row(changes: Partial<Row>): Row {
  return {
    schema: 'public',
    table: 'notes',
    name: 'p',
    command: 'ALL',
    type: 'permissive',
    roles: '["anon"]',
    using: null,
    withCheck: null,
    needs: null,
    ...changes,
  }
}

/** Severity, hazards and meaning of a policy that is so on the two sides; undefined where a side lacks it. */
function judge(source: Partial<Row> | undefined, target: Partial<Row> | undefined, around?: Sides) {
  const sides = { ...(source && { source: row(source) }), ...(target && { target: row(target) }) }
  const names = Object.keys({ ...source, ...target })
  const fields = source && target ? names.filter((name) => source[name] !== target[name]) : []
  const { severity, hazards, meaning } = policy.judge?.({ ...sides, fields }, both, [], around) ?? {}
  return [severity, hazards?.join(' '), meaning]
}

const READ = { command: 'SELECT', using: 'true' }
const OWN = '(owner = CURRENT_USER)'
const RESTRICTIVE = { type: 'restrictive', command: 'SELECT', using: OWN }

describe('a policy that one side lacks', () => {
  test('opens or closes what it lets through', () => {
    expect(judge(undefined, READ)).toEqual([
      'critical',
      'closesAccess',
      'The policy is not in the source: it lets anon read every row.',
    ])
    expect(judge({ using: OWN, roles: '["public"]' }, undefined)).toEqual([
      'high',
      'opensAccess',
      'The policy is missing here: it no longer lets every role read, insert, change and delete the rows that its condition chooses.',
    ])
    expect(judge(undefined, { withCheck: 'true' })[2]).toBe(
      'The policy is not in the source: it lets anon write any row.',
    )
  })

  test('counts by what its condition comes to, however that is written', () => {
    const read = (using: string) => judge(undefined, { command: 'SELECT', using })
    expect(read(`(${OWN} AND false)`)).toEqual(read('false'))
    expect(read('false')).toEqual([
      'low',
      undefined,
      'The policy is not in the source. Its condition lets none through.',
    ])
    expect(read(`(${OWN} OR true)`)).toEqual(read('true'))
    const double = { command: 'SELECT', using: `(${OWN} OR true)` }
    const around: Sides = {
      source: (kind) => (kind === 'policy' ? [row({ ...double, name: 'q' })] : []),
      target: () => [],
    }
    expect(judge(undefined, READ, around)[2]).toBe(
      'The policy is not in the source. Policy q lets the same through in the source.',
    )
  })

  test('counts in the half of an UPDATE for which it has a condition', () => {
    const into = (withCheck: string, using: string | null = null) => ({ command: 'UPDATE', using, withCheck })
    expect(judge(undefined, into('true'))).toEqual([
      'critical',
      'closesAccess',
      'The policy is not in the source: it lets anon change rows into anything.',
    ])
    expect(judge(into(OWN, 'false'), undefined)).toEqual([
      'high',
      'opensAccess',
      'The policy is missing here: it no longer lets anon change rows into what its condition chooses.',
    ])
    expect(judge(into('true'), { ...into('true'), roles: '["anon", "bob"]' })).toEqual([
      'critical',
      'closesAccess',
      'Here the policy also lets rows through to bob.',
    ])
    expect(judge(into('false', OWN), into('true', OWN))).toEqual([
      'critical',
      'closesAccess',
      'Here the policy also lets anon change rows into anything.',
    ])
    expect(judge(into(OWN, OWN), into(OWN, 'false'))[2]).toBe(
      'Here it no longer lets anon find rows to change.',
    )
  })

  test('keeps rows back where it is restrictive', () => {
    expect(judge(undefined, RESTRICTIVE)).toEqual([
      'high',
      'opensAccess',
      'The restrictive policy is not in the source: it keeps rows from anon (SELECT).',
    ])
    expect(judge(RESTRICTIVE, undefined)).toEqual([
      'critical',
      'closesAccess',
      'The restrictive policy is missing here: it no longer keeps back the rows that it keeps from anon in the source (SELECT).',
    ])
  })

  test.each([['SELECT'], ['INSERT'], ['ALL'], ['UPDATE']])(
    'does nothing where %s has no condition to decide by',
    (command) => {
      expect(judge(undefined, { command })).toEqual([
        'low',
        undefined,
        'The policy is not in the source. It has no condition to let rows through by, so it lets none.',
      ])
      expect(judge({ type: 'restrictive', command }, undefined)).toEqual([
        'low',
        undefined,
        'The policy is missing here. It has no condition to keep rows back by, so it keeps none.',
      ])
    },
  )
})

test('a plain false lets nothing through, and a plain true keeps nothing back', () => {
  expect(judge(undefined, { using: 'false' })).toEqual([
    'low',
    undefined,
    'The policy is not in the source. Its condition lets none through.',
  ])
  expect(judge({ ...RESTRICTIVE, using: 'true' }, undefined)).toEqual([
    'low',
    undefined,
    'The policy is missing here. Its condition keeps none back.',
  ])
  expect(judge({ using: 'false' }, { using: OWN })).toEqual([
    'critical',
    'closesAccess',
    'Here the policy also lets anon read, insert, change and delete rows.',
  ])
  expect(judge(READ, { ...READ, using: 'false' })).toEqual([
    'high',
    'opensAccess',
    'Here it no longer lets anon read rows.',
  ])
  expect(judge({ using: 'false', withCheck: OWN }, undefined)[2]).toBe(
    'The policy is missing here: it no longer lets anon write the rows that its condition chooses.',
  )
  expect(judge({ ...RESTRICTIVE, using: 'true' }, RESTRICTIVE)).toEqual([
    'high',
    'opensAccess',
    'Here the policy also keeps back rows that anon might read.',
  ])
})

describe('a policy that differs', () => {
  test('in what its condition lets through', () => {
    expect(judge({ ...READ, using: OWN }, READ)).toEqual([
      'critical',
      'closesAccess',
      'Here the policy lets anon read every row.',
    ])
    expect(judge({ using: 'true' }, { using: OWN })).toEqual([
      'high',
      'opensAccess',
      'Here the policy lets anon read, insert, change and delete only some rows.',
    ])
    expect(judge({ ...READ, using: OWN }, { ...READ, using: '(owner IS NULL)' })).toEqual([
      undefined,
      'opensAccess closesAccess',
      undefined,
    ])
  })

  test('in whether it has a condition at all', () => {
    expect(judge({ command: 'SELECT', using: null }, READ)).toEqual([
      'critical',
      'closesAccess',
      'Here the policy also lets anon read rows.',
    ])
    expect(judge(READ, { ...READ, using: null, roles: '["anon", "bob"]' })).toEqual([
      'high',
      'opensAccess',
      'Here it no longer lets anon and bob read rows.',
    ])
    expect(judge({ using: OWN, withCheck: OWN }, { using: null, withCheck: OWN })[2]).toBe(
      'Here it no longer lets anon read and delete rows and find rows to change.',
    )
    expect(judge(RESTRICTIVE, { ...RESTRICTIVE, using: null })).toEqual([
      'critical',
      'closesAccess',
      'Here it no longer keeps back rows that anon might read.',
    ])
    expect(judge({ command: 'SELECT' }, { command: 'DELETE' })).toEqual([
      'low',
      undefined,
      'It has no condition to let rows through by, so it lets none.',
    ])
  })

  test('in its type', () => {
    expect(judge(RESTRICTIVE, { ...RESTRICTIVE, type: 'permissive' })[2]).toBe(
      'Here the policy is permissive: it lets anon read the rows that its condition chooses, and keeps nothing back.',
    )
    expect(judge(RESTRICTIVE, { command: 'SELECT', type: 'permissive', using: null })).toEqual([
      'critical',
      'closesAccess',
      'Here the policy is permissive, without a condition that chooses rows: it keeps nothing back.',
    ])
    expect(judge(READ, { ...READ, type: 'restrictive', using: null })[0]).toBe('high')
  })

  test('in its roles', () => {
    expect(judge(READ, { ...READ, roles: '["public"]' })).toEqual([
      'critical',
      'closesAccess',
      'Here the policy also lets rows through to every role.',
    ])
    expect(judge(RESTRICTIVE, { ...RESTRICTIVE, roles: '["bob"]' })).toEqual([
      'critical',
      'opensAccess closesAccess',
      'Here the policy also keeps rows from bob. Here it no longer keeps rows from anon.',
    ])
  })
})

describe('what else the two sides hold', () => {
  const finding =
    (rows: Readonly<Record<string, readonly Row[]>>): FindRows =>
    (kind) =>
      rows[kind] ?? []
  const table = (rowSecurity: 't' | 'f') => ({ table: [{ rowSecurity }] })
  const sides = (source: Record<string, Row[]>, target: Record<string, Row[]>): Sides => ({
    source: finding(source),
    target: finding(target),
  })

  test('where row-level security is off, no policy holds', () => {
    expect(judge(undefined, RESTRICTIVE, sides(table('f'), table('f')))).toEqual([
      'low',
      undefined,
      'The policy is not in the source. Row-level security is off on both sides, so no policy holds.',
    ])
    expect(judge({ ...READ, using: OWN }, READ, sides(table('t'), table('f')))).toEqual([
      'low',
      undefined,
      'Row-level security is off here, so no policy holds.',
    ])
    expect(judge(RESTRICTIVE, undefined, sides(table('f'), table('t')))[2]).toBe(
      'The policy is missing here. Row-level security is off in the source, so no policy holds.',
    )
    expect(judge(undefined, RESTRICTIVE, sides(table('f'), table('t')))[0]).toBe('high')
  })

  test('another policy may do the same', () => {
    const others = (changes: Partial<Row>) => ({ policy: [row({ name: 'other', ...changes })] })
    expect(judge(RESTRICTIVE, undefined, sides({}, others(RESTRICTIVE)))).toEqual([
      'low',
      undefined,
      'The policy is missing here. Policy other keeps back the same here.',
    ])
    expect(judge(undefined, READ, sides(others({ using: 'true', roles: '["public"]' }), {}))[2]).toBe(
      'The policy is not in the source. Policy other lets the same through in the source.',
    )
    expect(judge(RESTRICTIVE, undefined, sides({}, others({ ...RESTRICTIVE, using: 'a' })))[0]).toBe(
      'critical',
    )
    expect(judge(RESTRICTIVE, undefined, sides({}, others({ ...RESTRICTIVE, command: 'DELETE' })))[0]).toBe(
      'critical',
    )
  })

  test('a member of a role that stays keeps the policy', () => {
    const membership = (inherits: 't' | 'f') => ({
      'role-membership': [{ role: 'anon', member: 'bob', inherits }],
    })
    const [with2, with1] = [{ ...READ, roles: '["anon", "bob"]' }, READ]
    expect(judge(with2, with1, sides({}, membership('t')))).toEqual([
      'low',
      '',
      'The policy applies to bob on both sides, on one of them as a member of a role that it names.',
    ])
    expect(judge(with2, with1, sides({}, membership('f')))[2]).toBe(
      'Here it no longer lets rows through to bob.',
    )
    expect(judge(with1, with2, sides(membership('t'), {}))[0]).toBe('low')
  })
})
