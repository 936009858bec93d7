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
