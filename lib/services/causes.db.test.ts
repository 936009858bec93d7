import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { removeCluster } from '../embedded/start-cluster'
import { readSettings, writeSettings } from '../store/settings-file'
import { createDatabase, majors, QUIET, type TestDatabase } from '../testing/servers'
import { startTcpProxy } from '../testing/tcp-proxy'
import { rowsOfIndex } from './comparison-index'
import { keepTrail } from './keep-trail'
import { lintMigrations } from './lint-migrations'
import { listMigrations } from './list-migrations'
import { openProject, writeIn } from './project.fixture'
import { readComparison } from './read-comparison'
import { readGrid } from './read-grid'
import { readObject } from './read-object'
import { readReplay } from './replay-report'
import type { Workspace } from './workspace'

const [major = 18] = majors().slice(-1)
const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-causes-cache-'))
let folder = ''
let databases: TestDatabase[] = []

beforeAll(() => {
  vi.stubEnv('XDG_CACHE_HOME', cache)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  for (const name of fs.existsSync(path.join(cache, 'lockstep'))
    ? fs.readdirSync(path.join(cache, 'lockstep'))
    : []) {
    if (/^shadow-\d+$/.test(name)) await removeCluster(path.join(cache, 'lockstep', name))
  }
  fs.rmSync(cache, { recursive: true, force: true })
})
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-causes-'))
  return async () => {
    for (const database of databases) await database.drop()
    databases = []
    fs.rmSync(folder, { recursive: true, force: true })
  }
})

const RECORD =
  'create table public.goose_db_version (id serial, version_id bigint, is_applied bool, tstamp timestamp default now());'

const recorded = (...versions: readonly number[]) =>
  `${RECORD} insert into goose_db_version (version_id, is_applied) values ${[0, ...versions].map((version) => `(${version}, true)`).join(', ')};`

const up = (sql: string) => `-- +goose Up\n${sql}\n`

/** A project of migrations with environments of these statements; the first is the reference. */
async function project(
  files: Readonly<Record<string, string>>,
  environments: Readonly<Record<string, string>>,
  shadow?: string,
): Promise<Workspace> {
  const urls: Record<string, string> = {}
  for (const [name, sql] of Object.entries(environments)) {
    const database = await createDatabase(major, { sql })
    databases.push(database)
    urls[name] = database.url
  }
  const isIn = (name: string) => Object.keys(files).some((file) => file.startsWith(`${name}/`))
  const folders = ['migrations', 'prisma/migrations'].filter(isIn)
  return openProject(folder, urls, { files, folders, shadow, reference: Object.keys(environments)[0] })
}

const write = (name: string, text: string) => writeIn(folder, name, text)

/** The causes that a column of the grid tells, by object; roles are the server's, on which other tests make some. */
async function causesIn(workspace: Workspace, name: string): Promise<Record<string, unknown>> {
  const { environments, replays, rows } = await readGrid(workspace, { claims: true })
  const place = [...environments, ...replays].findIndex((column) => column.name === name)
  return Object.fromEntries(
    rows.flatMap(({ id, cells }) => {
      const { cause, reasons = [] } = cells[place] ?? {}
      if (!cause || cause === 'recordTable' || /^role\b/.test(id)) return []
      const told = reasons.map(
        (reason) =>
          `${reason.cause} ${reason.environment} ${reason.migrations.map((each) => path.basename(each)).join(' ')}`,
      )
      return [[id, told.map((each) => each.trim()).join('; ') || cause]]
    }),
  )
}

const ONE =
  'create table public.one (id int, note text);\ncreate view public.seen as select id from public.one;'
const TWO = 'create table public.two (id int);\ncreate index two_id on public.two (id);'
const THREE = 'alter table public.one add column extra int;'
const FILES = {
  'migrations/00001_one.sql': up(ONE),
  'migrations/00002_two.sql': up(TWO),
  'migrations/00003_three.sql': up(THREE),
}

