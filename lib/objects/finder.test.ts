import { expect, test } from 'vitest'
import { KINDS_BY_NAME } from '../kinds/all'
import { finder } from './finder'
import type { Kind } from './kind'
import { snapshotOf } from './snapshot.fixture'

const schema = KINDS_BY_NAME.get('schema') as Kind
const policy = KINDS_BY_NAME.get('policy') as Kind
/** With letters of two, three and four bytes, some of which are control characters in latin1. */
const TABLES = ['plain', 'À la carte', '名前', 'elephant 🐘', 'tab\tand\\slash']
const POLICIES = TABLES.flatMap((table) => ['read', 'write'].map((name) => ({ schema: 'app', table, name })))
const snapshot = snapshotOf([
  { kind: policy, rows: POLICIES },
  { kind: schema, rows: [{ name: 'app' }] },
])

test('many questions are answered as the first was', () => {
  const find = finder(snapshot, KINDS_BY_NAME)
  const ask = () => [
    ...TABLES.map((table) => find('policy', 'app', table).map(({ name }) => name)),
    ...TABLES.map((table) => find('policy', 'app', table, 'write').length),
    find('policy', 'app').length,
    find('policy').length,
    find('policy', 'ap').length,
    find('policy', 'app', 'plain', 'rea').length,
    find('schema', 'app').length,
    find('nothing of the sort', 'app').length,
  ]
  const first = ask()
  expect(first).toEqual([
    ...TABLES.map(() => ['read', 'write']),
    ...TABLES.map(() => 1),
    ...[10, 10, 0, 0, 1, 0],
  ])
  for (let times = 0; times < 100; times++) expect(ask()).toEqual(first)
})
