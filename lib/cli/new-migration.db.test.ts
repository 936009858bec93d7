import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { removeCluster } from '../embedded/start-cluster'
import { Workspace } from '../services/workspace'
import { createDatabase, majors } from '../testing/servers'
import { parseCommand } from './arguments'
import { makeNew } from './verbs/new-migration'

const [major = 18] = majors().slice(-1)
let project = ''

beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-new-'))
  fs.mkdirSync(path.join(project, 'db/migrations'), { recursive: true })
  vi.stubEnv('XDG_CACHE_HOME', project)
})
afterEach(async () => {
  await removeCluster(path.join(project, 'lockstep', `shadow-${major}`))
  vi.unstubAllEnvs()
  fs.rmSync(project, { recursive: true, force: true })
})

const write = (name: string, text: string) => fs.writeFileSync(path.join(project, name), text)
const files = () => fs.readdirSync(path.join(project, 'db/migrations')).sort()

/** Runs `lockstep migrations new` and gives its exit code and what it printed. */
async function run(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const printed: string[] = []
  const terminal = {
    out: (text: string) => void printed.push(text),
    err: () => {},
    paint: (_: unknown, text: string) => text,
  }
  const workspace = new Workspace({ directory: project, variables })
  const code = await makeNew(parseCommand(['migrations', 'new', ...args]), workspace, terminal)
  return { code, printed: printed.join('\n') }
}

test('without any database, an empty file is written', async () => {
  write('db/migrations/001_first.sql', 'select 1;\n')
  expect(await run(['second one'])).toMatchObject({
    code: 0,
    printed: expect.stringMatching(/^✓ db\/migrations\/002_second_one\.sql/),
  })
  expect(files()).toEqual(['001_first.sql', '002_second_one.sql'])
  await expect(run(['Second-One'])).rejects.toMatchObject({ code: 'E-NEW-MIGRATION' })
  const { printed } = await run(['third', '--json', '--folder', './db/migrations/'])
  expect(JSON.parse(printed)).toMatchObject({ formatVersion: 1, isWritten: true, key: '003_third' })
})

test('a number that only a database has recorded is not used again', async () => {
  write('db/migrations/0001_first.sql', 'select 1;\n')
  const database = await createDatabase(major, {
    sql: `create table public.schema_migrations (version bigint primary key, dirty boolean not null);
      insert into public.schema_migrations values (7, false);`,
  })
  write('db/migrations/0001_first.up.sql', 'select 1;\n')
  fs.rmSync(path.join(project, 'db/migrations/0001_first.sql'))
  await run(['next'], { MAIN_DATABASE_URL: database.url })
  expect(files()).toEqual(['0001_first.up.sql', '0008_next.down.sql', '0008_next.up.sql'])
  await database.drop()
})

test('what drifted is written when it is proven, and otherwise shown with code 2', {
  timeout: 120_000,
}, async () => {
  write('db/migrations/20260101000000_first.sql', '-- migrate:up\ncreate table t (a int);\n-- migrate:down\n')
  const database = await createDatabase(major, {
    sql: `create table t (a int); create index by_hand on t (a); alter table t add constraint c check (a > 0);
      create table public.schema_migrations (version varchar(128) primary key);
      insert into public.schema_migrations values ('20260101000000');
      alter table t alter column a type bigint;`,
  })
  const variables = { MAIN_DATABASE_URL: database.url }
  const type = await run(['wide', '--from', 'main', '--object', 'column:public.t.a'], variables)
  expect(type).toMatchObject({ code: 2, printed: expect.stringMatching(/No statement could be written/) })
  expect(type.printed).toMatch(/column public\.t\.a: Its type differs[\s\S]*Nothing was written\./)
  const named = await run(['by hand', '--from', 'main', '--object', 'public.t.by_hand'], variables)
  expect(named).toMatchObject({ code: 0, printed: expect.stringMatching(/✓ proven after 1 file on/) })
  expect(files()).toHaveLength(2)
  await expect(run(['x', '--from', 'main', '--object', 'y'], variables)).rejects.toMatchObject({
    message: 'y did not drift in main',
    hint: expect.stringContaining('check-constraint:public.t.c'),
  })
  await database.drop()
})
