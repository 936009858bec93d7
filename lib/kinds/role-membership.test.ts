import { expect, test } from 'vitest'
import { compareSnapshots } from '../objects/compare'
import type { Row } from '../objects/row'
import { snapshotOf } from '../objects/snapshot.fixture'
import { role } from './role'
import { roleMembership } from './role-membership'

const member = (name: string, of: string, ways: Partial<Row> = {}): Row => ({
  role: of,
  member: name,
  inherits: 't',
  maySet: 't',
  isAdmin: 'f',
  grantors: '["postgres"]',
  ...ways,
})

const KINDS = [role, roleMembership]
const roles = ['a', 'b', 'm'].map((name) => ({ name, isSuperuser: name === 'a' ? 't' : 'f' }))

function judged(source: readonly Row[], target: readonly Row[]) {
  const [before, after] = [source, target].map((rows) =>
    snapshotOf(
      [
        { kind: role, rows: roles },
        { kind: roleMembership, rows },
      ],
      { name: 'the source' },
    ),
  ) as [ReturnType<typeof snapshotOf>, ReturnType<typeof snapshotOf>]
  return compareSnapshots(before, after, KINDS).differences.map(({ severity, meaning }) => [
    severity,
    meaning,
  ])
}

test('a membership gives privileges, not what a role may do as the role that it is', () => {
  expect(judged([], [member('m', 'b', { maySet: 'f' })])).toEqual([
    ['high', 'Here m may use all privileges of b.'],
  ])
})

test('what other memberships give is not lost with one', () => {
  const through = [member('b', 'a'), member('m', 'b')]
  expect(judged([...through, member('m', 'a')], through)).toEqual([
    [
      'low',
      'In the source m may use all privileges of a by this membership, here by other rights. ' +
        'In the source m may become a by this membership, here by other rights.',
    ],
  ])
  expect(
    judged(
      [member('b', 'a'), member('m', 'b', { maySet: 'f' }), member('m', 'a')],
      [member('b', 'a'), member('m', 'b', { maySet: 'f' })],
    )[0],
  ).toEqual([
    'high',
    'Here m may not become a. In the source m may use all privileges of a by this membership, here by other rights.',
  ])
})

test('a superuser needs no membership', () => {
  expect(judged([member('a', 'm')], [])[0]?.[0]).toBe('low')
})
