import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDemo, dropDemo } from '../../demo/build'
import { demoServer } from '../../demo/test-server.fixture'
import { KINDS, KINDS_BY_NAME } from '../../kinds/all'
import type { Kind } from '../../objects/kind'
import { findRows, type Snapshot } from '../../objects/snapshot'
import { readDatabase } from '../../testing/read-database'
import { heldPart } from './held-part'

const prefix = `held_${process.pid}`
let prod: Snapshot

beforeAll(async () => {
  const { urls } = await buildDemo(demoServer(15), { prefix })
  prod = await readDatabase(urls.prod, KINDS)
})
afterAll(() => dropDemo(demoServer(15), prefix))

const names = (snapshot: Snapshot, kind: string) =>
  findRows(snapshot, KINDS_BY_NAME.get(kind) as Kind, []).map((row) => row.name ?? row.publication)

test('of a Supabase database only what is the team’s is held, and nothing of the server', () => {
  const held = heldPart(prod, true)
  expect(names(prod, 'schema')).toEqual(expect.arrayContaining(['auth', 'billing', 'public', 'storage']))
  expect(names(held, 'schema').toSorted()).toEqual(['billing', 'private', 'public'])
  expect(held.kinds.has('role')).toBe(false)
  expect(held.kinds.has('event-trigger')).toBe(false)
  expect(held.leavesOut).toEqual(expect.arrayContaining(['role', 'database-setting', 'event-trigger']))
  expect(names(held, 'publication')).not.toContain('supabase_realtime')
  expect(names(held, 'publication-member')).toContain('supabase_realtime')
  const ofAuth = findRows(held, KINDS_BY_NAME.get('table') as Kind, ['auth'])
  expect(ofAuth).toEqual([])
  const grants = findRows(held, KINDS_BY_NAME.get('grant') as Kind, [])
  expect(grants.filter(({ first }) => first === 'auth' || first === 'storage')).toEqual([])
  expect(grants.length).toBeGreaterThan(100)
})

test('of another database all but what is the server’s is held', () => {
  const held = heldPart(prod, false)
  expect(names(held, 'schema')).toEqual(names(prod, 'schema'))
  expect(held.kinds.get('grant')).toBe(prod.kinds.get('grant'))
  expect(held.kinds.has('tablespace')).toBe(false)
  const of = (kind: string) => ({ code: 'maskedSecret', kind, message: 'Secrets are masked.' }) as const
  const concealed = { ...prod, diagnostics: [of('database-setting'), of('user-mapping')] }
  expect(heldPart(concealed, false).diagnostics).toEqual([of('user-mapping')])
})
