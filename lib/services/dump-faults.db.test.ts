import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { CANCELLED_WITHIN_MS } from '../postgres/connect.fixture'
import { dumpFolder, readRecord, saveRecord } from '../store/dump-library'
import { readLog } from '../store/dump-log'
import { ownDump } from '../store/running-dump'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { cannotMount, makeSmallDisk } from '../testing/small-disk'
import { type Fault, startTcpProxy } from '../testing/tcp-proxy'
import { dumped, dumpProject, filesOf, projectIn } from './dump.fixture'
import { dumpWork } from './dump-work'
import { listDumps } from './list-dumps'
import { recoverDumps } from './recover-dumps'
import { cancelDump, endDumps, waitForDump } from './running-dumps'
import { startDump } from './start-dump'
import { verifyDump } from './verify-dump'
import type { Workspace } from './workspace'

/** 12 MB of rows: more than all that is read of the catalogs, so that a fault can be put among the rows. */
const SCHEMA = `create table notes (id int primary key, note text);
  insert into notes select i, repeat(md5(i::text), 20) from generate_series(1, 18000) i;`
const AMONG_ROWS = 6_000_000

const [major] = majors().slice(-1) as [ReturnType<typeof majors>[number]]
let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase(major, { sql: SCHEMA })
})
afterAll(() => database.drop())

const DATA = { environment: 'prod', what: 'data', askedBy: 'commandLine' } as const
const logOf = (project: Workspace, id: string) => readLog(project.place.directory, id, 0).lines.join('\n')
const sessions = async () =>
  (
    await database.query(
      `select from pg_stat_activity where datname = current_database() and application_name like 'lockstep%'`,
    )
  ).length

/** A project whose environment is reached through a proxy that has a fault. */
async function overFault(
  fault: Fault,
  work: (project: Workspace, set: (fault: Fault) => void) => Promise<void>,
) {
  const proxy = await startTcpProxy(database.url, fault)
  try {
    await work(dumpProject(proxy.url(database.url)), proxy.setFault)
  } finally {
    await proxy.close()
  }
}