describe('where a difference comes from', () => {
  test('where a record cannot be read, nothing is said to be pending or not, and the reason is told', async () => {
    const reader = `causes_reader_${process.pid}`
    const password = 'for a test'
    await project(FILES, {
      prod: `${ONE}${recorded(1)} create role ${reader} login password '${password}';`,
      dev: ONE + TWO + THREE + recorded(1, 2, 3),
    })
    try {
      const url = new URL(databases[0]?.url ?? '')
      Object.assign(url, { username: reader, password })
      const dev = databases[1]?.url ?? ''
      const asReader = await openProject(folder, { prod: url.href, dev }, { reference: 'prod' })
      await asReader.trails.bring()
      expect((await readGrid(asReader, {})).pending).toEqual([null, null])
      const why = expect.stringMatching(
        /^Its record of goose in public\.goose_db_version could not be read\. The role may not select/,
      )
      expect((await listMigrations(asReader, {})).environments[0]).toMatchObject({
        records: [],
        unreadable: why,
      })
      await expect(lintMigrations(asReader, 'prod')).rejects.toMatchObject({ code: 'E-LINT', hint: why })
      expect((await readReplay(asReader)).report?.environments[0]).toMatchObject({
        replay: null,
        error: { message: 'What prod has recorded is not known', hint: why },
      })
      await asReader.close()
    } finally {
      await databases[0]?.query(`drop role ${reader}`)
    }
  })

  test('where a replay fails, nothing is said to be pending or not', async () => {
    const workspace = await project(
      { ...FILES, 'migrations/00001_one.sql': up('create table public.one (id nothing)') },
      { prod: ONE + recorded(1), dev: ONE + TWO + recorded(1, 2) },
    )
    await workspace.trails.bring()
    expect((await readGrid(workspace, {})).pending).toEqual([null, null])
  })

  test('what only one side has run is pending in the other, and named by its file', async () => {
    const workspace = await project(FILES, {
      prod: ONE + TWO + recorded(1, 2),
      dev: ONE + TWO + THREE + recorded(1, 2, 3),
      old: ONE + recorded(1),
    })
    expect(await causesIn(workspace, 'dev')).toEqual({ 'column:public.one.extra': 'unknown' })
    await workspace.trails.bring()
    const three = { 'column:public.one.extra': 'pendingMigration prod 00003_three.sql' }
    expect(await causesIn(workspace, 'dev')).toEqual(three)
    expect(await causesIn(workspace, 'old')).toEqual({
      'table:public.two': 'pendingMigration old 00002_two.sql',
    })
    expect(await causesIn(workspace, 'migrations')).toEqual(three)
    expect(await causesIn(workspace, 'migrations@prod')).toEqual({})
    const answer = await readGrid(workspace, {})
    expect(answer.pending).toEqual([null, 1, 1])
    expect(answer.deploys).toEqual([
      { environment: 'prod', migrations: 1 },
      { environment: 'old', migrations: 2 },
    ])
    const { comparison } = await readComparison(workspace, { source: 'old', target: 'dev' })
    expect(comparison?.counts).toMatchObject({ targetOnly: 2, different: 0, sourceOnly: 0 })
    const inPair = comparison ? rowsOfIndex(comparison.index) : []
    expect(inPair.map(({ id, cause }) => [id, cause])).toEqual(
      expect.arrayContaining([
        ['column:public.one.extra', 'pendingMigration'],
        ['table:public.two', 'pendingMigration'],
      ]),
    )
    const object = await readObject(workspace, 'column:public.one.extra')
    expect(object.environments.map(({ environment, status }) => [environment, status])).toEqual([
      ['prod', 'absent'],
      ['dev', 'extra'],
      ['old', 'absent'],
      ['migrations', 'extra'],
    ])
    await workspace.close()
  })

  test('what is in effect without a record, recorded without effect, and undone or made by hand', async () => {
    const workspace = await project(FILES, {
      prod: ONE + TWO + THREE + recorded(1, 2, 3),
      unrecorded: ONE + TWO + THREE + recorded(1, 2),
      absent: ONE + THREE + recorded(1, 2, 3),
      undone: `${ONE + TWO + THREE}drop index public.two_id;${recorded(1, 2, 3)}`,
      made: `${ONE + TWO + THREE}create function public.f() returns int language sql as 'select 1'; ${recorded(1, 2, 3)}`,
    })
    await workspace.trails.bring()
    expect(await causesIn(workspace, 'unrecorded')).toEqual({})
    expect(await causesIn(workspace, 'absent')).toEqual({
      'table:public.two': 'recordedButAbsent absent 00002_two.sql',
    })
    expect(await causesIn(workspace, 'undone')).toEqual({
      'index:public.two.two_id': 'handMade undone 00002_two.sql',
    })
    expect(await causesIn(workspace, 'made')).toEqual({ 'function:public.f.': 'handMade made' })
    const report = await readReplay(workspace)
    const unrecorded = report.report?.environments.find(({ name }) => name === 'unrecorded')
    expect(unrecorded?.drift?.objects.map(({ cause }) => cause)).toEqual(['presentButUnrecorded'])
    await workspace.close()
  })

  test('of many files that everybody has run, the one is named that names the object', async () => {
    const names = Array.from({ length: 40 }, (_, i) => `step_${i + 1}`)
    const made = (name: string) =>
      `create table public.${name} (id int); create index ${name}_id on public.${name} (id);`
    const all = names.map(made).join('\n')
    const done = recorded(...names.map((_, i) => i + 1))
    const workspace = await project(
      Object.fromEntries(
        names.map((name, i) => [`migrations/${String(i + 1).padStart(5, '0')}_${name}.sql`, up(made(name))]),
      ),
      {
        prod: all + done,
        undone: `${all} drop index step_20_id; ${done}`,
        absent: `${all} drop table step_30; ${done}`,
      },
    )
    await workspace.trails.bring()
    expect(await causesIn(workspace, 'undone')).toEqual({
      'index:public.step_20.step_20_id': 'handMade undone 00020_step_20.sql',
    })
    expect(await causesIn(workspace, 'absent')).toEqual({
      'table:public.step_30': 'recordedButAbsent absent 00030_step_30.sql',
    })
    await workspace.close()
  })

  test('an edit after it ran is told where only a checksum was recorded, and a lost file is not called handwork', async () => {
    const sha = (text: string) => createHash('sha256').update(text).digest('hex')
    const history = `create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz,
      migration_name varchar(255) not null, logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count int not null default 0);`
    const row = (name: string, text: string) =>
      `insert into _prisma_migrations values (gen_random_uuid()::text, '${sha(text)}', now(), '${name}', null, null, now(), 1);`
    const before = 'create table "A" (id int);'
    const after = 'create table "A" (id bigint);'
    const file = 'prisma/migrations/20260101000000_a/migration.sql'
    const workspace = await project(
      { [file]: after, 'prisma/migrations/migration_lock.toml': 'provider = "postgresql"' },
      {
        prod: after + history + row('20260101000000_a', after),
        edited: before + history + row('20260101000000_a', before),
        lost: `${after}create table "B" (); ${history}${row('20260101000000_a', after)}${row('20260102000000_b', 'x')}`,
      },
    )
    await workspace.trails.bring()
    expect(await causesIn(workspace, 'edited')).toEqual({
      'column:public.A.id': 'editedAfterApply edited migration.sql',
    })
    expect(await causesIn(workspace, 'lost')).toEqual({
      'table:public.B': 'missingFile lost prisma:20260102000000_b',
    })
    await workspace.close()
  })

  test('whose objects they are is no difference to files that do not say it', async () => {
    const owned = `create role app_${process.pid} nologin; alter table public.one owner to app_${process.pid};`
    const workspace = await project(FILES, {
      prod: ONE + TWO + THREE + owned + recorded(1, 2, 3),
      dev: ONE + TWO + THREE + recorded(1, 2, 3),
    })
    await workspace.trails.bring()
    expect(await causesIn(workspace, 'migrations')).toEqual({})
    expect(await causesIn(workspace, 'dev')).toEqual({ 'table:public.one': 'ownerOnly' })
    await workspace.close()
    await databases[0]?.query(
      `reassign owned by app_${process.pid} to current_user; drop role app_${process.pid}`,
    )
  })

  test('a file that only its tool can run hinders no replay that does not need it', async () => {
    const workspace = await project(
      { ...FILES, 'migrations/00004_four.go': 'package migrations' },
      { prod: ONE + recorded(1), dev: ONE + TWO + recorded(1, 2) },
    )
    await workspace.trails.bring()
    expect(await causesIn(workspace, 'dev')).toEqual({
      'table:public.two': 'pendingMigration prod 00002_two.sql',
    })
    const { replays } = await readGrid(workspace, {})
    expect(replays[0]?.failure?.message).toMatch(/00004_four\.go cannot be replayed/)
    await workspace.close()
  })

  test('one side that nobody can replay does not hide what the other tells', async () => {
    const workspace = await project(FILES, {
      prod: ONE + recorded(1),
      bare: `${ONE}create table public.hand ();`,
    })
    await workspace.trails.bring()
    expect(await causesIn(workspace, 'bare')).toEqual({ 'table:public.hand': 'unknown' })
    const { environments } = (await readReplay(workspace)).report ?? { environments: [] }
    expect(environments[1]).toMatchObject({ name: 'bare', drift: null, error: { code: 'E-REPLAY' } })
    await workspace.close()
  })
})

