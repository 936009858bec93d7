import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDatabase, QUIET, type TestDatabase } from '../testing/servers'
import { cannotMount, makeSmallDisk } from '../testing/small-disk'
import { checkEnvironments } from './check-environments'
import { readChanges } from './read-changes'
import { readGrid } from './read-grid'
import { Workspace } from './workspace'

const HOUR_MS = 60 * 60_000

let prod: TestDatabase

beforeAll(async () => {
  prod = await createDatabase(QUIET, { sql: 'create table invoices (id int primary key)' })
})
afterAll(() => prod.drop())

const run = (directory: string) =>
  new Workspace({ directory, variables: { PROD_DATABASE_URL: prod.url }, keepsHistory: true })

async function stateOf(space: Workspace) {
  const [environment] = (await readGrid(space, {})).environments
  if (!environment) throw new Error('There is no environment.')
  return environment
}

describe.skipIf(cannotMount() !== null)('on a disk', () => {
  test.each(['full', 'read-only'] as const)(
    'that is %s a change is told as not written down, and is written down once it can be, once',
    async (how) => {
      const disk = makeSmallDisk(1024)
      const table = `while_${how.replace('-', '_')}`
      const space = run(disk.folder)
      try {
        await checkEnvironments(space)
        await prod.query(`create table ${table} (id int)`)
        if (how === 'full') disk.fill(0)
        else disk.setReadOnly(true)
        for (let i = 0; i < 2; i++) {
          await checkEnvironments(space)
          expect(await stateOf(space)).toMatchObject({
            state: 'read',
            error: null,
            historyError: { code: 'E-FILE-WRITE', detail: expect.stringMatching(/ENOSPC|EROFS/) },
          })
        }
        expect((await readChanges(space, {})).changes).toEqual([])
        if (how === 'full') disk.clear()
        else disk.setReadOnly(false)
        await checkEnvironments(space)
        expect((await stateOf(space)).historyError).toBeNull()
        // Other tests on the server make roles meanwhile, which are changes too.
        const tellingOf = async (object: string) => (await readChanges(space, { object })).changes
        const ids = [`table:public.${table}`, `column:public.${table}.id`]
        const told = await Promise.all(ids.map(tellingOf))
        expect(told.map((changes) => changes.length)).toEqual([1, 1])
        await checkEnvironments(space)
        expect(await Promise.all(ids.map(tellingOf))).toEqual(told)
      } finally {
        await space.close()
        disk.remove()
      }
    },
  )
})

describe('a server whose clock is not ours', () => {
  afterEach(() => vi.useRealTimers())

  test.each([
    ['two days ahead', -48],
    ['a day behind', 24],
  ])(
    'being %s changes no age: what was proven is dated by this machine, in later runs too',
    async (_, hours) => {
      const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-clock-'))
      const began = Date.now() + hours * HOUR_MS
      vi.useFakeTimers({ toFake: ['Date'], now: began })
      const first = run(directory)
      await checkEnvironments(first)
      expect(Date.parse((await stateOf(first)).checkedAt as string)).toBe(began)
      vi.setSystemTime(began + HOUR_MS)
      await checkEnvironments(first)
      await first.close()
      vi.setSystemTime(began + 2 * HOUR_MS)
      const second = run(directory)
      await (await second.monitor('prod')).recall()
      expect(Date.parse((await stateOf(second)).checkedAt as string)).toBe(began + HOUR_MS)
      await prod.query(`comment on table invoices is 'seen ${hours}'`)
      await checkEnvironments(second)
      const [change] = (await readChanges(second, {})).changes
      expect(change).toMatchObject({
        after: new Date(began + HOUR_MS).toISOString(),
        seen: new Date(began + 2 * HOUR_MS).toISOString(),
      })
      await second.close()
      fs.rmSync(directory, { recursive: true })
    },
  )
})
