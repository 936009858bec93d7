import { expect, test } from 'vitest'
import { sql } from '../sql/sql'
import { compareSnapshots } from './compare'
import type { Kind } from './kind'
import { snapshotOf } from './snapshot.fixture'

const part = { label: { one: 'thing', many: 'things' }, query: () => sql`select 1`, ddl: () => '' } as const

const house: Kind = { ...part, name: 'house', address: ['name'], fields: [], missing: 'high', extra: 'low' }

const tool: Kind = { ...house, name: 'tool', judge: () => ({ hazards: ['deletesData'] }), extra: 'medium' }

/** A lock is on a house, whether it is new or not, and works by a tool. */
const lock: Kind = {
  ...part,
  name: 'lock',
  label: { one: 'lock', many: 'locks' },
  address: ['house', 'name', 'tool'],
  fields: [],
  parent: (row) => ({ kind: 'house', address: [row.house as string] }),
  requires: (row) => [{ kind: 'tool', address: [row.tool as string] }],
  missing: 'critical',
  extra: 'high',
  judge: ({ target }) => (target ? { hazards: ['opensAccess'], meaning: 'It keeps people out.' } : {}),
}

/** What is painted on a tool is judged with the tool. */
const sign: Kind = {
  ...house,
  name: 'sign',
  address: ['tool', 'name'],
  parent: (row) => ({ kind: 'tool', address: [row.tool as string] }),
  extra: 'critical',
}

const kinds = [house, tool, lock, sign]
const snapshot = (rows: Readonly<Record<string, readonly Record<string, string>[]>>) =>
  snapshotOf(kinds.map((kind) => ({ kind, rows: rows[kind.name] ?? [] })))

test('a difference is as serious as what follows from it elsewhere, and says so', () => {
  const source = snapshot({ house: [{ name: 'a' }] })
  const locks = ['x', 'y'].map((name) => ({ house: 'a', name, tool: 'key' }))
  const tools = { tool: [{ name: 'key' }], sign: [{ tool: 'key', name: 'red' }] }
  const target = snapshot({ house: [{ name: 'a' }], lock: locks, ...tools })
  expect(compareSnapshots(source, target, kinds).differences).toMatchObject([
    {
      kind: 'tool',
      severity: 'high',
      hazards: ['deletesData', 'opensAccess'],
      meaning: 'From it follows lock a.x.key, and 1 more as serious. It keeps people out.',
    },
  ])
  const [missing] = compareSnapshots(target, source, kinds).differences
  expect(missing).toMatchObject({ severity: 'critical', status: 'sourceOnly' })
})

test('what belongs to an object that knows of its parts is judged with it', () => {
  const target = snapshot({ tool: [{ name: 'key' }], sign: [{ tool: 'key', name: 'red' }] })
  expect(compareSnapshots(snapshot({}), target, kinds).differences).toMatchObject([
    { kind: 'tool', severity: 'medium', hazards: ['deletesData'], meaning: null },
  ])
})
