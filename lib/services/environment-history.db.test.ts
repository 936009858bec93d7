import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { writeSettings } from '../store/settings-file'
import { createDatabase, QUIET, type TestDatabase } from '../testing/servers'
import { checkEnvironments } from './check-environments'
import { readChanges } from './read-changes'
import { readGrid } from './read-grid'
import { startSchedule } from './schedule'
import { Workspace } from './workspace'

let prod: TestDatabase
let directory: string

beforeAll(async () => {
  prod = await createDatabase(QUIET, { sql: 'create table invoices (id int primary key, note text)' })
})
afterAll(() => prod.drop())
beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-history-'))
  return () => fs.rmSync(directory, { recursive: true })
})

const run = (keepsHistory = true) =>
  new Workspace({ directory, variables: { PROD_DATABASE_URL: prod.url }, keepsHistory })

const EXTRA = ['column:public.extra.id', 'primary-key:public.extra.extra_pkey', 'table:public.extra']

test('a change between two checks is written down with its objects, also when Lockstep did not run meanwhile', async () => {
  const first = run()
  await checkEnvironments(first)
  expect(await readChanges(first, {})).toMatchObject({ changes: [], isKept: true })
  await prod.query('alter table invoices alter note set not null; create table extra (id int primary key)')
  await checkEnvironments(first)
  await first.close()
  await prod.query('drop table extra; alter table invoices alter note drop not null')
  const second = run()
  await checkEnvironments(second)
  const { changes } = await readChanges(second, {})
  // Roles are the server's, and other tests make some meanwhile.
  const own = changes.map(({ objects }) => objects.filter(({ id }) => id.includes(':public.')))
  expect(own.map((objects) => objects.map(({ id, status }) => `${status} ${id}`).sort())).toEqual([
    ['changed column:public.invoices.note', ...EXTRA.map((id) => `removed ${id}`)],
    [...EXTRA.map((id) => `added ${id}`), 'changed column:public.invoices.note'],
  ])
  expect(changes.map(({ environment }) => environment)).toEqual(['prod', 'prod'])
  for (const { objects, counts } of changes)
    expect(counts.added + counts.removed + counts.changed).toBe(objects.length)
  expect(changes[1]?.objects).toContainEqual(
    expect.objectContaining({
      id: 'column:public.invoices.note',
      status: 'changed',
      fields: [expect.stringMatching(/null/i)],
    }),
  )
  const of = async (id: string) => (await readChanges(second, { object: id })).changes
  expect((await of('table:public.extra')).map(({ objects }) => objects.map(({ status }) => status))).toEqual([
    ['removed'],
    ['added'],
  ])
  expect(await of('table:public.invoices')).toEqual([])
  const since = changes[1]?.seen as string
  expect((await readChanges(second, { since })).changes).toHaveLength(1)
  await second.close()
})

test('what an earlier run saw is shown with its age until the first check has ended', async () => {
  const first = run()
  await checkEnvironments(first)
  await first.close()
  const second = run()
  const monitor = await second.monitor('prod')
  await monitor.recall()
  const { environments } = await readGrid(second, {})
  expect(environments[0]).toMatchObject({ state: 'read', checkedAt: expect.stringMatching(/Z$/) })
  expect(monitor.hasBegun).toBe(false)
  await second.beginFirstChecks()
  expect(monitor.hasBegun).toBe(true)
  await vi.waitFor(() => expect(monitor.reading.isChecking).toBe(false), { timeout: 20_000 })
  await second.close()
})

test('nothing is written by a workspace that keeps no history', async () => {
  const space = run(false)
  await checkEnvironments(space)
  expect(await readChanges(space, {})).toEqual({ formatVersion: 1, changes: [], isKept: false })
  expect(fs.readdirSync(directory)).toEqual([])
  await space.close()
})

test('a folder that cannot be written to costs the history, not the check', async () => {
  fs.writeFileSync(path.join(directory, '.lockstep'), 'in the way')
  const space = run()
  await checkEnvironments(space)
  expect((await readGrid(space, {})).environments[0]).toMatchObject({
    state: 'read',
    error: null,
    historyError: { code: 'E-FILE-WRITE' },
  })
  await space.close()
})

test('environments are checked at the interval that was set, and only then', async () => {
  const space = run()
  const monitor = await space.monitor('prod')
  const check = vi.spyOn(monitor, 'check')
  const end = startSchedule(space, 10, 30)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(check).not.toHaveBeenCalled()
  writeSettings(directory, { checkEveryMinutes: 1 })
  await vi.waitFor(() => expect(check.mock.calls.length).toBeGreaterThanOrEqual(2), { timeout: 20_000 })
  expect(check).toHaveBeenCalledWith({ isUrgent: false })
  end()
  await vi.waitFor(() => expect(monitor.reading.isChecking).toBe(false), { timeout: 20_000 })
  await space.close()
})
