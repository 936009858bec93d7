import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { DumpRecord } from '../dumps/dump-record'
import { readRecord } from '../store/dump-library'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy'
import { applyRetention } from './apply-retention'
import { compareOrigins } from './compare-origins'
import { dumped } from './dump.fixture'
import { readOrigin } from './read-origin'
import { restoreInto } from './restore-into'
import { planRestore } from './restore-plan'
import { endRestores, restoreRun, startRestore } from './restore-runs'
import {
  auditOf,
  bytesOf,
  cutRestore,
  EVERY_KIND,
  OLD,
  ORDERS,
  reopened,
  restoringProject,
} from './restoring.fixture'
import type { Workspace } from './workspace'

describe.each(majors())('make my local like staging, on Postgres %i', (major) => {
  let staging: TestDatabase
  let prod: TestDatabase
  let local: TestDatabase
  let proxy: TcpProxy
  let project: Workspace
  let dump: DumpRecord

  beforeAll(async () => {
    staging = await createDatabase(major, { sql: EVERY_KIND })
    await staging.query(ORDERS)
    prod = await createDatabase(major)
    project = restoringProject({ local: prod.url, staging: staging.url, prod: prod.url })
    dump = await dumped(project, { environment: 'staging' })
    expect(dump).toMatchObject({ state: 'verified', error: null })
    await project.close()
  })
  afterAll(async () => {
    for (const database of [staging, prod]) await database.drop()
    fs.rmSync(project.place.directory, { recursive: true, force: true })
  })
  beforeEach(async () => {
    local = await createDatabase(major, { sql: OLD })
    proxy = await startTcpProxy(local.url)
    const urls = { local: proxy.url(local.url), staging: staging.url, prod: prod.url }
    project = reopened(project.place.directory, urls)
    return async () => {
      await project.close()
      await proxy.close()
      await local.drop()
    }
  })

  const plan = () => planRestore(project, { id: dump.id, into: 'local' })
  /** The objects that differ between staging and local, but for those of the schema that stays. */
  const differing = async () => {
    const [there, here] = await Promise.all([readOrigin(project, 'staging'), readOrigin(project, 'local')])
    const { differences } = await compareOrigins(there, here)
    return differences
      .map(({ id }) => id)
      .filter((id) => !/^schema:keep$|^(comment:)?(database|role)/.test(id))
  }

  test('replaces all that the dump holds, after a verified dump of what was there', async () => {
    const { key, ...seen } = await plan()
    expect(seen).toMatchObject({
      isEmpty: false,
      replaced: [
        { name: 'app', tables: 1 },
        { name: 'public', tables: 1 },
      ],
      stays: ['keep'],
      goesAlong: [],
      dump: { rows: 2000 },
    })
    const outcome = await restoreInto(project, { key, name: 'local' })
    expect(outcome).toMatchObject({ state: 'restored', error: null, differences: [], notes: [], rows: 2000 })
    expect(await differing()).toEqual([])
    expect(await local.query('select * from keep.safe')).toEqual([{ a: 7 }])
    expect(await local.query('select count(*)::int as n, max(id) as last from orders')).toEqual([
      { n: 2000, last: 2000 },
    ])
    expect(auditOf(project).slice(-2)).toMatchObject([
      { action: 'restore', state: 'begun', environment: 'local', dump: dump.id, before: outcome.before },
      { action: 'restore', state: 'done', environment: 'local', dump: dump.id },
    ])
    const before = readRecord(project.place.directory, outcome.before ?? '')
    expect(before).toMatchObject({ state: 'verified', environment: 'local', what: 'all', askedBy: 'restore' })
    expect(before.tables.map(({ name, rows }) => [name, rows])).toContainEqual(['old', 2])
    expect(before.files.filter(({ path: file }) => !file.startsWith('.lockstep/'))).toEqual([])
    const again = await restoreInto(project, { key: (await plan()).key, name: 'local' })
    expect(again).toMatchObject({ state: 'restored', differences: [] })
  })

  test('what was there before is put back from the dump that was made of it', async () => {
    const held = await local.query('select * from old order by id')
    const { before } = await restoreInto(project, { key: (await plan()).key, name: 'local' })
    expect(await local.query("select to_regclass('old') as old")).toEqual([{ old: null }])
    const back = await planRestore(project, { id: before ?? '', into: 'local' })
    const outcome = await restoreInto(project, { key: back.key, name: 'local' })
    // The first restore brought a right on a function of the server's own, in a schema that no restore replaces.
    const differences = [
      'grant kinds_reader on function pg_catalog.pg_read_file(text) is only there after the restore',
    ]
    expect(outcome).toMatchObject({ state: 'differs', error: null, differences })
    expect(await local.query('select * from old order by id')).toEqual(held)
  })

  test('what was there is kept whole and put back, whatever dumps mask, leave out or let go', async () => {
    const file = path.join(project.place.directory, 'lockstep.config.json')
    const plain = fs.readFileSync(file, 'utf8')
    onTestFinished(() => fs.writeFileSync(file, plain))
    const dumps = {
      masks: [{ table: 'public.old', column: 'note', mask: 'null' }],
      excludeTables: ['keep.*', 'app.*'],
      retention: { keep: 1 },
    }
    fs.writeFileSync(file, JSON.stringify({ ...JSON.parse(plain), dumps }))
    const held = await local.query('select * from old order by id')
    const { before } = await restoreInto(project, { key: (await plan()).key, name: 'local' })
    const back = await planRestore(project, { id: before ?? '', into: 'local' })
    const outcome = await restoreInto(project, { key: back.key, name: 'local' })
    expect(outcome.error).toBeNull()
    expect(await local.query('select * from old order by id')).toEqual(held)
    expect(await local.query('select count(*)::int as n from pg_largeobject_metadata')).toEqual([{ n: 1 }])
    // Retention waited for the end of the restore.
    expect((await applyRetention(project)).map(({ id }) => id)).toContain(before)
  })

  test('a database without anything is filled without a dump of it', async () => {
    await local.query(`drop schema app, keep cascade; drop publication changes; drop table old; drop type pair;
      drop function old_one; drop type mood; select lo_unlink(4711)`)
    const { key, isEmpty } = await plan()
    expect(isEmpty).toBe(true)
    const outcome = await restoreInto(project, { key, name: 'local' })
    expect(outcome).toMatchObject({ state: 'restored', before: null, differences: [] })
    expect(await differing()).toEqual([])
  })

  test('a session that is ended in the middle leaves all of it as it was', async () => {
    await local.query('create view keep.uses as select * from public.old')
    const before = await bytesOf(local)
    const { key, goesAlong } = await plan()
    expect(goesAlong).toEqual(['view keep.uses'])
    // While somebody reads the table it cannot be dropped, so that the restore is surely in the middle.
    const reader = new pg.Client({ connectionString: local.url })
    await reader.connect()
    await reader.query('begin; select from public.old')
    const outcome = await restoreInto(
      project,
      { key, name: 'local' },
      { onStep: ({ name }) => name === 'clear' && void cutRestore(local) },
    )
    await reader.end()
    expect(outcome).toMatchObject({ state: 'failed', error: { code: expect.stringMatching(/^E-/) } })
    expect(await bytesOf(local)).toBe(before)
    expect(auditOf(project).at(-1)).toMatchObject({ state: 'failed', environment: 'local' })
  })

  test('a statement that fails leaves all of it as it was, and is told', async () => {
    const other = new pg.Client({ connectionString: local.url })
    await other.connect()
    const before = await bytesOf(local)
    const { key } = await plan()
    const outcome = await restoreInto(
      project,
      { key, name: 'local' },
      {
        // Somebody takes a name meanwhile, in a schema that only the dump brings.
        onStep: ({ name }) =>
          name === 'dump' && void other.query(`create schema hidden; create table hidden.mine (a int)`),
      },
    )
    expect(outcome).toMatchObject({
      state: 'failed',
      error: {
        code: 'E-RESTORE-FAILED',
        message: expect.stringMatching(/schema\.sql:\d+: schema "hidden" already exists$/),
        detail: expect.stringContaining('SQLSTATE 42P06'),
      },
    })
    await other.query('drop schema hidden cascade')
    await other.end()
    expect(await bytesOf(local)).toBe(before)
  })

  test('cancelled, it leaves all of it as it was', async () => {
    const before = await bytesOf(local)
    const controller = new AbortController()
    const outcome = await restoreInto(
      project,
      { key: (await plan()).key, name: 'local' },
      { signal: controller.signal, onStep: ({ name }) => name === 'rows' && controller.abort() },
    )
    expect(outcome).toMatchObject({ state: 'failed', error: { code: 'E-CANCELLED' } })
    expect(await bytesOf(local)).toBe(before)
  })

  test('cancelled while it reads the dump, it says so', async () => {
    const controller = new AbortController()
    const restored = restoreInto(
      project,
      { key: (await plan()).key, name: 'local' },
      { signal: controller.signal, onStep: ({ name }) => name === 'check' && controller.abort() },
    )
    await expect(restored).rejects.toMatchObject({ code: 'E-CANCELLED' })
  })

  test('cancelled while it dumps what is there, it ends the dump too', async () => {
    const before = await bytesOf(local)
    const controller = new AbortController()
    let made = ''
    const restored = restoreInto(
      project,
      { key: (await plan()).key, name: 'local' },
      {
        signal: controller.signal,
        onStep: ({ name, at }) => {
          if (name !== 'dump') return
          made = at ?? ''
          controller.abort()
        },
      },
    )
    await expect(restored).rejects.toMatchObject({ code: 'E-CANCELLED' })
    expect(readRecord(project.place.directory, made).state).toBe('cancelled')
    expect(await bytesOf(local)).toBe(before)
  })

  test('the end of the process ends it, and waits for that', async () => {
    const before = await bytesOf(local)
    const { key } = await startRestore(project, { key: (await plan()).key, name: 'local' })
    await endRestores()
    expect(restoreRun(key)).toMatchObject({ state: 'refused', error: { code: 'E-CANCELLED' } })
    expect(await bytesOf(local)).toBe(before)
  })

  test('a connection that is lost after the commit is told as unknown, and nothing is done twice', async () => {
    const outcome = await restoreInto(
      project,
      { key: (await plan()).key, name: 'local' },
      {
        onStep: ({ name }) => name === 'commit' && proxy.setFault({ kind: 'rst', afterBytes: 0 }),
      },
    )
    expect(outcome).toMatchObject({ state: 'unknown', error: { code: 'E-PG-OUTCOME' } })
    proxy.setFault({ kind: 'pass' })
    expect(await local.query('select count(*)::int as n from orders')).toEqual([{ n: 2000 }])
    expect(auditOf(project).at(-1)).toMatchObject({ state: 'unknown' })
  })

  test('rows that were changed in the file replace nothing', async () => {
    const before = await bytesOf(local)
    const { key } = await plan()
    const name = dump.files.find(({ part }) => part === 'data')?.path ?? ''
    const file = path.join(project.place.directory, name)
    const text = fs.readFileSync(file, 'utf8')
    fs.writeFileSync(file, text.replace('\txxx\n', '\txxy\n'))
    await expect(restoreInto(project, { key, name: 'local' })).rejects.toMatchObject({
      code: 'E-RESTORE-INTO',
    })
    await expect(plan()).rejects.toMatchObject({ code: 'E-RESTORE-INTO' })
    fs.writeFileSync(file, text)
    expect(await bytesOf(local)).toBe(before)
  })
})
