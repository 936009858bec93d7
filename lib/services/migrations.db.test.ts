import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildDemo, type Demo, dropDemo } from '../demo/build'
import { demoProjectDir } from '../demo/files'
import { planted } from '../demo/planted'
import { type PlantedHistory, plantedHistory } from '../demo/planted/history'
import type { Planted, PlantedSort } from '../demo/planted/plant'
import { demoServer } from '../demo/test-server.fixture'
import { removeCluster } from '../embedded/start-cluster'
import type { StandingState } from '../migrations/standing'
import type { Cause } from '../objects/difference'
import { createDatabase, majors } from '../testing/servers'
import { checkEnvironments } from './check-environments'
import { listMigrations } from './list-migrations'
import { openProject, writeIn } from './project.fixture'
import { readGrid } from './read-grid'
import { readMigration } from './read-migration'
import { reportReplay } from './replay-report'

const NAMES = ['local', 'dev', 'staging', 'prod'] as const

/** What each planted state looks like in the table; without a replay nobody can tell that an effect is absent. */
const SEEN_AS: Readonly<Record<PlantedHistory['state'], StandingState>> = {
  pending: 'pending',
  edited: 'edited',
  databaseOnly: 'missingFile',
  notRecorded: 'outOfOrder',
  recordedWithoutEffect: 'applied',
  otherVersion: 'otherVersion',
}

/** What a replay tells of each planted sort; settings of databases and roles are no part of one. */
function causeOf({ sort, kind, address }: Planted): Cause {
  if (kind === 'database-setting' || kind === 'role-setting') return 'unknown'
  if (address.at(-1) === '_prisma_migrations') return 'recordTable'
  return CAUSE_OF_SORT[sort] ?? (sort as Cause)
}

const CAUSE_OF_SORT: Partial<Record<PlantedSort, Cause>> = {
  editedMigration: 'editedAfterApply',
  recordedWithoutEffect: 'recordedButAbsent',
  databaseOnlyMigration: 'missingFile',
}

const [major = 18] = majors().slice(-1)
let folder = ''

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-migrations-'))
  return () => fs.rmSync(folder, { recursive: true, force: true })
})

const project = (urls: Readonly<Record<string, string>>, files?: Readonly<Record<string, string>>) =>
  openProject(folder, urls, { files })

const write = (name: string, text: string) => writeIn(folder, name, text)

