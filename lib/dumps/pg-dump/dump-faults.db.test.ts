import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import {
  CANCELLED_WITHIN_MS,
  eventually,
  LONG_BEFORE_THE_USUAL_MS,
  named,
  rejection,
} from '../../postgres/connect.fixture'
import { dumpPrograms } from '../../testing/dump-script'
import { hasPgBouncer, startPgBouncer } from '../../testing/pgbouncer'
import { createDatabase, majors, type TestDatabase } from '../../testing/servers'
import { cannotMount, makeSmallDisk } from '../../testing/small-disk'
import { type Fault, startTcpProxy } from '../../testing/tcp-proxy'
import { readBack } from '../read-back/read-back'
import { dataArguments } from '../schema/dump-arguments'
import type { ChosenProgram } from './choose-program'
import { APPLICATION_NAME, type PgDumpRun, runPgDump } from './run-pg-dump'

/** Where both builds run, if this machine has a native one at all. */
const [major = 15] = majors()
const programs = (await dumpPrograms(major)).map((program) => [program.build, program] as const)
const ROWS = 40_000

let folder: string
let database: TestDatabase

beforeAll(async () => {
  database = await createDatabase(major, {
    sql: `create table notes (id int, body text); create table other (id int);
      insert into notes select i, repeat(md5(i::text), 30) from generate_series(1, ${ROWS}) i`,
  })
})
afterAll(() => database.drop())
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-test-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

interface Ask extends Partial<PgDumpRun> {
  readonly url?: string
}

const dump = (program: ChosenProgram, { url = database.url, ...run }: Ask = {}) =>
  runPgDump({ target: named('dev', url), program, args: [], file: path.join(folder, 'dump.sql'), ...run })

/** Sessions of dumps of this database that the server has. */
const sessions = async () => {
  const [row] = await database.query<{ count: number }>(
    'select count(*)::int as count from pg_stat_activity where application_name = $1 and datname = current_database()',
    [APPLICATION_NAME],
  )
  return row?.count
}

/** Keeps the other table locked until what this gives is called, or the test has ended. */
async function lockOther(): Promise<() => Promise<void>> {
  const unlock = async () => void (await database.query('rollback'))
  await database.query('begin; lock table other')
  onTestFinished(unlock)
  return unlock
}

/** Sessions that wait for the lock of the other table. */
const waiting = async () =>
  (await database.query("select 1 from pg_locks where not granted and relation = 'other'::regclass")).length

/** Programs that this process has started and that still run. */
const children = () =>
  execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('pg_dump'))

async function expectNothingLeft(): Promise<void> {
  expect(fs.readdirSync(folder)).toEqual([])
  expect(children()).toEqual([])
  expect(await eventually(sessions, (count) => count === 0)).toBe(0)
}

/** Runs a step once, as soon as some bytes were written. */
function onceWriting(step: () => void): (total: number) => void {
  let hasRun = false
  return (total) => {
    if (hasRun || total < 200_000) return
    hasRun = true
    step()
  }
}