describe('a forecast', () => {
  test('shows what a deploy will bring, and what it will stumble over', async () => {
    const workspace = await project(
      {
        ...FILES,
        'migrations/00004_four.sql': up(
          `create table public.four (id int);
           create or replace view public.seen as select id, note from public.one;
           drop index public.two_id;`,
        ),
      },
      {
        prod: `${ONE + TWO}create table public.four (); drop index public.two_id;
          create or replace view public.seen as select id, 1 as other from public.one; ${recorded(1, 2)}`,
        dev: `${ONE + TWO + THREE}${recorded(1, 2, 3)}`,
      },
    )
    await workspace.trails.bring()
    const { forecast, rows } = await readGrid(workspace, { forecast: 'prod' })
    expect(forecast?.migrations.map((id) => path.basename(id))).toEqual(['00003_three.sql', '00004_four.sql'])
    expect(forecast?.conflicts.map(({ sort, id, migrations }) => [sort, id, migrations.length])).toEqual(
      expect.arrayContaining([
        ['exists', 'table:public.four', 1],
        ['changed', 'view:public.seen', 1],
        ['gone', 'index:public.two.two_id', 1],
      ]),
    )
    expect(forecast?.conflicts).toHaveLength(3)
    // The added column arrives without a conflict, so that nothing of it differs any more.
    expect(rows.map(({ id }) => id)).not.toContain('column:public.one.extra')
    await expect(readGrid(workspace, { forecast: 'nowhere' })).rejects.toMatchObject({ code: 'E-ORIGIN' })
    await workspace.close()
  })

  test('is as certain as the replay that it rests on', async () => {
    const workspace = await project(
      { ...FILES, 'migrations/00004_bad.sql': up('select nothing;') },
      { prod: ONE + TWO + THREE + recorded(1, 2, 3), dev: ONE + recorded(1) },
    )
    await workspace.trails.bring()
    const { forecast, replays } = await readGrid(workspace, { forecast: 'prod' })
    expect(forecast?.error?.message).toMatch(/00004_bad\.sql:2: column "nothing" does not exist/)
    expect(replays[0]?.failure?.message).toMatch(/00004_bad\.sql:2/)
    expect(replays[0]?.counts).toBeNull()
    // What failed concerns the files that come after; the causes of what is there stand.
    expect(await causesIn(workspace, 'dev')).toMatchObject({
      'table:public.two': 'pendingMigration dev 00002_two.sql',
    })
    await workspace.close()
  })
})