describe('the demo', () => {
  const server = demoServer(major)
  const prefix = `migrations_${process.pid}`
  let demo: Demo

  beforeAll(async () => {
    demo = await buildDemo(server, { prefix })
  })
  afterAll(() => dropDemo(server, prefix))

  test('each planted problem of the records stands in the table, and nothing else', async () => {
    fs.cpSync(demoProjectDir(), folder, { recursive: true })
    const workspace = await project(Object.fromEntries(NAMES.map((name) => [name, demo.urls[name]])))
    const answer = await listMigrations(workspace, { show: 'everything' })
    const supabase = answer.migrations.filter(({ files }) => !files[0]?.startsWith('prisma/'))
    const seen = supabase.flatMap(({ version, cells }) =>
      cells.flatMap(({ state, recordedAs }, i) =>
        ['applied', 'absent'].includes(state) ? [] : [`${NAMES[i]} ${recordedAs ?? version} ${state}`],
      ),
    )
    const wanted = plantedHistory
      .filter(({ state }) => SEEN_AS[state] !== 'applied')
      .map(({ environment, version, state }) => `${environment} ${version} ${SEEN_AS[state]}`)
    expect(seen.sort()).toEqual(wanted.sort())

    const prisma = answer.migrations.filter(({ files }) => files[0]?.startsWith('prisma/'))
    expect(prisma.map(({ cells }) => cells.map(({ state }) => state))).toEqual([
      ['failed', 'notRecordedByTool', 'notRecordedByTool', 'notRecordedByTool'],
      ['applied', 'notRecordedByTool', 'notRecordedByTool', 'notRecordedByTool'],
    ])
    expect(answer.findings.map(({ sort, environments }) => [sort, ...environments])).toEqual([
      ['failed', 'local'],
      ['edited', 'staging'],
      ['outOfOrder', 'dev'],
      ['missingFile', 'staging'],
      ['otherVersion', 'dev'],
      ['pending', 'prod'],
    ])
    expect(answer.environments.map(({ platform }) => platform.map(({ service }) => service))).toEqual(
      NAMES.map(() => ['Auth', 'Storage']),
    )
    expect(answer.environments.map(({ records }) => records.length)).toEqual([2, 1, 1, 1])

    const edited = await readMigration(workspace, 'supabase/migrations/20260812130000_usage_billing.sql')
    const [staging] = edited.sides.filter(({ statements }) => statements !== null)
    expect(staging).toMatchObject({ environment: 'staging', state: 'edited' })
    expect(staging?.statements).toContain("check (aggregation in ('sum', 'max'))")
    expect(edited.files[0]?.statements).toContain("'last', 'unique'")
    expect(edited.findings.map(({ sort }) => sort)).toEqual(['edited'])
    await workspace.close()
  })

  test('a replay tells what no recorded migration explains, and nothing that is only pending', {
    timeout: 180_000,
  }, async () => {
    fs.cpSync(demoProjectDir(), folder, { recursive: true })
    const workspace = await project(Object.fromEntries(NAMES.map((name) => [name, demo.urls[name]])))
    vi.stubEnv('XDG_CACHE_HOME', folder)
    const { head, environments } = await reportReplay(workspace)
    vi.unstubAllEnvs()
    await removeCluster(path.join(folder, 'lockstep', 'shadow-18'))
    expect(head).toMatchObject({ name: 'migrations', failure: null, tools: ['supabase'] })
    expect(environments.map(({ error, replay }) => [error, replay?.failure])).toEqual(
      NAMES.map(() => [null, null]),
    )
    const drifted = (name: string) =>
      environments
        .find((each) => each.name === name)
        ?.drift?.objects.map(({ kind, address, status }) => `${status} ${kind} ${address.join('.')}`) ?? []
    expect(drifted('prod')).toEqual(['made index public.invoices.invoices_customer_id_status_hotfix'])
    // Pending in prod, so no drift anywhere; what staging ran from a lost branch is recorded, so it is none either.
    for (const name of NAMES) expect(drifted(name).join('\n')).not.toMatch(/payment_disputes|purchase_order/)
    expect(drifted('staging').join('\n')).not.toMatch(/portal_links|usage_meters_aggregation_check/)
    const { grid, places, replays } = await workspace.grid('prod')
    const causes = (place: number | null | undefined) =>
      (grid?.comparisons[place ?? -1]?.differences ?? [])
        // Roles are the server's, and other tests make some meanwhile.
        .filter(({ kind }) => kind !== 'role' && kind !== 'role-membership')
        .map(({ kind, address, cause }) => `${kind} ${address.join('.')}: ${cause}`)
    for (const [i, name] of NAMES.entries()) {
      const wanted = planted.filter(({ environment }) => environment === name)
      expect(causes(places[i]).sort()).toEqual(
        wanted.map((each) => `${each.kind} ${each.address.join('.')}: ${causeOf(each)}`).sort(),
      )
    }
    // A tool makes its record, which is no drift; that everybody may change this one is as critical as ever.
    const [local] = places
    expect(grid?.comparisons[local ?? -1]?.differences).toContainEqual(
      expect.objectContaining({
        id: 'table:public._prisma_migrations',
        cause: 'recordTable',
        severity: 'critical',
      }),
    )
    expect(causes(replays[0]?.place)).toContain('column public.invoices.purchase_order: pendingMigration')
    expect(causes(replays[0]?.place)).toContain(
      'index public.invoices.invoices_customer_id_status_hotfix: handMade',
    )
    const forecast = await readGrid(workspace, { forecast: 'prod' })
    expect(forecast.forecast).toMatchObject({ environment: 'prod', conflicts: [], error: null })
    expect(forecast.forecast?.migrations).toHaveLength(2)
    expect(forecast.pending).toEqual([0, 0, 0, null])
    expect(forecast.replays[0]?.counts).toMatchObject({ different: 0, sourceOnly: 1, targetOnly: 0 })
    // Recorded and never run; made by hand and never recorded.
    expect(drifted('dev')).toEqual(
      expect.arrayContaining(['different enum public.invoice_status', 'made table public.api_keys']),
    )
    expect(drifted('local').join('\n')).not.toMatch(/_prisma_migrations|report_runs/)
    await workspace.close()
  })
})

