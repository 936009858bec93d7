import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoProjectDir } from '../demo/files'
import { supabasePrelude } from '../supabase/prelude'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { replay } from './replay'
import type { ReplayStep } from './replay-step'

const [major = 18] = majors().slice(-1)
let database: TestDatabase
let client: pg.Client

beforeEach(async () => {
  database = await createDatabase(major)
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  return async () => {
    await client.end()
    await database.drop()
  }
})

const steps = (...texts: readonly string[]): ReplayStep[] =>
  texts.map((text, i) => ({ id: `${i + 1}`, path: `${i + 1}.sql`, text }))

const run = (texts: readonly string[], searchPath: string | null = null) =>
  replay({ client }, steps(...texts), { searchPath })

test('the demo builds from its files, with what the platform brings', async () => {
  for (const script of supabasePrelude()) await client.query(script)
  const folder = path.join(demoProjectDir(), 'supabase', 'migrations')
  const files = fs.readdirSync(folder).sort()
  const texts = files.map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
  const { failure, steps: done } = await run(texts, '"$user", public, extensions')
  expect(failure).toBeNull()
  expect(done.map(({ state }) => state)).toEqual(files.map(() => 'ran'))
})

test('what differences and guides of the platform put into files', async () => {
  for (const script of supabasePrelude()) await client.query(script)
  const { failure, standIns } = await run(
    [
      `create trigger objects_delete_delete_prefix after delete on storage.objects for each row
         execute function storage.delete_prefix_hierarchy_trigger();
       create trigger prefixes_create_hierarchy before insert on storage.prefixes for each row
         when (pg_trigger_depth() < 1) execute function storage.prefixes_insert_trigger();
       create trigger protect_buckets_delete before delete on storage.buckets for each statement
         execute function storage.protect_delete();
       create function public.levels() returns setof text language sql as
         $$ select authentication_method from auth.mfa_amr_claims $$;`,
      `create extension http with schema extensions;
       create extension pg_tle;
       select http_set_curlopt('CURLOPT_TIMEOUT', '30');
       select pgtle.uninstall_extension_if_exists('supabase-dbdev');
       drop extension if exists "supabase-dbdev";
       select pgtle.install_extension('supabase-dbdev', x.content, 'packages', x.content)
         from http(('GET', 'http://127.0.0.1', array[('a', 'b')::http_header], null, null)) x;
       create extension "supabase-dbdev";
       select dbdev.install('somebody-something');`,
      `create extension pgmq;
       select pgmq.create('jobs');
       create function public.jobs() returns setof pgmq.message_record language sql as
         $$ select * from pgmq.read('jobs', 30, 5) $$;`,
    ],
    '"$user", public, extensions',
  )
  expect(failure).toBeNull()
  expect(standIns.map(({ name }) => name)).toEqual(['http', 'pg_tle', 'supabase-dbdev', 'pgmq'])
})