describe.each(programs)('the %s pg_dump', (_, program) => {
  const endSessions = () =>
    database.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
      APPLICATION_NAME,
    ])

  test('says that an administrator ended its session', async () => {
    const unlock = await lockOther()
    const failed = rejection(dump(program))
    expect(await eventually(waiting, (count) => count > 0)).toBe(1)
    await endSessions()
    expect(await failed).toMatchObject({ code: 'E-PG-SHUTDOWN', message: 'dev ended the connection.' })
    await unlock()
    await expectNothingLeft()
  })

  test('keeps nothing when its session is ended among rows', async () => {
    const proxy = await startTcpProxy(database.url, { kind: 'stall', afterBytes: 1_000_000, ms: 1000 })
    onTestFinished(() => proxy.close())
    const onBytes = onceWriting(() => void endSessions())
    const failed = dump(program, { url: proxy.url(database.url), onBytes })
    // A server that cannot send, because what it sent is not taken, cannot say why it ends either.
    expect(await rejection(failed)).toMatchObject({
      code: expect.stringMatching(/^E-(PG-SHUTDOWN|NET-LOST)$/),
    })
    await expectNothingLeft()
  })

  test.each([
    ['rst', 6000],
    ['rst', 500_000],
    ['fin', 6000],
    ['fin', 500_000],
  ] as const)('says that the connection was lost: %s after %i bytes', async (kind, afterBytes) => {
    const proxy = await startTcpProxy(database.url, { kind, afterBytes })
    onTestFinished(() => proxy.close())
    const error = await rejection(dump(program, { url: proxy.url(database.url) }))
    expect(error).toMatchObject({ code: 'E-NET-LOST', message: 'The connection to dev was lost.' })
    await expectNothingLeft()
  })

  test.each([6000, 500_000])(
    'gives up on a server that says nothing more after %i bytes',
    async (afterBytes) => {
      const proxy = await startTcpProxy(database.url, { kind: 'halfopen', afterBytes })
      onTestFinished(() => proxy.close())
      const startedAt = performance.now()
      const failed = dump(program, { url: proxy.url(database.url), silenceMs: 800 })
      expect(await rejection(failed)).toMatchObject({ code: 'E-TIMEOUT', message: /dev stopped answering/ })
      expect(performance.now() - startedAt).toBeLessThan(LONG_BEFORE_THE_USUAL_MS)
      expect(fs.readdirSync(folder)).toEqual([])
      expect(children()).toEqual([])
    },
  )

  test('waits for a server that works on a query without a word', async () => {
    const unlock = await lockOther()
    setTimeout(() => void unlock(), 2500)
    await dump(program, { silenceMs: 1000 })
    expect((await readBack(path.join(folder, 'dump.sql'))).isWhole).toBe(true)
  })

  test('takes more tables than fit on a command line', async () => {
    const many = await createDatabase(major, {
      sql: `do $$ begin for i in 1..1200 loop execute format('create table "a long name of a table %s" ()', i); end loop; end $$`,
    })
    onTestFinished(() => many.drop())
    const names = await many.query<{ name: string }>(
      "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1 limit 1100",
    )
    const tables = names.map(({ name }) => ({ schema: 'public', name }))
    const of = { isSupabase: false, snapshotId: null, format: 'sql' as const }
    await dump(program, { url: many.url, args: dataArguments({ ...of, tables }) })
    const read = await readBack(path.join(folder, 'dump.sql'))
    expect(read.tables.map(({ name }) => name).sort()).toEqual(names.map(({ name }) => name).sort())
  })

  test.each<[string, Fault]>([
    ['drips', { kind: 'drip', afterBytes: 100_000, bytes: 32_768, everyMs: 5 }],
    ['stalls', { kind: 'stall', afterBytes: 100_000, ms: 500 }],
    ['loses packets', { kind: 'lossy', delayMs: 2, lossPercent: 0.1, resendMs: 20 }],
  ])('waits for a network that %s', async (_kind, fault) => {
    const proxy = await startTcpProxy(database.url, fault)
    onTestFinished(() => proxy.close())
    await dump(program, { url: proxy.url(database.url), silenceMs: 5000 })
    const { isWhole, tables } = await readBack(path.join(folder, 'dump.sql'))
    expect({ isWhole, rows: tables.find(({ name }) => name === 'notes')?.rows }).toEqual({
      isWhole: true,
      rows: ROWS,
    })
  })

  test('waits for a locked table only so long, and names it and who locks it', async () => {
    const unlock = await lockOther()
    const startedAt = performance.now()
    expect(await rejection(dump(program, { lockWaitMs: 600 }))).toMatchObject({
      code: 'E-PG-BUSY',
      message: expect.stringMatching(
        /^public\.other \(by session \d+ of postgres\) in dev stayed locked by another session for 0\.6 s\.$/,
      ),
    })
    expect(performance.now() - startedAt).toBeLessThan(LONG_BEFORE_THE_USUAL_MS)
    await unlock()
    await expectNothingLeft()
  })

  test('names the tables that the role may not read', async () => {
    const role = `reader_${process.pid}`
    await database.query(`create role ${role} login password 'x'; grant select on notes to ${role}`)
    onTestFinished(async () => {
      await database.query(`drop owned by ${role}; drop role ${role}`)
    })
    const url = Object.assign(new URL(database.url), { username: role, password: 'x' }).href
    expect(await rejection(dump(program, { url }))).toMatchObject({
      code: 'E-DUMP-RIGHTS',
      message: `${role} may not read public.other in dev.`,
    })
    await expectNothingLeft()
  })

  test('ends when it is cancelled while it writes', async () => {
    const control = new AbortController()
    let cancelledAt = 0
    const proxy = await startTcpProxy(database.url, {
      kind: 'drip',
      afterBytes: 1_000_000,
      bytes: 2048,
      everyMs: 20,
    })
    onTestFinished(() => proxy.close())
    const onBytes = onceWriting(() => {
      cancelledAt = performance.now()
      control.abort()
    })
    const failed = dump(program, { url: proxy.url(database.url), signal: control.signal, onBytes })
    expect(await rejection(failed)).toMatchObject({ code: 'E-CANCELLED' })
    expect(performance.now() - cancelledAt).toBeLessThan(CANCELLED_WITHIN_MS)
    await expectNothingLeft()
  })

  test('ends when it is cancelled while it waits for a lock', async () => {
    const unlock = await lockOther()
    const control = new AbortController()
    const failed = rejection(dump(program, { signal: control.signal }))
    expect(await eventually(waiting, (count) => count > 0)).toBe(1)
    const cancelledAt = performance.now()
    control.abort()
    expect(await failed).toMatchObject({ code: 'E-CANCELLED' })
    expect(performance.now() - cancelledAt).toBeLessThan(CANCELLED_WITHIN_MS)
    await expectNothingLeft()
    await unlock()
  })

  test.skipIf(cannotMount())('says that the disk is full, and leaves none of it full', async () => {
    const disk = makeSmallDisk(2048)
    onTestFinished(() => disk.remove())
    const file = path.join(disk.folder, 'dump.sql')
    expect(await rejection(dump(program, { file }))).toMatchObject({
      code: 'E-DISK',
      message: `There is no room for ${file}.`,
    })
    expect(fs.readdirSync(disk.folder)).toEqual([])
    await expectNothingLeft()
  })

  test('does not write over a file or through a link', async () => {
    const file = path.join(folder, 'dump.sql')
    const other = path.join(os.tmpdir(), `lockstep-other-${process.pid}`)
    fs.symlinkSync(other, file)
    expect(await rejection(dump(program))).toMatchObject({ code: 'E-FILE-WRITE' })
    expect(fs.existsSync(other)).toBe(false)
    fs.rmSync(file)
    await expectNothingLeft()
  })

  test.each([
    '--file=/tmp/lockstep-pwned',
    '-Fc',
    'host=192.0.2.1 dbname=postgres',
    'postgresql://192.0.2.1/postgres',
    "$(touch /tmp/lockstep-pwned) `;id` 'a\\b'",
  ])('takes a database named %s for what it is', async (name) => {
    const quoted = pg.escapeIdentifier(name)
    await database.query(`create database ${quoted}`)
    onTestFinished(async () => {
      await database.query(`drop database ${quoted} with (force)`)
    })
    const { hostname: host, port, username: user, password } = new URL(database.url)
    const client = new pg.Client({ host, port: Number(port), user, password, database: name })
    await client.connect()
    await client.query('create table inside (id int)')
    await client.end()
    const url = `postgres://${user}:${password}@${host}:${port}/${encodeURIComponent(name)}`
    await dump(program, { url, args: ['--create'] })
    const { objects, isWhole } = await readBack(path.join(folder, 'dump.sql'))
    expect(isWhole).toBe(true)
    expect(objects).toContainEqual({ type: 'TABLE', schema: 'public', name: 'inside' })
    expect(objects).toContainEqual({ type: 'DATABASE', schema: null, name })
    expect(fs.existsSync('/tmp/lockstep-pwned')).toBe(false)
  })

  test.skipIf(!hasPgBouncer())('works through a pooler in session mode', async () => {
    const pooler = await startPgBouncer({ url: database.url, poolMode: 'session' })
    onTestFinished(() => pooler.stop())
    const url = pooler.url(database.url)
    await dump(program, { url })
    expect((await readBack(path.join(folder, 'dump.sql'))).isWhole).toBe(true)
    fs.rmSync(path.join(folder, 'dump.sql'))
    const end = () => void pooler.order(`KILL ${database.name}`)
    const failed = dump(program, { url, onBytes: onceWriting(end) })
    // Its last word may come in the middle of a row, where it is no message.
    expect(await rejection(failed)).toMatchObject({
      code: expect.stringMatching(/^E-(NET-LOST|NET-PROTOCOL|PG-SHUTDOWN|POOL)/),
    })
    await expectNothingLeft()
  })

  test('says what else pg_dump says', async () => {
    expect(await rejection(dump(program, { args: ['--table=no_such_table'] }))).toMatchObject({
      code: 'E-DUMP-PROGRAM',
      detail: expect.stringContaining('no matching tables were found'),
    })
    await expectNothingLeft()
  })
})
