import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { grant } from '../kinds/grant'
import { findRows, type Snapshot } from '../objects/snapshot'
import { supabasePrelude } from '../supabase/prelude'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { openProject } from './project.fixture'
import { replayMigrations } from './replay-migrations'
import { reportReplay } from './replay-report'

const [major = 18] = majors().slice(-1)
const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-platform-cache-'))
let folder = ''
let databases: TestDatabase[] = []

beforeAll(() => {
  vi.stubEnv('XDG_CACHE_HOME', cache)
})
afterAll(() => {
  vi.unstubAllEnvs()
  fs.rmSync(cache, { recursive: true, force: true })
})
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-platform-'))
  return async () => {
    for (const database of databases) await database.drop()
    databases = []
    fs.rmSync(folder, { recursive: true, force: true })
  }
})

const RECORD = `create table public.goose_db_version (id serial, version_id bigint, is_applied bool, tstamp timestamp default now());
  insert into goose_db_version (version_id, is_applied) values (0, true), (1, true)`

async function databaseOf(scripts: readonly string[]): Promise<string> {
  const database = await createDatabase(major)
  databases.push(database)
  for (const script of scripts) await database.query(script)
  return database.url
}

test('where they are deployed decides what files find, whatever tool runs them', async () => {
  const workspace = await openProject(
    folder,
    { plain: await databaseOf([RECORD]), prod: await databaseOf([...supabasePrelude(), RECORD]) },
    {
      files: {
        'migrations/1_members.sql': `-- +goose Up
-- +goose StatementBegin
do $$
begin
  if not exists (select from pg_roles where rolname = 'supabase_admin') then
    create schema auth;
    create function auth.uid() returns uuid language sql stable as 'select null::uuid';
  end if;
end
$$;
-- +goose StatementEnd
create table public.members (id uuid primary key default auth.uid());
`,
      },
      folders: ['migrations'],
      reference: 'prod',
    },
  )
  const granteesIn = async (name?: string) => {
    const { answer, snapshot } = await replayMigrations(workspace, name)
    expect(answer.failure).toBeNull()
    return findRows(snapshot as Snapshot, grant, []).flatMap((row) =>
      row.onKind === 'table' && row.second === 'members' ? [row.grantee] : [],
    )
  }
  expect(await granteesIn('prod')).toContain('anon')
  expect(await granteesIn('plain')).not.toContain('anon')
  expect(await granteesIn()).toContain('anon')
})

test('a baseline stands for what came before it, on a new database and in records', async () => {
  const record = (rows: string) => `create table flyway_schema_history (
      installed_rank int primary key, version varchar(50), description varchar(200), type varchar(20), script varchar(1000),
      checksum int, installed_by varchar(100), installed_on timestamp default now(), execution_time int, success boolean);
    insert into flyway_schema_history (installed_rank, version, description, type, script, execution_time, success) values ${rows}`
  const workspace = await openProject(
    folder,
    {
      old: await databaseOf([
        record(`(1, '1', 'a', 'SQL', 'V1__a.sql', 1, true), (2, '2', 'b', 'SQL', 'V2__b.sql', 1, true)`),
      ]),
      fresh: await databaseOf([record(`(1, '2', 'all', 'SQL_BASELINE', 'B2__all.sql', 1, true)`)]),
      marked: await databaseOf([record(`(1, '1', '<< Flyway Baseline >>', 'BASELINE', '', 0, true)`)]),
    },
    {
      files: {
        'migrations/V1__a.sql': 'create table a ();',
        'migrations/V2__b.sql': 'create table b ();',
        'migrations/B2__all.sql': 'create table a (); create table b ();',
        'migrations/V3__c.sql': 'create table c ();',
      },
      folders: ['migrations'],
      reference: 'old',
    },
  )
  const ran = async (name?: string) => {
    const { answer } = await replayMigrations(workspace, name)
    return answer.steps.map(({ path: file, state }) => [path.basename(file), state])
  }
  expect(await ran()).toEqual([
    ['B2__all.sql', 'ran'],
    ['V3__c.sql', 'ran'],
  ])
  expect(await ran('old')).toEqual([
    ['V1__a.sql', 'ran'],
    ['V2__b.sql', 'ran'],
  ])
  expect(await ran('fresh')).toEqual([['B2__all.sql', 'ran']])
  expect(await ran('marked')).toEqual([['V1__a.sql', 'ran']])
})

test('what a tool makes for its record is no drift', async () => {
  const file = 'create table a ();\n'
  const sum = createHash('sha256').update(file).digest('hex')
  const workspace = await openProject(
    folder,
    {
      prod: await databaseOf([
        `create schema drizzle;
         create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
         insert into drizzle.__drizzle_migrations (hash, created_at) values ('${sum}', 1700000000000);
         create table a ();`,
      ]),
    },
    {
      files: {
        'drizzle/0000_a.sql': file,
        'drizzle/meta/_journal.json': JSON.stringify({
          entries: [{ idx: 0, when: 1700000000000, tag: '0000_a' }],
        }),
      },
      folders: ['drizzle'],
    },
  )
  const { environments } = await reportReplay(workspace)
  expect(environments.map(({ drift }) => drift?.total)).toEqual([0])
})

test('rights that members of an extension get by default are no drift', async () => {
  const file = 'create extension citext; create table a ();'
  const workspace = await openProject(
    folder,
    { prod: await databaseOf([...supabasePrelude(), RECORD, file]) },
    { files: { 'migrations/1_a.sql': `-- +goose Up\n${file}\n` }, folders: ['migrations'] },
  )
  const { environments } = await reportReplay(workspace)
  expect(environments.map(({ drift }) => drift?.total)).toEqual([0])
})
