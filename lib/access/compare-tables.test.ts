import { expect, test } from 'vitest'
import { KINDS_BY_NAME } from '../kinds/all'
import { NO_PLATFORM } from '../objects/comparison-rules'
import type { Kind } from '../objects/kind'
import type { Row } from '../objects/row'
import { snapshotOf } from '../objects/snapshot.fixture'
import { BUSY } from '../sql/fragments'
import { compareTables } from './compare-tables'
import { securityIndex } from './security-index'

const kind = (name: string) => KINDS_BY_NAME.get(name) as Kind
const TABLE: Row = {
  schema: 'public',
  name: 'notes',
  rowSecurity: 't',
  forceRowSecurity: 'f',
}
const POLICY: Row = {
  schema: 'public',
  table: 'notes',
  name: 'mine',
  command: 'ALL',
  type: 'permissive',
  roles: '["public"]',
}

/** What work in pieces comes to. */
function whole<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const piece = work.next()
    if (piece.done) return piece.value
  }
}

function side(
  using: string,
  owner = 'owner',
  roles: readonly string[] = [],
  passers: readonly string[] = [],
) {
  const rows = [
    { kind: kind('table'), rows: [{ ...TABLE, owner }] },
    { kind: kind('policy'), rows: [{ ...POLICY, using }] },
    {
      kind: kind('role'),
      rows: roles.map((name) => ({ name, bypassesRowSecurity: passers.includes(name) ? 't' : 'f' })),
    },
  ]
  const index = whole(securityIndex(snapshotOf(rows)))
  const table = index?.tables.get('table:public.notes')
  if (!index || !table) throw new Error('The snapshot has no such table.')
  return { table, index }
}

const server = { version: '18.4', major: 18 }
const context = {
  servers: { source: server, target: server },
  rules: NO_PLATFORM,
  isSame: (left: string, right: string) => left === right,
}
const verdict = (source: string, target: string) => compareTables(side(source), side(target), context).verdict

test('a policy behind a lock is unknown on both sides, never the same', () => {
  expect(verdict(BUSY, BUSY)).toBe('unknown')
  expect(verdict('(who = CURRENT_USER)', BUSY)).toBe('unknown')
})

test('without roles and grants nobody is said to reach it, and nobody is said not to', () => {
  const comparison = compareTables(side('(who = CURRENT_USER)'), side('true'), context)
  expect(comparison).toMatchObject({ verdict: 'wider', isReached: true })
  expect(side('true').table.reach).toBeNull()
})

test('another owner is another role only where both servers have it, or their roles are not known', () => {
  const between = (before: readonly string[], after: readonly string[]) =>
    compareTables(side('true', 'a', before), side('(who = CURRENT_USER)', 'b', after), context).hasOtherOwner
  expect(between(['a', 'b'], ['a', 'b'])).toBe(true)
  expect(between([], [])).toBe(true)
  expect(between(['a'], ['b'])).toBe(false)
  expect(between(['a', 'b'], ['b'])).toBe(false)
})

test('a role that one side lets pass changes nothing where the table is not about it, or lets it pass anyway', () => {
  const roles = ['owner', 'app']
  const of = (before: readonly string[], after: readonly string[]) => {
    const using = "(pg_has_role('app', 'member'))"
    const [source, target] = [side(using, 'owner', roles, before), side(using, 'owner', roles, after)]
    const { verdict, passers, changes } = compareTables(source, target, context)
    return { verdict, passers, roles: [...new Set(changes.map(({ role }) => role))] }
  }
  expect(of([], [])).toEqual({ verdict: 'same', passers: [], roles: [] })
  expect(of(['app'], ['app'])).toEqual({ verdict: 'same', passers: [], roles: [] })
  expect(of(['owner'], [])).toEqual({ verdict: 'same', passers: [], roles: [] })
})
