import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { removeCluster } from '../embedded/start-cluster'
import { standInFor } from '../migrations/stand-ins'
import { supabasePrepared } from '../supabase/prelude'
import { majors } from '../testing/servers'
import { readStandIns } from './hand-over'
import { makeLimitedShadow, type Shadow } from './make-shadow'
import { runFile } from './run-file'

/** Of extensions that are in no other, whatever a file says. */
const OWN_SCHEMAS: Readonly<Record<string, string>> = {
  pg_cron: 'pg_catalog',
  pg_graphql: 'graphql',
  pg_tle: 'pgtle',
  pgmq: 'pgmq',
  pgsodium: 'pgsodium',
  'supabase-dbdev': 'dbdev',
  supabase_vault: 'vault',
}

describe.each(majors())('a limited shadow of Postgres %i', (major) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-limited-'))
  const proof = path.join(os.tmpdir(), `lockstep-escaped-${process.pid}-${major}`)
  /** Keeps the server up. */
  let watcher: Shadow
  let shadow: Shadow

  beforeAll(async () => {
    watcher = await makeLimitedShadow(folder, major)
  })
  afterAll(async () => {
    await watcher.drop()
    await removeCluster(folder)
  })
  beforeEach(async () => {
    shadow = await makeLimitedShadow(folder, major)
    return () => shadow.drop()
  })

  const ask = async (text: string) => (await shadow.client.query(text)).rows
  const fails = async (text: string) => (await runFile(shadow, text)).failure
  const works = async (text: string) => expect(await fails(text)).toBeNull()

  test.each([
    ['a program', `copy (select 1) to program 'touch ${proof}'`],
    [
      'a program from a block',
      `do $$ begin execute 'copy (select 1) to prog' || 'ram ''touch ${proof}'''; end $$`,
    ],
    ['a file', `copy (select 1) to '${proof}'`],
    ['a file that is read', `select pg_read_file('/etc/passwd')`],
    ['a folder', `select pg_ls_dir('/')`],
    ['a large object from a file', `select lo_import('/etc/passwd')`],
    ['a library', `create function f() returns int language c as 'libc', 'getpid'`],
    ['code of the server', `create function f(text) returns text language internal as 'pg_read_file_all'`],
    ['a setting of the server', `alter system set archive_command = 'touch ${proof}'`],
    ['a superuser', 'create role evil superuser'],
    ['the superuser', 'set session authorization lockstep'],
    ['the superuser by RESET', 'reset session authorization; reset role; create role evil superuser'],
    ['the superuser by membership', 'grant lockstep to postgres'],
    ['the roles of programs and files', 'grant pg_execute_server_program to postgres'],
    ['passwords', 'select * from pg_authid'],
    ['a library for later', `alter role postgres set session_preload_libraries = 'x'`],
    ['a database', 'create database other'],
    [
      'an extension with files',
      "select pg_catalog.lockstep_create_extension('file_fdw', null, false, false)",
    ],
    ['a connection', `create extension dblink; select dblink_connect('host=127.0.0.1 password=x')`],
    [
      'a connection by a foreign table',
      `create extension postgres_fdw; create server s foreign data wrapper postgres_fdw options (host '127.0.0.1');
       create user mapping for current_user server s options (user 'a', password 'b');
       create foreign table t (a int) server s; select * from t`,
    ],
    ['a subscription', `create subscription s connection 'host=127.0.0.1' publication p`],
  ])('refuses %s', async (_, text) => {
    expect(await fails(text)).toMatchObject({
      sqlState: expect.stringMatching(/^(42501|42704|55000|22023)$/),
    })
    expect(fs.existsSync(proof)).toBe(false)
  })

  test('does not run the code of a migration as its superuser', async () => {
    await works(`create table ran_as (who text);
      create function note() returns event_trigger language plpgsql as
        $$ begin insert into public.ran_as values (current_user); end $$;
      create event trigger noting on ddl_command_end execute function note();
      create extension pg_stat_statements;
      create extension if not exists pg_stat_statements;`)
    expect(await ask('select distinct who from ran_as where who <> $$postgres$$')).toEqual([])
    await works('alter event trigger noting enable always')
    expect(await fails('create extension earthdistance cascade')).toMatchObject({ sqlState: '42501' })
  })

  test('runs what migrations need a superuser for', async () => {
    await works(`create schema extensions;
      -- create extension pg_stat_statements;
      create extension if not exists "pg_stat_statements" with schema "extensions";
      comment on extension pg_stat_statements is 'times';
      create extension moddatetime schema extensions; create extension pgcrypto; create extension "uuid-ossp";
      create extension earthdistance cascade;
      create role app_user login; create schema app authorization app_user;
      create table app.t (id int); alter table app.t owner to app_user; grant all on schema public to app_user;
      set role app_user; create table app.u (); reset role; alter default privileges for role app_user grant select on tables to public;
      alter role postgres set search_path = app; alter role postgres password 'postgres';
      alter schema public owner to app_user; create publication p for table app.t;`)
    expect(
      await ask(`select extname, extowner::regrole::text as owner from pg_extension where extname ~ '^pg_'`),
    ).toEqual([{ extname: 'pg_stat_statements', owner: 'postgres' }])
    const copy = await shadow.copy()
    expect((await copy.client.query('show search_path')).rows).toEqual([{ search_path: '"$user", public' }])
    await copy.drop()
  })

  test('roles that a block makes are joined by whoever made them', async () => {
    const name = `made_in_block_${major}`
    const make = `do $$ begin if not exists (select from pg_roles where rolname = '${name}') then create role ${name}; end if; end $$;`
    await works(`${make}\nset role ${name};\nreset role;\ncreate schema own authorization ${name};`)
    await works(`set role ${name}; create table own.t (); reset role;`)
    expect(await fails(`${make}\nset role lockstep;`)).toMatchObject({
      line: 2,
      statement: 'set role lockstep',
      sqlState: '42501',
    })
    await works(`drop schema own cascade; drop role ${name}`)
  })

  test.runIf(major >= 15)('settings that only a superuser may set otherwise', async () => {
    await works('set session_replication_role = replica; set log_min_messages = warning')
  })

  test.each(Object.keys(readStandIns()))('%s is stood in for, as an extension', async (name) => {
    const script = `create schema "Ext";
      create extension if not exists "${name}" with schema "Ext";
      comment on extension "${name}" is 'more';
      select 1;`
    const failure = (await fails(script)) as NonNullable<Awaited<ReturnType<typeof fails>>>
    const standIn = await standInFor(shadow, failure, script)
    await works(standIn?.script ?? '')
    expect(standIn?.script.split('\n')).toHaveLength(4)
    const found =
      await ask(`select extname, extowner::regrole::text as owner, extnamespace::regnamespace::text as schema
      from pg_extension where extversion = 'stand-in'`)
    expect(found).toEqual([{ extname: name, owner: 'postgres', schema: OWN_SCHEMAS[name] ?? '"Ext"' }])
    const strangers = await ask(`select p.proname from pg_proc p where p.oid >= 16384 and not exists (
      select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')`)
    expect(strangers).toEqual([])
    await works(
      `create extension if not exists "${name}"; drop extension "${name}" cascade; drop schema "Ext"`,
    )
  })

  test('vectors and their indexes keep what they are made with', async () => {
    const script = `create extension vector;
      create table items (id int, e vector(3), h halfvec(2));
      create index on items using hnsw (e vector_cosine_ops) with (m = 16, ef_construction = '64');
      create index flat on items using ivfflat (e vector_l2_ops) with (lists = 100);
      create index half on items using hnsw ((e::halfvec(3)) halfvec_l2_ops);
      insert into items values (1, '[1,2,3]', '[1,2]');
      create function near(q vector(3)) returns setof int language sql as
        $$ select id from items where e <=> q < 0.5 and 1 - (e <=> q) > 0 order by e <-> q limit 1 $$;
      select near('[1,2,3]');`
    const failure = (await fails(script)) as NonNullable<Awaited<ReturnType<typeof fails>>>
    await works((await standInFor(shadow, failure, script))?.script ?? '')
    const found = await ask(`select format_type(atttypid, atttypmod) as type from pg_attribute
      where attrelid = 'items'::regclass and attname = 'e' union all
      select pg_get_indexdef(indexrelid) from pg_index where indrelid = 'items'::regclass`)
    expect(found.map(({ type }) => type)).toEqual([
      'vector(3)',
      `CREATE INDEX items_e_idx ON public.items USING hnsw (e vector_cosine_ops) WITH (m='16', ef_construction='64')`,
      `CREATE INDEX flat ON public.items USING ivfflat (e) WITH (lists='100')`,
      expect.stringContaining('USING hnsw (((e)::halfvec(3)) halfvec_l2_ops)'),
    ])
  })

  test('event triggers keep what they are for', async () => {
    await works(`create function "no drop"() returns event_trigger language plpgsql as 'begin end';
      create event trigger "No Drop" on sql_drop
        when tag in ('DROP TABLE', 'DROP VIEW')
        execute procedure "no drop"();
      drop table if exists nothing;`)
    expect(
      await ask('select evtname, evtevent, evttags, evtowner::regrole::text as owner from pg_event_trigger'),
    ).toEqual([
      { evtname: 'No Drop', evtevent: 'sql_drop', evttags: ['DROP TABLE', 'DROP VIEW'], owner: 'postgres' },
    ])
    const again = 'create event trigger "No Drop"\n  on sql_drop execute function "no drop"()'
    expect(await fails(`select 1;\n${again};\nselect 2`)).toMatchObject({ line: 2, statement: again })
  })

  test.each([1, 2])(
    'with the platform, its owner may do what a project may: template %i',
    async (template) => {
      const prepared = { ...supabasePrepared(), key: `platform ${template}` }
      const project = await makeLimitedShadow(folder, major, { prepared })
      const { failure } = await runFile(
        project,
        `create function public.on_user() returns trigger language plpgsql as 'begin return new; end';
       create trigger on_user after insert on auth.users for each row execute function public.on_user();
       create policy readers on storage.objects for select using (true);
       insert into storage.buckets (id, name) values ('a', 'a');
       create table public.t (id uuid references auth.users); alter publication supabase_realtime add table public.t;
       grant select on public.t to anon; alter default privileges in schema public revoke all on tables from anon;
       create extension if not exists moddatetime schema extensions;
       create or replace function vault.create_secret(text) returns uuid language sql as 'select null::uuid';
       set role supabase_admin; create table cron.more (); reset role; drop event trigger pgrst_drop_watch;`,
      )
      const { rows } = await project.client.query(
        `select tableowner from pg_tables where tablename = 't' union all
       select nspowner::regrole::text from pg_namespace where nspname = 'extensions' union all
       select pubowner::regrole::text from pg_publication where pubname = 'supabase_realtime'`,
      )
      const superusers = await project.client.query('select rolname from pg_roles where rolsuper')
      await project.drop()
      expect(failure).toBeNull()
      expect(rows.map(({ tableowner }) => tableowner)).toEqual(['postgres', 'postgres', 'postgres'])
      expect(superusers.rows).toEqual([{ rolname: 'lockstep' }])
    },
  )
})
