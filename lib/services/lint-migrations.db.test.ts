import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildDemo, type Demo, dropDemo } from '../demo/build'
import { demoProjectDir } from '../demo/files'
import { demoServer } from '../demo/test-server.fixture'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import type { LintAnswer } from './lint-answer'
import { lintMigrations } from './lint-migrations'
import { openProject, writeIn } from './project.fixture'

const [major = 18] = majors().slice(-1)
let folder = ''

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-lint-'))
  return () => fs.rmSync(folder, { recursive: true, force: true })
})

/** The last of the environments is the reference. */
const project = (urls: Readonly<Record<string, string>>, files?: Readonly<Record<string, string>>) =>
  openProject(folder, urls, { files })

const inShort = ({ files }: LintAnswer) =>
  files.flatMap(({ path: file, findings }) =>
    findings.map(({ severity, rule, line }) => `${path.basename(file)}:${line} ${severity} ${rule}`),
  )

describe('the demo', () => {
  const server = demoServer(major)
  const prefix = `lint_${process.pid}`
  let demo: Demo

  beforeAll(async () => {
    demo = await buildDemo(server, { prefix })
  })
  afterAll(() => dropDemo(server, prefix))

  test('its pending files do what was planted, each where it would run, and nothing else', async () => {
    fs.cpSync(demoProjectDir(), folder, { recursive: true })
    const { local, dev, staging, prod } = demo.urls
    const workspace = await project({ local, dev, staging, prod })
    const answers = await Promise.all(
      ['local', 'dev', 'staging', 'prod'].map((name) => lintMigrations(workspace, name)),
    )
    expect(answers.map(inShort)).toEqual([
      ['migration.sql:2 high exists-already'],
      [
        '20260903094000_api_keys.sql:2 high exists-already',
        '20260903094000_api_keys.sql:22 high exists-already',
      ],
      [],
      ['20261112110000_purchase_orders.sql:11 critical drop-column'],
    ])
    expect(answers[3]).toMatchObject({
      environment: 'prod',
      counts: { critical: 1, high: 0 },
      unread: 0,
      files: [
        { state: 'clean', statements: 7 },
        { state: 'found', label: 'Supabase CLI' },
      ],
      rules: { squawkVersion: expect.any(String) },
      sizesError: null,
    })
    expect(await lintMigrations(workspace)).toEqual(answers[3])
    await workspace.close()
  })
})