describe('replays by themselves', () => {
  test('begin once somebody wants them, follow the files, are cancelled and turned off', async () => {
    const workspace = await project(FILES, { prod: ONE + recorded(1) })
    const end = keepTrail(workspace, 50)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(await readReplay(workspace)).toMatchObject({
      report: null,
      status: { isOn: false, isRunning: false },
    })
    workspace.trails.turn(true)
    expect(readSettings(folder).replays).toBe(true)
    await vi.waitFor(() => expect(workspace.trails.current).not.toBeNull(), 60_000)
    const before = workspace.trails.current?.replayedAt
    write('migrations/00004_four.sql', up('create table public.four ();'))
    const objects = () => workspace.trails.current?.replayed('files')?.answer.steps.map((step) => step.path)
    await vi.waitFor(() => expect(objects()).toContain('migrations/00004_four.sql'), 60_000)
    expect(workspace.trails.current?.replayedAt).not.toBe(before)

    write('migrations/00005_slow.sql', up('select pg_sleep(60);'))
    await vi.waitFor(() => expect(workspace.trails.status.isRunning).toBe(true), 60_000)
    workspace.trails.cancel()
    await vi.waitFor(() => expect(workspace.trails.status.isRunning).toBe(false), 60_000)
    expect(workspace.trails.status.error).toMatchObject({ message: 'The replay was cancelled' })
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(workspace.trails.status.isRunning).toBe(false)
    expect(objects()).not.toContain('migrations/00005_slow.sql')

    // Before it has begun, too.
    const asked = workspace.trails.bring()
    workspace.trails.cancel()
    await expect(asked).rejects.toThrow('The replay was cancelled')
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(workspace.trails.status.isRunning).toBe(false)

    // What was cancelled is history once somebody asks anew.
    expect(workspace.trails.status.error).not.toBeNull()
    workspace.trails.turn(true)
    expect(workspace.trails.status.error).toBeNull()
    const late = workspace.trails.bring()
    workspace.trails.turn(false)
    await expect(late).rejects.toThrow('The replay was cancelled')
    expect(workspace.trails.status.error).toBeNull()
    expect((await readGrid(workspace, {})).replays).toEqual([])
    end()
    await workspace.close()
  })

  test('are cancelled while they are still being planned, whoever began to', async () => {
    const slow = { ...FILES, 'migrations/00004_slow.sql': up('select pg_sleep(60);') }
    const workspace = await project(slow, { prod: ONE + recorded(1) })
    const { trails } = workspace
    trails.turn(true)
    const byItself = trails.bringIfDue()
    const asked = trails.bring()
    trails.cancel()
    await expect(asked).rejects.toThrow('The replay was cancelled')
    await byItself
    expect(trails.status).toMatchObject({ isRunning: false, error: { message: 'The replay was cancelled' } })
    await trails.bringIfDue()
    expect(trails.status.isRunning).toBe(false)
    await workspace.close()
  })

  test('are cancelled while texts of a record are read, and let go of the connection', async () => {
    const supabaseRecord = `create schema supabase_migrations;
      create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
      insert into supabase_migrations.schema_migrations values
        ('20260101000000', '{create table public.one ()}', 'one'),
        ('20260102000000', '{create table public.two ()}', 'lost');`
    const prod = await createDatabase(major, { sql: supabaseRecord })
    databases.push(prod)
    const proxy = await startTcpProxy(prod.url)
    const workspace = await openProject(
      folder,
      { prod: `${proxy.url(prod.url)}?connect_timeout=50` },
      { files: { 'supabase/migrations/20260101000000_one.sql': 'create table public.one ()' } },
    )
    const before = proxy.accepted()
    proxy.setFault({ kind: 'halfopen', afterBytes: 0 })
    const refused = expect(workspace.trails.bring()).rejects.toThrow('The replay was cancelled')
    await expect.poll(proxy.accepted).toBe(before + 1)
    workspace.trails.cancel()
    await refused
    await workspace.close()
    await expect.poll(proxy.connections).toBe(0)
    await proxy.close()
  })

  test('end with their workspace', async () => {
    const workspace = await project(
      { ...FILES, 'migrations/00004_slow.sql': up('select pg_sleep(60);') },
      { prod: ONE + recorded(1) },
    )
    const refused = expect(workspace.trails.bring()).rejects.toThrow('The replay was cancelled')
    await vi.waitFor(() => expect(workspace.trails.status.isRunning).toBe(true), 30_000)
    await workspace.close()
    await refused
  })

  test('wait to be asked for where the project names the server that they run on', async () => {
    const [elsewhere = 15] = majors()
    // Other tests count the shadows on the other servers.
    const home = await createDatabase(QUIET)
    databases.push(home)
    const workspace = await project(FILES, { prod: ONE + recorded(1) }, home.url)
    writeSettings(folder, { replays: true })
    const end = keepTrail(workspace, 50)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(workspace.trails.status).toMatchObject({ isOn: true, isRunning: false, replayedAt: null })
    workspace.trails.turn(true)
    await vi.waitFor(() => expect(workspace.trails.current).not.toBeNull(), 60_000)
    expect(workspace.trails.current?.replayed('files')?.answer.serverVersion).toMatch(`${elsewhere}.`)
    end()
    await workspace.close()
  })
})