const HISTORY = `create schema supabase_migrations;
  create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);`

describe('a project of its own', () => {
  test('a Prisma folder and a Supabase history that ran the same are one table', async () => {
    const texts = ['create table one (id int);', 'create table two (id int);', 'create table three (id int);']
    const files = texts.map((text, i) => [
      `prisma/migrations/2026010${i + 1}000000_n${i}/migration.sql`,
      text,
    ])
    const recorded = texts
      .slice(0, 2)
      .map(
        (text, i) =>
          `insert into supabase_migrations.schema_migrations values ('2025120${i + 1}101010', array['${text}'], 'n${i}');`,
      )
    const prisma = `create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null,
      finished_at timestamptz, migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
      started_at timestamptz not null default now(), applied_steps_count int not null default 0);`
    const rows = texts.map((text, i) => {
      const checksum = createHash('sha256').update(text).digest('hex')
      return `insert into _prisma_migrations values ('${i}', '${checksum}', now(), '2026010${i + 1}000000_n${i}', null, null, now(), 1);`
    })
    const [prod, local] = await Promise.all([
      createDatabase(major, { sql: HISTORY + recorded.join('') }),
      createDatabase(major, { sql: prisma + rows.join('') }),
    ])
    const lock = { 'prisma/migrations/migration_lock.toml': 'provider = "postgresql"' }
    const workspace = await openProject(
      folder,
      { prod: prod.url, local: local.url },
      { files: { ...Object.fromEntries(files), ...lock }, folders: ['prisma/migrations'] },
    )
    const { migrations, findings } = await listMigrations(workspace, { show: 'everything' })
    expect(migrations.map(({ name, cells }) => [name, ...cells.map(({ state }) => state)]).sort()).toEqual([
      ['n0', 'applied', 'applied'],
      ['n1', 'applied', 'applied'],
      ['n2', 'notRecordedByTool', 'applied'],
    ])
    expect(findings).toEqual([])
    await workspace.close()
    await Promise.all([prod.drop(), local.drop()])
  })

  test('files are read anew when they change, records when a check finds them changed', async () => {
    const database = await createDatabase(major, { sql: HISTORY })
    const first = 'supabase/migrations/20260101000000_first.sql'
    const workspace = await project({ dev: database.url }, { [first]: 'create table a ();' })
    const states = async () =>
      (await listMigrations(workspace, { show: 'everything' })).migrations.map(({ version, cells }) => [
        version,
        cells[0]?.state,
      ])
    expect(await states()).toEqual([['20260101000000', 'pending']])
    write('supabase/migrations/20260102000000_second.sql', 'create table b ();')
    expect(await states()).toEqual([
      ['20260102000000', 'pending'],
      ['20260101000000', 'pending'],
    ])
    await database.query(
      `insert into supabase_migrations.schema_migrations values ('20260101000000', array['create table a ()'], 'first')`,
    )
    await checkEnvironments(workspace)
    expect(await states()).toEqual([
      ['20260102000000', 'pending'],
      ['20260101000000', 'applied'],
    ])
    write(first, 'create table a (changed int);')
    expect(await states()).toEqual([
      ['20260102000000', 'pending'],
      ['20260101000000', 'edited'],
    ])
    await workspace.close()
    await database.drop()
  })

  test('the repository tells on which branch a lost file was, and who wrote what', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
        cwd: folder,
        stdio: 'pipe',
      })
    const database = await createDatabase(major, {
      sql: `${HISTORY} insert into supabase_migrations.schema_migrations values ('20260102000000', null, 'lost')`,
    })
    write('supabase/migrations/20260101000000_first.sql', 'create table a ();')
    git('init', '-b', 'main')
    git('add', '.')
    git('commit', '-m', 'first')
    git('checkout', '-b', 'closed')
    write('supabase/migrations/20260102000000_lost.sql', 'create table b ();')
    git('add', '.')
    git('commit', '-m', 'lost')
    git('checkout', 'main')
    const workspace = await project({ dev: database.url })
    const { findings, migrations } = await listMigrations(workspace, { show: 'everything' })
    const missing = findings.find(({ sort }) => sort === 'missingFile')
    expect(missing?.evidence[0]).toMatch(
      /^supabase\/migrations\/20260102000000_lost\.sql was last on closed, in commit \w+ by Ada of \d{4}-/,
    )
    expect(migrations.find(({ name }) => name === 'first')?.git).toMatchObject({
      branch: 'main',
      isUncommitted: false,
      isOnlyHere: false,
      added: { author: 'Ada' },
    })
    await workspace.close()
    await database.drop()
  })

  test('an environment out of reach is unknown; filters narrow; an unknown migration or environment is told', async () => {
    const database = await createDatabase(major, { sql: HISTORY })
    const workspace = await project(
      { dev: database.url, prod: 'postgres://nobody@127.0.0.1:1/none' },
      { 'supabase/migrations/1_a.sql': 'select 1', 'supabase/migrations/2_b.sql': 'select 2' },
    )
    const answer = await listMigrations(workspace, {})
    expect(answer.environments.map(({ counts }) => counts)).toEqual([{ pending: 2 }, null])
    expect(answer.migrations.map(({ cells }) => cells.map(({ state }) => state))).toEqual([
      ['pending', 'unknown'],
      ['pending', 'unknown'],
    ])
    expect((await listMigrations(workspace, { text: 'B' })).migrations).toHaveLength(1)
    expect((await listMigrations(workspace, { status: 'unknown', environment: 'dev' })).matching).toBe(0)
    expect((await listMigrations(workspace, { status: 'unknown', environment: 'prod' })).matching).toBe(2)
    expect(
      (await listMigrations(workspace, { offset: 1, limit: 1 })).migrations.map(({ name }) => name),
    ).toEqual(['a'])
    await expect(listMigrations(workspace, { environment: 'pord' })).rejects.toMatchObject({
      code: 'E-ORIGIN',
    })
    await expect(readMigration(workspace, 'nothing')).rejects.toMatchObject({ code: 'E-MIGRATION' })
    await workspace.close()
    await database.drop()
  })

  test('files that cannot be used are told, and hide no others', async () => {
    const database = await createDatabase(major, { sql: HISTORY })
    const workspace = await project(
      { dev: database.url },
      {
        'supabase/migrations/1_meta.sql': '\\connect other\nselect 1;',
        'supabase/migrations/1_again.sql': 'select 1;',
        'supabase/migrations/notes.sql': 'select 1;',
      },
    )
    fs.writeFileSync(path.join(folder, 'supabase/migrations/2_bytes.sql'), Buffer.from([0x73, 0xff, 0xfe]))
    const { findings, migrations } = await listMigrations(workspace, {})
    expect(migrations.map(({ files }) => files[0])).toEqual([
      'supabase/migrations/2_bytes.sql',
      'supabase/migrations/1_meta.sql',
      'supabase/migrations/1_again.sql',
    ])
    expect(findings.map(({ sort, cause }) => [sort, cause])).toEqual(
      expect.arrayContaining([
        ['brokenFile', 'It is not UTF-8.'],
        ['brokenFile', expect.stringContaining('Line 1 is a command of psql (\\connect)')],
        ['brokenFile', expect.stringContaining('notes.sql is passed over')],
        ['duplicateVersion', expect.any(String)],
      ]),
    )
    await workspace.close()
    await database.drop()
  })
})
