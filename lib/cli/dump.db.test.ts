import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DumpRecord } from '../dumps/dump-record'
import { type DumpAnswer, listDumps } from '../services/list-dumps'
import { recoverDumps } from '../services/recover-dumps'
import { cancelDump } from '../services/running-dumps'
import { Workspace } from '../services/workspace'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'

const program = path.resolve(import.meta.dirname, '../../bin/lockstep.mjs')

/** Takes a second or two to dump, so that there is a middle of it. */
const SCHEMA = `create table notes (id int primary key, note text);
  insert into notes select i, repeat(md5(i::text), 40) from generate_series(1, 60000) i;
  create table small (id int); insert into small values (1);`

describe.each(majors())('the commands for dumps, Postgres %i', (major) => {
  let database: TestDatabase
  let directory: string
  let workspace: Workspace

  beforeAll(async () => {
    database = await createDatabase(major, { sql: SCHEMA })
  })
  afterAll(() => database.drop())
  beforeEach(({ onTestFinished }) => {
    directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-cli-dump-')))
    onTestFinished(() => fs.rmSync(directory, { recursive: true, force: true }))
    const environments = [{ name: 'prod', url: { env: 'PROD_URL' } }]
    fs.writeFileSync(path.join(directory, 'lockstep.config.json'), JSON.stringify({ environments }))
    workspace = new Workspace({ directory, variables: { PROD_URL: database.url } })
  })

  const options = () => ({
    cwd: directory,
    env: {
      NODE_ENV: 'test' as const,
      PATH: process.env.PATH,
      HOME: directory,
      XDG_CACHE_HOME: path.join(os.tmpdir(), 'lockstep-cli-test'),
      PROD_URL: database.url,
    },
  })
  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      execFile(process.execPath, [program, ...args], options(), (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      )
    })
  /** A dump by another process, once its rows have begun to arrive. */
  async function inTheMiddle(...args: string[]): Promise<ChildProcess> {
    const child = spawn(process.execPath, [program, 'dump', 'prod', '--data', ...args], {
      ...options(),
      stdio: 'ignore',
    })
    await vi.waitFor(() => expect(bytesOfRows()).toBeGreaterThan(100_000), { timeout: 20_000, interval: 2 })
    return child
  }
  const partialFolders = () =>
    fs.existsSync(path.join(directory, 'data'))
      ? fs.readdirSync(path.join(directory, 'data')).map((name) => path.join(directory, 'data', name))
      : []
  const bytesOfRows = () =>
    partialFolders()
      .flatMap((folder) => fs.readdirSync(folder).map((name) => path.join(folder, name)))
      .reduce((sum, file) => sum + (fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0)
  const sessions = async () =>
    (
      await database.query<{ name: string }>(
        `select application_name as name from pg_stat_activity where datname = current_database() and application_name like 'lockstep%'`,
      )
    ).map(({ name }) => name)
  const listed = async (): Promise<readonly DumpAnswer[]> =>
    JSON.parse((await run('dumps', '--json')).out).dumps
  const isEmpty = () => expect(partialFolders()).toEqual([])

  test('dump, list and verify, with exit codes and JSON', async () => {
    const made = await run('dump', 'prod', '--data', '--json')
    expect(made).toMatchObject({ code: 0 })
    const record: DumpRecord = JSON.parse(made.out)
    expect(record).toMatchObject({ state: 'verified', askedBy: 'commandLine', what: 'data' })
    const [listedDump] = await listed()
    expect(listedDump).toMatchObject({ id: record.id, files: [{ state: 'there' }] })
    expect((await run('verify', record.id)).code).toBe(0)
    const file = path.join(directory, record.files[0]?.path ?? '')
    const alone = await run('verify', file)
    expect([alone.code, alone.out]).toEqual([1, expect.stringContaining('not verified')])
    fs.appendFileSync(file, 'x')
    const changed = await run('verify', record.id, '--json')
    expect([changed.code, JSON.parse(changed.out).state]).toEqual([2, 'failed'])
    expect(await listed()).toMatchObject([{ state: 'notVerified', files: [{ state: 'changed' }] }])
    expect((await run('verify', 'nope')).err).toMatch(/E-DUMP: There is no dump "nope"/)
    const words = await run('dump', 'prod', '--types', '--output', 'out')
    expect(words).toMatchObject({
      code: 0,
      out: expect.stringMatching(/✓ verified: types of prod[\s\S]*out\/supabase-types\.ts/),
    })
  })

  test('--restore-test tells what came of the restore, and why there was none', async () => {
    const { code, out } = await run('dump', 'prod', '--all', '--restore-test')
    expect(out).toMatch(
      /✓ verified[\s\S]*✓ restored, and the same\n {2}\d+ objects and 60001 rows of 2 tables/,
    )
    expect(code).toBe(0)
    const file = path.join(directory, 'lockstep.config.json')
    const shadow = { env: 'PROD_URL' }
    fs.writeFileSync(file, JSON.stringify({ ...JSON.parse(fs.readFileSync(file, 'utf8')), shadow }))
    const without = await run('dump', 'prod', '--schema', '--restore-test')
    expect(without.out).toContain('✓ verified')
    expect(without.err).toContain('error E-SHADOW: ')
    expect(without.code).toBe(1)
  })

  test('what is asked wrongly is refused with the way out', async () => {
    for (const [args, message] of [
      [['dump'], /takes 1 operands/],
      [['dump', 'prdo'], /no environment named "prdo"[\s\S]*Did you mean prod/],
      [['dump', 'prod', '--types', '--data'], /--types and --data exclude each other/],
      [['dump', 'prod', '--data', '--format', 'xml'], /--format takes sql, custom, csv, jsonl/],
      [
        ['dump', 'prod', '--data', '--table', 'public.smal'],
        /No table is named public\.smal[\s\S]*public\.small/,
      ],
      [['dump', 'prod', '--roles', '--check'], /--check compares types and schema/],
    ] as const) {
      const { code, err } = await run(...args)
      expect([code, err]).toEqual([2, expect.stringMatching(message)])
    }
    isEmpty()
  })

  test('--check tells whether committed files are stale, and writes nothing', async () => {
    const before = await run('dump', 'prod', '--check')
    expect([before.code, before.err]).toEqual([1, expect.stringMatching(/supabase-types\.ts is not there/)])
    expect(fs.readdirSync(directory).toSorted()).toEqual(['lockstep.config.json'])
    expect((await run('dump', 'prod', '--types')).code).toBe(0)
    expect((await run('dump', 'prod', '--schema')).code).toBe(0)
    expect((await run('dump', 'prod', '--check')).code).toBe(0)
    await database.query('alter table small add added text')
    const stale = await run('dump', 'prod', '--check')
    await database.query('alter table small drop added')
    expect([stale.code, stale.out]).toEqual([1, expect.stringMatching(/^\+ +added: string \| null$/m)])
    expect(stale.out).toMatch(/^\+ {4}added text$/m)
    const json = await run('dump', 'prod', '--check', '--schema', '--json')
    expect([json.code, JSON.parse(json.out)]).toEqual([
      0,
      expect.objectContaining({
        isSame: true,
        files: [expect.objectContaining({ state: 'current', changes: '' })],
      }),
    ])
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s in the middle cancels, and leaves nothing behind',
    async (signal) => {
      const child = await inTheMiddle()
      const ended = once(child, 'exit')
      child.kill(signal)
      expect(await ended).toEqual([2, null])
      isEmpty()
      expect(await sessions()).toEqual([])
      expect(await listed()).toMatchObject([
        { state: 'cancelled', files: [], error: { code: 'E-CANCELLED' } },
      ])
    },
  )

  test('a killed process leaves nothing that looks like a dump, and the next one cleans up', async () => {
    const child = await inTheMiddle()
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    // pg_dump and the sessions of the dump are gone by themselves.
    await vi.waitFor(async () => expect(await sessions()).toEqual([]), { timeout: 20_000 })
    await vi.waitFor(() => expect(programsOn(database.name)).toEqual([]), { timeout: 20_000 })
    expect(partialFolders().every((name) => path.basename(name).startsWith('.'))).toBe(true)
    const [before] = (await listDumps(workspace)).dumps
    expect(before).toMatchObject({ state: 'running', files: [] })
    expect(await listed()).toMatchObject([
      { state: 'interrupted', files: [], error: { code: 'E-DUMP-INTERRUPTED' } },
    ])
    isEmpty()
    expect((await run('dump', 'prod', '--data')).code).toBe(0)
    expect((await listed()).map(({ state }) => state)).toEqual(['verified', 'interrupted'])
  })

  test('one process sees the dump of another, waits for it, and can end it', async ({ onTestFinished }) => {
    // It waits for a lock, so that it is not done before the others are.
    await database.query('begin; lock table small in access exclusive mode')
    onTestFinished(() => database.query('rollback').then(() => undefined))
    const child = spawn(process.execPath, [program, 'dump', 'prod', '--data'], {
      ...options(),
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    const running = await vi.waitFor(
      async () => {
        const [dump] = (await listDumps(workspace)).dumps
        expect(dump).toMatchObject({ state: 'running', progress: { phase: 'data' } })
        return dump
      },
      { timeout: 20_000 },
    )
    expect(await recoverDumps(workspace)).toEqual([])
    const other = run('dump', 'prod', '--roles', '--json')
    await vi.waitFor(async () => expect((await listDumps(workspace)).dumps).toHaveLength(2), {
      timeout: 60_000,
    })
    cancelDump(workspace, running?.id as string)
    expect(await ended).toEqual([2, null])
    expect(await other).toMatchObject({ code: 0 })
    const [second, first] = (await listDumps(workspace)).dumps
    expect([first?.state, second?.state]).toEqual(['cancelled', 'verified'])
  })
})

/** Command lines of pg_dump that name a database. */
function programsOn(database: string): string[] {
  return fs
    .readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      } catch {
        return ''
      }
    })
    .filter((line) => path.basename(line.split('\0')[0] ?? '') === 'pg_dump' && line.includes(database))
}