describe('what tools do with a file', () => {
  test('a failed file leaves nothing, those before it stay, those after it do not run', async () => {
    const { steps: done, failure } = await run([
      'create table a ()',
      'create table b ();\n\ninsert into b\n  values (1);',
      'create table c ()',
    ])
    expect(done.map(({ state }) => state)).toEqual(['ran', 'failed', 'notRun'])
    expect(failure).toMatchObject({ path: '2.sql', line: 4, sqlState: '42601' })
    const { rows } = await client.query(
      `select to_regclass('a') as a, to_regclass('b') as b, to_regclass('c') as c`,
    )
    expect(rows).toEqual([{ a: 'a', b: null, c: null }])
  })

  test('what cannot run in a transaction runs apart, and a new enum value may be used at once', async () => {
    const { failure, steps: done } = await run([
      `create table a (b int); create type e as enum ('x')`,
      'create index concurrently i on a (b);\nselect 1;',
      `alter type e add value 'y'; create table c (e e default 'y');`,
    ])
    expect(failure).toBeNull()
    expect(done.map(({ ranApart }) => ranApart)).toEqual([false, true, true])
  })

  test('transactions of its own, rows of COPY and lines for psql', async () => {
    const { failure, steps: done } = await run([
      '\\set ON_ERROR_STOP on\nbegin;\ncreate table a (b int);\ncommit;\n',
      'copy a from stdin;\n1\n2\n\\.\nalter table a add c int;\n',
    ])
    expect(failure).toBeNull()
    expect((await client.query('select count(*)::int from a where c is null')).rows).toEqual([{ count: 2 }])
    expect(done.map(({ psqlLines }) => psqlLines)).toEqual([[1], []])
  })

  test('what a file committed stays, when it goes on after something was stood in for', async () => {
    const { failure, standIns } = await run([
      'create table a (b int)',
      'create index concurrently i on a (b);\ngrant select on a to nobody_here;',
      'begin;\ncreate table c ();\ncommit;\nbegin;\ncreate table d ();\ngrant select on d to nobody_there;\ncommit;',
    ])
    expect(failure).toBeNull()
    expect(standIns.map(({ name }) => name)).toEqual(['nobody_here', 'nobody_there'])
    const { rows } = await client.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relname in ('a', 'c', 'd', 'i') order by 1`,
    )
    expect(rows.map(({ relname }) => relname)).toEqual(['a', 'c', 'd', 'i'])
    await client.query('drop owned by nobody_here, nobody_there; drop role nobody_here, nobody_there')
  })

  test('settings of one file do not reach the next', async () => {
    const { failure } = await run(['create schema s; set search_path = s', 'create table t ()'])
    expect(failure).toBeNull()
    expect((await client.query(`select to_regclass('public.t') as t`)).rows).toEqual([{ t: 't' }])
  })

  test('savepoints are part of the transaction of the file', async () => {
    const { failure, steps: done } = await run([
      'create table a ();\nsavepoint s;\ncreate table b ();\nrollback work to savepoint s;\ncreate table c ();',
    ])
    expect(failure).toBeNull()
    expect(done[0]?.ranApart).toBe(false)
    const { rows } = await client.query(
      `select to_regclass('a') as a, to_regclass('b') as b, to_regclass('c') as c`,
    )
    expect(rows).toEqual([{ a: 'a', b: null, c: 'c' }])
  })

  test('a procedure that commits runs outside of transactions', async () => {
    const { failure, steps: done } = await run([
      `create procedure p() language plpgsql as $$ begin commit; end $$;\ncall p();`,
    ])
    expect(failure).toBeNull()
    expect(done[0]?.ranApart).toBe(true)
  })

  test('the line within a block, and what called what', async () => {
    const { failure } = await run([
      `create function f() returns int language plpgsql as $$ begin return 1 / 0; end $$;`,
      `select 1;\n\ndo\n$$\ndeclare\n  n int;\nbegin\n  n := f();\nend\n$$;`,
    ])
    expect(failure).toMatchObject({ path: '2.sql', line: 8, sqlState: '22012' })
    expect(failure?.context).toContain('function f() line 1')
  })

  test('the line of a place that characters outside of the basic plane stand before', async () => {
    const { failure } = await run([`select '${'🐘'.repeat(30)}'\n  as a,\n  nothing`])
    expect(failure).toMatchObject({ line: 3, sqlState: '42703' })
  })

  test('it ends when it is told to', async () => {
    await expect(
      replay({ client }, steps('select 1'), {
        searchPath: null,
        signal: AbortSignal.abort(new Error('enough')),
      }),
    ).rejects.toThrow('enough')
  })
})

describe('what a failure means', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['made twice', ['create table a ()', 'select 1;\ncreate table "a" ();'], /first created in 1\.sql:1/],
    ['made later', ['alter table a add b int', 'create table a ()'], /only later, in 2\.sql:1/],
    ['never made', ['alter table a add b int'], /No file creates it/],
    [
      'dropped before',
      ['create table a ()', 'drop table a', 'select * from a'],
      /created in 1\.sql:1, and is gone/,
    ],
    [
      'a policy names it, and a later file makes it',
      [
        'create table a ()',
        'create policy p on a using (known())',
        'create function known() returns bool return true',
      ],
      /only later, in 3\.sql:1/,
    ],
    [
      'only policies name it',
      ['create table a ()', 'create policy p on a using (known())', 'create policy p on a using (known())'],
      /No file creates it/,
    ],
    [
      'dropped above, in the same file',
      [`create type e as enum ('x');\ndrop type e;\ncreate function f(e[]) returns int return 1;`],
      /created in 1\.sql:1, and is gone/,
    ],
    [
      'made below, in the same file',
      ['select 1;\nselect * from a;\ncreate table a ();'],
      /only later, in 1\.sql:3/,
    ],
    [
      'a column, made twice',
      ['create table a (b int, -- this\n c int)', 'create table b ()', 'alter table a add c int'],
      /first created in 1\.sql:1/,
    ],
    [
      'a column of the same name elsewhere',
      ['create table a ()', 'create table b (c int)', 'alter table a drop column c'],
      /No file creates it/,
    ],
    [
      'a placeholder',
      [`create table a ();\ninsert into \${schema}.a values (1);`],
      /^\$\{schema\} stands for something/,
    ],
    [
      'a variable of psql',
      [`create role a;\nalter role a password :'secret';`],
      /^:'secret' stands for something/,
    ],
    ['a command of psql', [String.raw`select 'select 1' \gexec`], /^A command of psql stands behind/],
    ['no placeholder', ['create tabel a ()'], /may be of a newer version/],
    ['an unknown extension', ['create extension nobody_has_this'], /does not have this extension/],
    ['rows', ['create table a (b int unique); insert into a values (1), (1)'], /rows that the files write/],
  ])('%s', async (_, texts, meaning) => {
    const { failure } = await run(texts)
    expect(failure?.explanation).toMatch(meaning)
  })
})

describe('stand-ins', () => {
  beforeAll(() => undefined)
  afterAll(async () => {
    const cleaner = await createDatabase(major)
    await cleaner.query('drop role if exists replay_missing')
    await cleaner.drop()
  })

  test('extensions that only the platform has, and roles, are stood in for and told', async () => {
    const { failure, standIns } = await run([
      `create extension if not exists pg_cron with schema pg_catalog;
       comment on extension pg_cron is 'jobs';
       select cron.schedule('nightly', '0 0 * * *', 'select 1');
       create table a (); grant select on a to replay_missing;`,
      `create extension "pg_net"; select net.http_post(url := 'http://127.0.0.1');`,
    ])
    expect(failure).toBeNull()
    expect(standIns.map(({ sort, name }) => [sort, name])).toEqual([
      ['extension', 'pg_cron'],
      ['role', 'replay_missing'],
      ['extension', 'pg_net'],
    ])
    expect((await client.query('select jobname from cron.job')).rows).toEqual([{ jobname: 'nightly' }])
  })

  test.each(['pg_cron', 'pg_net', 'supabase_vault', 'pg_graphql', 'pgmq', 'pgjwt', 'http', 'pgsodium'])(
    '%s',
    async (name) => {
      const { failure, standIns } = await run([
        `create extension if not exists ${name}`,
        `create extension ${name}`,
      ])
      expect([failure, standIns.map((each) => each.name)]).toEqual([null, [name]])
    },
  )
})