describe('a target of real size', () => {
  let target: TestDatabase
  let other: TestDatabase
  const RECORD = `create schema supabase_migrations;
    create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
    insert into supabase_migrations.schema_migrations values ('1', '{}', 'first');`

  beforeAll(async () => {
    target = await createDatabase(major, {
      sql: `${RECORD}
        create table few (id int); insert into few select 1; analyze few;
        create table empty (id int);
        create table uncounted (id int) with (autovacuum_enabled = off);
        create table parts (id int, note text) partition by range (id);
        create table parts_1 partition of parts for values from (0) to (500000);
        create table parts_2 partition of parts for values from (500000) to (5000000);
        insert into parts select i from generate_series(0, 1199999) i; analyze parts;
        create schema odd; create table odd.few (id int); insert into odd.few select generate_series(1, 20000); analyze odd.few;`,
    })
    other = await createDatabase(major, { sql: `${RECORD} create view latest as select 1` })
  })
  afterAll(async () => {
    await Promise.all([target.drop(), other.drop()])
  })

  const pending = (sql: string) => ({
    'supabase/migrations/1_first.sql': 'select 1;',
    'supabase/migrations/2_second.sql': sql,
  })

  test('tables are judged by how large they are, partitions together, and what is new or empty holds nobody up', async () => {
    const sql = `create index on few (id);
create index on empty (id);
create index on parts (id);
create index on odd.few (id);
create table fresh (id int); create index on fresh (id);
alter table few add c int not null;
alter table nothing add c int;
create extension no_such_extension;
create view latest as select 1;`
    const workspace = await project({ dev: other.url, prod: target.url }, pending(sql))
    const answer = await lintMigrations(workspace, 'prod')
    expect(inShort(answer).map((line) => line.replace('2_second.sql:', ''))).toEqual([
      '3 high index-blocks-writes',
      '6 high required-column',
      '7 high not-there',
      '8 high extension-not-offered',
      '4 medium index-blocks-writes',
      '9 medium exists-already',
      '1 low index-blocks-writes',
    ])
    const [parts] = answer.files[0]?.findings ?? []
    expect(parts?.why).toMatch(/^public\.parts has about 1\.2 million rows, \d+ MB, in prod\./)
    await workspace.close()
  })

  test('a table that is locked holds nobody up, and is judged by its last count', async () => {
    const workspace = await project({ prod: target.url }, pending('drop table parts, few;'))
    const holder = await createHolder('begin; lock table few in access exclusive mode')
    const answer = await lintMigrations(workspace, 'prod')
    await holder()
    expect(answer.sizesError).toBeNull()
    expect(answer.files[0]?.findings.map(({ why }) => why)).toEqual([
      expect.stringMatching(/^public\.parts has about 1\.2 million rows/),
      expect.stringMatching(/^public\.few has about 1 row/),
    ])
    await workspace.close()
  })

  test('a server that does not answer any more leaves sizes unknown, and the rest is judged', async () => {
    const workspace = await project(
      { prod: target.url },
      pending('create index on few (id); create table few ();'),
    )
    await other.query(`alter database "${target.name}" allow_connections false`)
    const answer = await lintMigrations(workspace, 'prod')
    await other.query(`alter database "${target.name}" allow_connections true`)
    expect(answer.sizesError).not.toBeNull()
    expect(inShort(answer)).toEqual([
      '2_second.sql:1 high index-blocks-writes',
      '2_second.sql:1 high exists-already',
    ])
    await workspace.close()
  })

  test('nothing is said of what is not known: no record, no such environment, no answer', async () => {
    const bare = await createDatabase(major)
    const workspace = await project(
      { bare: bare.url, gone: 'postgres://nobody@127.0.0.1:1/nothing', prod: target.url },
      { ...pending('select 1;'), 'supabase/migrations/3_third.sql': 'select \ufffd' },
    )
    await expect(lintMigrations(workspace, 'bare')).rejects.toMatchObject({
      code: 'E-LINT',
      hint: expect.stringContaining('keeps no record'),
    })
    await expect(lintMigrations(workspace, 'gone')).rejects.toMatchObject({ code: 'E-LINT' })
    await expect(lintMigrations(workspace, 'nobody')).rejects.toMatchObject({ code: 'E-ORIGIN' })
    writeIn(folder, 'supabase/migrations/4_fourth.sql', '')
    fs.writeFileSync(path.join(folder, 'supabase/migrations/3_third.sql'), Buffer.from([0x73, 0xff, 0xfe]))
    const { files, unread } = await lintMigrations(workspace, 'prod')
    expect(files.map(({ path: file, state }) => [path.basename(file), state])).toEqual([
      ['2_second.sql', 'clean'],
      ['3_third.sql', 'unread'],
      ['4_fourth.sql', 'clean'],
    ])
    expect(unread).toBe(1)
    await workspace.close()
    await bare.drop()
  })

  test('where a record may not be read, what hangs on it is neither judged nor called clean', async () => {
    const reader = 'lint_reader'
    const mixed = await createDatabase(major, {
      sql: `${RECORD} create role ${reader} login password 'for a test';
        create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz,
          migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
          started_at timestamptz not null default now(), applied_steps_count int not null default 0);
        grant usage on schema supabase_migrations to ${reader};
        grant select on supabase_migrations.schema_migrations to ${reader};`,
    })
    const url = Object.assign(new URL(mixed.url), { username: reader, password: 'for a test' }).href
    const workspace = await project(
      { prod: url },
      {
        ...pending('select 1;'),
        'prisma/schema.prisma': '',
        'prisma/migrations/migration_lock.toml': 'provider = "postgresql"',
        'prisma/migrations/20260101000000_a/migration.sql': 'drop table few;',
      },
    )
    const answer = await lintMigrations(workspace, 'prod')
    expect(answer).toMatchObject({ unknown: 1, files: [{ state: 'clean' }] })
    await workspace.close()
    await mixed.query(`drop owned by ${reader}; drop role ${reader}`)
    await mixed.drop()
  })

  /** A session that holds what the statement takes until it is told to let go. */
  async function createHolder(sql: string): Promise<() => Promise<void>> {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: target.url })
    await client.connect()
    await client.query(sql)
    return () => client.end()
  }
})