describe('a connection that is cut', () => {
  test.each(['rst', 'fin'] as const)(
    'by %s among rows fails the dump, is not tried again, and leaves nothing',
    (kind) =>
      overFault({ kind, afterBytes: AMONG_ROWS }, async (project) => {
        for (const format of ['sql', 'csv'] as const) {
          const record = await dumped(project, { what: 'data', options: { format } })
          expect(record).toMatchObject({
            state: 'failed',
            files: [],
            error: { code: expect.stringMatching(/^E-(NET|POOL)-/) },
          })
          expect(filesOf(project)).toEqual([])
          expect(fs.existsSync(path.join(project.place.directory, 'data'))).toBe(false)
          expect(logOf(project, record.id)).not.toMatch(/begun once more/)
        }
      }),
  )

  test('before any row is there, the dump is begun once more, and the log says why', () =>
    overFault({ kind: 'rst', afterBytes: 40_000 }, async (project, set) => {
      const { id } = await startDump(project, DATA)
      await vi.waitFor(
        () => expect(logOf(project, id)).toMatch(/E-NET-\w+: .*begun once more from the start/),
        20_000,
      )
      set({ kind: 'pass' })
      expect(await waitForDump(project, id)).toMatchObject({ state: 'verified', error: null })
    }))

  test('again, it fails', () =>
    overFault({ kind: 'rst', afterBytes: 40_000 }, async (project) => {
      const record = await dumped(project, { what: 'data' })
      expect(record).toMatchObject({ state: 'failed', error: { code: expect.stringMatching(/^E-NET-/) } })
      expect(logOf(project, record.id).match(/begun once more/g)).toHaveLength(1)
    }))

  test('by an administrator who ends pg_dump fails the dump in words', async () => {
    const project = dumpProject(database.url)
    const { id } = await startDump(project, DATA)
    const killed = vi.waitFor(
      async () => {
        const rows = await database.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'lockstep pg_dump' and query like 'COPY%'`)
        expect(rows.length).toBeGreaterThan(0)
      },
      { timeout: 20_000, interval: 2 },
    )
    const record = await waitForDump(project, id)
    await killed
    expect(record).toMatchObject({ state: 'failed', files: [], error: { code: 'E-PG-SHUTDOWN' } })
    expect(filesOf(project)).toEqual([])
  })
})

describe('cancelling', () => {
  test.each(['halfopen', 'drip'] as const)(
    'ends a dump over a network that is %s, not when that has brought the rest',
    (kind) => {
      const fault: Fault =
        kind === 'drip'
          ? { kind, afterBytes: AMONG_ROWS, bytes: 100, everyMs: 50 }
          : { kind, afterBytes: AMONG_ROWS }
      return overFault(fault, async (project) => {
        const { id } = await startDump(project, DATA)
        await vi.waitFor(
          async () => expect((await listDumps(project)).dumps[0]?.progress?.bytes).toBeGreaterThan(1_000_000),
          20_000,
        )
        const asked = performance.now()
        cancelDump(project, id)
        expect(await waitForDump(project, id)).toMatchObject({
          state: 'cancelled',
          files: [],
          error: { code: 'E-CANCELLED' },
        })
        expect(performance.now() - asked).toBeLessThan(CANCELLED_WITHIN_MS)
        expect(filesOf(project)).toEqual([])
      })
    },
  )

  test('one that waits lets the others run, and both are told apart', async () => {
    const project = dumpProject(database.url)
    const first = await startDump(project, DATA)
    const second = await startDump(project, { ...DATA, what: 'roles' })
    const third = await startDump(project, { ...DATA, what: 'schema' })
    const { dumps } = await listDumps(project)
    expect(dumps.map(({ id, queuedBehind }) => [id, queuedBehind])).toEqual([
      [third.id, second.id],
      [second.id, first.id],
      [first.id, null],
    ])
    cancelDump(project, second.id)
    const ended = await Promise.all([first, second, third].map(({ id }) => waitForDump(project, id)))
    expect(ended.map(({ state }) => state)).toEqual(['verified', 'cancelled', 'verified'])
    const [before, , after] = ended
    expect(Date.parse(after?.startedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(before?.endedAt ?? ''))
    expect(() => cancelDump(project, first.id)).toThrow(expect.objectContaining({ code: 'E-DUMP' }))
  })

  test('all of them, when the process ends, leaves no session behind', async () => {
    const project = dumpProject(database.url)
    const { id } = await startDump(project, DATA)
    await vi.waitFor(async () => expect(await sessions()).toBeGreaterThan(1), 20_000)
    await endDumps()
    expect(await waitForDump(project, id)).toMatchObject({ state: 'cancelled' })
    await vi.waitFor(async () => expect(await sessions()).toBe(0), 20_000)
    expect(filesOf(project)).toEqual([])
  })
})

describe('a clock that is wrong', () => {
  test.each([-1, 2])(
    'and jumps by %i days in the middle makes no time negative, and deletes nothing',
    async (days) => {
      const project = dumpProject(database.url, { retention: { days: 1 } })
      const older = await dumped(project, { what: 'data' })
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
      try {
        const { id } = await startDump(project, DATA)
        await vi.waitFor(() => expect(logOf(project, id)).toMatch(/Making data/), 20_000)
        vi.setSystemTime(Date.now() + days * 86_400_000)
        const record = await waitForDump(project, id)
        expect(record).toMatchObject({ state: 'verified', error: null })
        const took = Date.parse(record.endedAt ?? '') - Date.parse(record.startedAt ?? '')
        expect(took).toBeGreaterThan(0)
        expect(took).toBeLessThan(60_000)
        // The server's clock was right all the time.
        expect(Math.abs(Date.parse(record.takenAt ?? '') - Date.parse(older.takenAt ?? ''))).toBeLessThan(
          60_000,
        )
        expect((await listDumps(project)).dumps.map((dump) => dump.id).toSorted()).toEqual(
          [older.id, id].toSorted(),
        )
      } finally {
        vi.useRealTimers()
      }
    },
  )
})

describe('what is in the way', () => {
  test('a table that somebody locks is named after a bounded wait', async () => {
    const locker = await createLock()
    try {
      const record = await dumped(dumpProject(database.url), { what: 'data' })
      expect(record).toMatchObject({ state: 'failed', error: { code: 'E-PG-BUSY' } })
      expect(record.error?.message).toMatch(/public\.notes/)
    } finally {
      await locker()
    }
  })

  test('a schema that never stands still', async () => {
    let isDone = false
    const change = async () => {
      while (!isDone) await database.query('create table churn (id int); drop table churn')
    }
    const changing = change()
    try {
      const record = await dumped(dumpProject(database.url), { what: 'schema' })
      // Fast enough, it finds a moment between two changes.
      if (record.state !== 'verified') expect(record.error?.code).toMatch(/E-DUMP-MOMENT|E-PG-CHANG/)
    } finally {
      isDone = true
      await changing
    }
  })

  test('a link at the place, which stays as it is', async () => {
    const project = dumpProject(database.url)
    const { directory } = project.place
    const outside = dumpProject(database.url).place.directory
    fs.symlinkSync(outside, path.join(directory, 'data'))
    const before = fs.readdirSync(outside)
    for (const what of ['data', 'schema', 'all'] as const) {
      const record = await dumped(project, { what })
      expect(record).toMatchObject({ state: 'failed', error: { code: 'E-DUMP-PLACE' } })
    }
    expect(fs.readdirSync(outside)).toEqual(before)
    expect(fs.lstatSync(path.join(directory, 'data')).isSymbolicLink()).toBe(true)
  })

  async function createLock(): Promise<() => Promise<void>> {
    const other = await createDatabase(major, { name: `locker_${database.name}` })
    await database.query('begin; lock table notes in access exclusive mode')
    return async () => {
      await database.query('rollback')
      await other.drop()
    }
  }
})

describe.skipIf(cannotMount() !== null)('a disk', () => {
  test('that becomes full fails the dump, and loses nothing that was there', async () => {
    const disk = makeSmallDisk(8_192)
    try {
      const project = projectIn(disk.folder, database.url)
      const kept = await dumped(project, { what: 'schema' })
      const before = fs.readFileSync(path.join(disk.folder, 'data/schema/current-schema.sql'))
      const record = await dumped(project, { what: 'data' })
      expect(record).toMatchObject({ state: 'failed', files: [], error: { code: 'E-DISK' } })
      expect(filesOf(project)).toEqual(['data/schema/current-schema.sql'])
      expect(fs.readFileSync(path.join(disk.folder, 'data/schema/current-schema.sql'))).toEqual(before)
      const { dumps, problems } = await listDumps(project)
      expect([dumps.map(({ state }) => state), problems]).toEqual([['failed', 'verified'], []])
      expect(dumps.at(-1)).toMatchObject({ id: kept.id, files: [{ state: 'there' }] })
      expect(
        await dumped(project, { what: 'data', options: { format: 'csv', isCompressed: true } }),
      ).toMatchObject({
        state: 'verified',
      })
    } finally {
      disk.remove()
    }
  })

  test('that is full from the start tells so, also where not even a record fits', async () => {
    const disk = makeSmallDisk(512)
    try {
      const project = projectIn(disk.folder, database.url)
      disk.fill(0)
      await expect(startDump(project, DATA)).rejects.toMatchObject({
        code: 'E-FILE-WRITE',
        detail: expect.stringMatching(/ENOSPC/),
      })
      disk.clear()
      expect((await listDumps(project)).dumps).toEqual([])
    } finally {
      disk.remove()
    }
  })

  test('that is read-only takes no dump, and the rest goes on', async () => {
    const disk = makeSmallDisk(8_192)
    try {
      const project = dumpProject(database.url)
      fs.mkdirSync(path.join(disk.folder, 'out'))
      disk.setReadOnly(true)
      const output = path.join(disk.folder, 'out')
      const record = await dumped(project, { what: 'data', output })
      expect(record).toMatchObject({ state: 'failed', error: { code: 'E-FILE-WRITE' } })
      expect(fs.readdirSync(output)).toEqual([])
      expect(await dumped(project, { what: 'types' })).toMatchObject({ state: 'verified' })
    } finally {
      disk.remove()
    }
  })
})

describe('what a killed process left', () => {
  test('is removed by its name, also where the note of its owner is lost, and nothing else is', async () => {
    const project = dumpProject(database.url)
    const { directory } = project.place
    const done = await dumped(project, { what: 'data' })
    const left = { ...done, id: 'left-behind', state: 'running', files: [], endedAt: null } as const
    saveRecord(directory, left)
    const partial = path.join(directory, 'data', '.supabase-dump-2026-11-21T00-00-00.left-behind.partial')
    fs.mkdirSync(partial)
    fs.writeFileSync(path.join(partial, 'data.sql'), 'half')
    const others = path.join(directory, 'data', '.supabase-dump-2026-11-21T00-00-00.another.partial')
    fs.mkdirSync(others)
    fs.writeFileSync(path.join(dumpFolder(directory, left.id), 'owner.json'), '{ "pid": 1')
    const before = filesOf(project)
    expect((await recoverDumps(project)).map(({ id, state }) => [id, state])).toEqual([
      ['left-behind', 'interrupted'],
    ])
    expect(filesOf(project)).toEqual(before.filter((name) => !name.includes('left-behind')))
    expect(fs.existsSync(others)).toBe(true)
    expect((await listDumps(project)).dumps.map(({ state }) => state)).toEqual(['interrupted', 'verified'])
    expect(await recoverDumps(project)).toEqual([])
  })

  test('of a dump that was in its place already is only its record', async () => {
    const project = dumpProject(database.url)
    const { directory } = project.place
    const done = await dumped(project, { what: 'data' })
    const before = filesOf(project)
    const folder = path.dirname(done.files[0]?.path ?? '')
    const partial = path.join(directory, 'data', `.${path.basename(folder)}.${done.id}.partial`)
    saveRecord(directory, { ...done, state: 'running', files: [], tables: [], checks: [], endedAt: null })
    ownDump(directory, done.id, [partial])
    const owner = path.join(dumpFolder(directory, done.id), 'owner.json')
    fs.writeFileSync(
      owner,
      fs.readFileSync(owner, 'utf8').replace(/"start":"[^"]*"/, '"start":"another boot"'),
    )
    dumpWork.ended.delete(done.id)
    expect(await recoverDumps(project)).toEqual([{ ...done, endedAt: expect.any(String) }])
    expect(filesOf(project)).toEqual(before)
    expect(await verifyDump(project, done.id)).toMatchObject({ state: 'verified' })
  })

  test('is nothing where its process ends it at that very moment', async () => {
    const project = dumpProject(database.url)
    const { directory } = project.place
    const done = await dumped(project, { what: 'data' })
    dumpWork.ended.delete(done.id)
    saveRecord(directory, { ...done, state: 'running', files: [], tables: [], checks: [], endedAt: null })
    const ending = {
      place: project.place,
      config: () => {
        saveRecord(directory, done)
        return project.config()
      },
    }
    expect(await recoverDumps(Object.assign(Object.create(project), ending))).toEqual([])
    expect(readRecord(directory, done.id)).toEqual(done)
  })

  test('of one that another process makes stays', async () => {
    const project = dumpProject(database.url)
    const { id } = await startDump(project, DATA)
    await sleep(20)
    expect(await recoverDumps(project)).toEqual([])
    expect(await waitForDump(project, id)).toMatchObject({ state: 'verified' })
  })
})
