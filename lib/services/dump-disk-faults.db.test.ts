import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { cannotBreak, type FailingDisk, makeFailingDisk } from '../testing/small-disk'
import { startTcpProxy } from '../testing/tcp-proxy'
import { deleteDump } from './change-dump'
import { dumped, dumpProject, filesOf, projectIn } from './dump.fixture'
import type { DumpAsk } from './dump-ask'
import { dumpWork } from './dump-work'
import { listDumps } from './list-dumps'
import { recoverDumps } from './recover-dumps'
import { waitForDump } from './running-dumps'
import { startDump } from './start-dump'
import { verifyDump } from './verify-dump'
import { Workspace } from './workspace'

/** 12 MB of rows, so that the disk can fail among them. */
const SCHEMA = `create table notes (id int primary key, note text);
  insert into notes select i, repeat(md5(i::text), 20) from generate_series(1, 18000) i;`
const AMONG_ROWS = 6_000_000

const [major] = majors().slice(-1) as [ReturnType<typeof majors>[number]]
let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase(major, { sql: SCHEMA })
})
afterAll(() => database.drop())

const sessions = async () =>
  (
    await database.query(
      `select from pg_stat_activity where datname = current_database() and application_name like 'lockstep%'`,
    )
  ).length

/** Rows come slowly from the middle on, so that the disk fails while they are written. */
async function dumpedOnto(disk: FailingDisk, projectAt: (url: string) => Workspace, ask: Partial<DumpAsk>) {
  const proxy = await startTcpProxy(database.url, {
    kind: 'drip',
    afterBytes: AMONG_ROWS,
    bytes: 65_536,
    everyMs: 50,
  })
  try {
    const project = projectAt(proxy.url(database.url))
    const { id } = await startDump(project, {
      environment: 'prod',
      what: 'data',
      askedBy: 'commandLine',
      ...ask,
    })
    const hasRows = async () =>
      expect(
        (await listDumps(project)).dumps.find((dump) => dump.id === id)?.progress?.bytes,
      ).toBeGreaterThan(500_000)
    await vi.waitFor(hasRows, { timeout: 20_000, interval: 10 })
    disk.breakDown()
    const record = await waitForDump(project, id)
    await vi.waitFor(async () => expect(await sessions()).toBe(0), 20_000)
    const { directory } = project.place
    return { project: new Workspace({ directory, variables: { PROD_URL: database.url } }), record }
  } finally {
    await proxy.close()
  }
}

const FORMATS: readonly DumpAsk['options'][] = [
  { format: 'sql' },
  {
    format: 'sql',
    selection: { schemas: null, tables: ['public.notes'], excludeSchemas: [], excludeTables: [] },
  },
  { format: 'csv' },
  { format: 'jsonl' },
]

describe.skipIf(cannotBreak() !== null)('a disk that becomes read-only among rows', () => {
  test.each(FORMATS)(
    'fails a dump of %j that goes there; what could not be removed is, once it can',
    async (options) => {
      const disk = makeFailingDisk(32)
      try {
        const output = path.join(disk.folder, 'out')
        fs.mkdirSync(output)
        fs.writeFileSync(path.join(output, 'kept'), 'what was there')
        const { project, record } = await dumpedOnto(disk, dumpProject, { output, options })
        expect(record).toMatchObject({
          state: 'failed',
          files: [],
          tables: [],
          error: { code: 'E-FILE-WRITE', hint: expect.stringMatching(/could not be removed/) },
        })
        expect((await listDumps(project)).dumps.map(({ state }) => state)).toEqual(['failed'])
        expect(fs.readFileSync(path.join(output, 'kept'), 'utf8')).toBe('what was there')
        expect(await dumped(project, { what: 'types' })).toMatchObject({ state: 'verified' })
        disk.repair()
        await recoverDumps(project)
        expect(fs.readdirSync(output)).toEqual(['kept'])
        expect((await listDumps(project)).dumps.map(({ state }) => state)).toEqual(['verified', 'failed'])
      } finally {
        disk.remove()
      }
    },
  )

  test('with the project on it fails the dump; what was made before stays, and the rest is put right later', async () => {
    const disk = makeFailingDisk(48)
    try {
      const projectAt = (url: string) => projectIn(disk.folder, url)
      const before = await dumped(projectAt(database.url), { what: 'all', options: { format: 'csv' } })
      expect(before.state).toBe('verified')
      const files = filesOf(projectAt(database.url))
      const { project, record } = await dumpedOnto(disk, projectAt, {})
      expect(record).toMatchObject({ state: 'failed', files: [], error: { code: 'E-FILE-WRITE' } })
      const { dumps, problems } = await listDumps(project)
      expect([dumps.map(({ state }) => state), problems]).toEqual([['failed', 'verified'], []])
      await expect(
        startDump(project, { environment: 'prod', what: 'types', askedBy: 'commandLine' }),
      ).rejects.toMatchObject({
        code: 'E-FILE-WRITE',
      })
      disk.repair()
      await recoverDumps(project)
      // What another process finds.
      dumpWork.ended.delete(record.id)
      expect((await listDumps(project)).dumps.map(({ state }) => state)).toEqual(['failed', 'verified'])
      expect(filesOf(project)).toEqual(files)
      expect(await verifyDump(project, before.id)).toMatchObject({ state: 'verified' })
      expect(await dumped(project, { what: 'data' })).toMatchObject({ state: 'verified' })
    } finally {
      disk.remove()
    }
  })

  test('keeps a dump that failed in the list until what it left is removed', async () => {
    const disk = makeFailingDisk(32)
    try {
      const output = path.join(disk.folder, 'out')
      fs.mkdirSync(output)
      const { project, record } = await dumpedOnto(disk, dumpProject, { output })
      expect(() => deleteDump(project, record.id)).toThrow(expect.objectContaining({ code: 'E-FILE-WRITE' }))
      expect((await listDumps(project)).dumps.map(({ id }) => id)).toEqual([record.id])
      disk.repair()
      deleteDump(project, record.id)
      expect(fs.readdirSync(output)).toEqual([])
      expect((await listDumps(project)).dumps).toEqual([])
    } finally {
      disk.remove()
    }
  })
})
