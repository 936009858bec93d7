import { describe, expect, test } from 'vitest'
import { found, lint, type World } from '../lint.fixture'

type Case = readonly [title: string, sql: string, found: readonly string[]]

const cases = (list: readonly Case[], world?: World, tool?: string) =>
  test.each(list)('%s', async (_, sql, expected) => {
    expect(await found(sql, { ...(world ? { world } : {}), ...(tool ? { tool } : {}) })).toEqual(expected)
  })

describe('exists-already', () => {
  const rows: World['rows'] = {
    view: [{ schema: 'public', name: 'totals' }],
    enum: [{ schema: 'public', name: 'state', labels: '["a"]' }],
    function: [{ schema: 'public', name: 'add', argumentTypes: 'integer, public.state' }],
    column: [{ schema: 'public', table: 'small', name: 'note', type: 'text' }],
    index: [{ schema: 'public', table: 'small', name: 'small_note' }],
    trigger: [{ schema: 'public', table: 'small', name: 'touch' }],
    'check-constraint': [{ schema: 'public', table: 'small', name: 'small_positive' }],
    extension: [{ name: 'pgcrypto' }],
    role: [{ name: 'reader' }],
  }
  cases(
    [
      ['a table', 'create table small ()', ['high exists-already']],
      ['with if not exists', 'create table if not exists small ()', []],
      ['a name that no relation has', 'create table other ()', []],
      ['another schema', 'create schema s; create table s.small ()', []],
      ['a table where a view is', 'create table totals ()', ['high exists-already']],
      ['a view', 'create view totals as select 1', ['high exists-already']],
      ['or replace', 'create or replace view totals as select 1', []],
      ['a type', `create type state as enum ('a')`, ['high exists-already']],
      ['a function', 'create function add(int, state) returns int return 1', ['high exists-already']],
      ['another signature', 'create function add(int) returns int return 1', []],
      [
        'a column',
        'alter table empty add note text; alter table small add note text',
        ['high exists-already'],
      ],
      ['a column if not exists', 'alter table small add if not exists note text', []],
      ['an index', 'create index small_note on empty (note)', ['high exists-already']],
      [
        'a trigger',
        'create trigger touch before insert on small execute function f()',
        ['high exists-already'],
      ],
      ['its name on another table', 'create trigger touch before insert on empty execute function f()', []],
      [
        'a constraint',
        'alter table empty add a int; alter table small add constraint small_positive check (true) not valid',
        ['high exists-already'],
      ],
      [
        'replaced in one statement',
        'alter table small drop constraint small_positive, add constraint small_positive check (true) not valid',
        [],
      ],
      ['an extension', 'create extension pgcrypto', ['high exists-already']],
      ['a role', 'create role reader', ['high exists-already']],
      ['dropped before', 'drop view totals; create view totals as select 1', []],
      ['renamed away before', 'alter view totals rename to sums; create view totals as select 1', []],
      [
        'dropped with its schema',
        'drop schema if exists public cascade; create schema public; create view totals as select 1',
        ['critical drop-table'],
      ],
      [
        'dropped with its table',
        'alter table small rename to former; create table small (); create trigger touch before insert on small execute function f()',
        [],
      ],
      ['made twice by these files', 'create table a (); create table a ()', ['high exists-already']],
      ['a temporary table each time', 'create temp table a (); create temp table a ()', []],
      [
        'a name that a DO block may have dropped',
        `do $$ begin execute 'drop table small'; end $$; create table small ()`,
        [],
      ],
      ['what the search path leads to', 'create schema s; set search_path = s; create table small ()', []],
    ],
    { rows },
  )

  test('names what is in the way, and the file that made it first', async () => {
    const [first, second] = await lint({
      'a.sql': 'create table a ();',
      'b.sql': 'select 1;\ncreate table a ();',
    })
    expect(first?.state).toBe('clean')
    expect(second?.findings[0]).toMatchObject({
      line: 2,
      message: 'The table public.a is made twice: a.sql:1 makes it first.',
    })
  })

  test('another environment that runs the file too is named, one that has it by this file is not', async () => {
    const dev: World = { name: 'dev', rows: { view: [{ schema: 'public', name: 'v' }] } }
    const sql = 'create view v as select 1'
    const [file] = await lint(sql, { alsoPendingIn: dev })
    expect(file?.findings).toMatchObject([
      { severity: 'medium', message: expect.stringContaining('already in dev') },
    ])
    expect(await found(sql, { alsoPendingIn: { name: 'dev' } })).toEqual([])
    expect(await found(`drop view if exists v; ${sql}`, { alsoPendingIn: dev })).toEqual([])
  })

  test('what could not be read is not said to be there, nor to be lacking', async () => {
    expect(await found('alter table information_schema.t add c int')).toEqual([])
  })
})

describe('policy-not-dropped', () => {
  const rows: World['rows'] = { policy: [{ schema: 'public', table: 'small', name: 'own rows' }] }
  cases(
    [
      ['there already', 'create policy "own rows" on small', ['high policy-not-dropped']],
      [
        'dropped first',
        'drop policy if exists "own rows" on public.small; create policy "own rows" on small',
        [],
      ],
      ['another table', 'create policy "own rows" on big', []],
      [
        'twice in these files',
        'create policy p on small; create policy p on small',
        ['high policy-not-dropped'],
      ],
      [
        'dropped by a loop',
        `do $$ begin execute format('drop policy %I on small', 'own rows'); end $$; create policy "own rows" on small`,
        [],
      ],
    ],
    { rows },
  )

  test('gives the two statements to write', async () => {
    const [file] = await lint('create policy "own rows" on small for select', { world: { rows } })
    expect(file?.findings[0]?.sql).toBe(
      'drop policy if exists "own rows" on public.small;\ncreate policy "own rows" on small for select;',
    )
  })
})

describe('not-there', () => {
  cases([
    ['altered', 'alter table nothing add c int', ['high not-there']],
    ['if exists', 'alter table if exists nothing add c int', []],
    ['made before', 'create table t (); alter table t add c int', []],
    ['made only later', 'create index i on t (c); create table t (c int)', ['high not-there']],
    ['a policy on nothing', 'create policy p on nothing', ['high not-there']],
    ['filled', 'insert into nothing select * from nothing', ['high not-there']],
    [
      'read by a view',
      'create view v as select * from small, nothing, public.missing',
      ['high not-there', 'high not-there'],
    ],
    ['told once', 'insert into nothing select 1; update nothing set a = 2', ['high not-there']],
    ['named by WITH', 'create view v as with nothing as (select 1) select * from nothing', []],
    ['a relation of the system', 'select * from pg_tables', []],
    ['granted', 'grant select on nothing to reader', ['high not-there']],
    ['on a sequence, whose name no file may say', 'grant select on sequence nothing_id_seq to reader', []],
    [
      'what an extension may bring',
      'create extension pg_cron; insert into cron.job values (1)',
      ['high extension-not-offered'],
    ],
    ['dropped twice', 'drop table small; drop table small', ['critical drop-table', 'high not-there']],
    ['dropped if exists', 'drop table if exists nothing', []],
    ['a column of a table whose columns nobody read', 'alter table small drop column nothing', []],
    [
      'a constraint that got its name by itself',
      'create table t (a int unique); alter table t drop constraint t_a_key',
      [],
    ],
    [
      'an index that got its name by itself',
      'create table t (a int primary key); alter index t_pkey rename to k',
      [],
    ],
    ['a temporary table', 'create temp table t (a int); create index on t (a); drop table t', []],
    ['a table of the platform', 'create policy p on storage.objects', []],
    ['selected into', 'select 1 as a into t; alter table t add b int', []],
  ])
  cases(
    [
      ['a column that is not there', 'alter table small drop column nothing', ['high not-there']],
      [
        'a column, told once',
        "comment on column small.nothing is 'a'; comment on column small.nothing is 'b'",
        ['high not-there'],
      ],
      [
        'a column made only later',
        "comment on column small.later is 'a'; alter table small add later int",
        ['high not-there'],
      ],
    ],
    { rows: { column: [{ schema: 'public', table: 'small', name: 'a', type: 'integer' }] } },
  )
  cases(
    [
      ['rows before and after', 'update small set a = 1 where a = 2 returning old.*, new.*, old, new.a', []],
      [
        'by other names',
        'update small set a = 1 where a = 2 returning with (old as o, new as n) o.*, n, n.a',
        [],
      ],
      [
        'a column beside them',
        'update small set a = 1 where a = 2 returning old.*, nothing',
        ['high not-there'],
      ],
      ['of a foreign schema', 'import foreign schema public limit to (nothing) from server far into s', []],
      ['brought by it', 'import foreign schema public from server far into s; select * from s.made', []],
    ],
    {
      rows: {
        column: [{ schema: 'public', table: 'small', name: 'a', type: 'integer' }],
        schema: [{ name: 's', owner: 's' }],
      },
    },
  )
  cases(
    [
      ['a type', 'alter table small add b nothing', ['high not-there']],
      ['a function, told once', 'select nothing(); select nothing()', ['high not-there']],
      ['a schema', 'create table nothing.t (a text)', ['high not-there']],
      ['a type that an extension may bring', 'create extension pgcrypto; select 1::nothing', []],
      ['a function of a block', "do 'begin create function nothing(); end'; select nothing()", []],
    ],
    { live: { hasName: (_, name) => name !== 'nothing' } },
  )
  cases([['a name that nobody could ask for', 'select nothing()', []]], { live: null })
  cases(
    [
      [
        'beside an extension that is there',
        'create extension if not exists pgcrypto; insert into nothing values (1)',
        ['high not-there'],
      ],
    ],
    { rows: { extension: [{ name: 'pgcrypto' }] } },
  )
  cases(
    [
      ['what an extension may have, dropped', 'drop view nothing', []],
      ['read', 'select * from nothing', []],
    ],
    { rows: { extension: [{ name: 'postgis' }] }, live: null },
  )
  cases(
    [
      ['searched by whoever deploys', 'alter table mine add c int; drop table mine', []],
      ['in the schema of that role', 'set search_path = "$user", public; alter table mine add c int', []],
      ['made there', 'create table t (a int); alter table app.t add c int', []],
      [
        'made by its whole name',
        'create table public.t (a int); alter table app.t add c int',
        ['high not-there'],
      ],
      [
        'a search path of the file',
        'set search_path = public; alter table mine add c int',
        ['high not-there'],
      ],
      ['made nowhere', 'alter table yours add c int', ['high not-there']],
    ],
    {
      rows: {
        schema: [{ name: 'app', owner: 'app' }],
        table: [{ schema: 'app', name: 'mine' }],
      },
    },
  )

  const use = 'create index on made (a); select made_up(); alter table small add b made_type'
  const hasName = (_: string, name: string) => !name.startsWith('made')

  test('a program before it may have made it, one after it has not', async () => {
    const world: World = { live: { hasName } }
    const findings = ['high not-there', 'high not-there', 'high not-there']
    expect(await found({ '1.ts': null, '2.sql': use }, { world })).toEqual([])
    expect(await found({ '1.sql': use, '2.ts': null }, { world })).toEqual(findings)
    expect(await found({ '1.sql': '\\i made.sql', '2.sql': use }, { world, tool: 'sqitch' })).toEqual([])
  })

  test('what another tool makes may be there first', async () => {
    const world: World = { live: { hasName } }
    const made = `create table made (a int); create function made_up() returns int return 1; create type made_type as enum ('a')`
    const files = { '1.sql': use, '2.sql': made }
    const tool = (path: string) => (path === '1.sql' ? 'prisma' : 'drizzle')
    expect(await found(files, { world, tool })).toEqual([])
    expect(await found(files, { world, tool: 'prisma' })).toEqual([
      'high not-there',
      'high not-there',
      'high not-there',
    ])
  })
})

describe('foreign-key-before-table', () => {
  cases([
    [
      'made later',
      'create table a (b int references b); create table b (id int primary key)',
      ['high foreign-key-before-table'],
    ],
    ['made before', 'create table b (id int primary key); create table a (b int references b)', []],
    ['to itself', 'create table a (id int primary key, up int references a)', []],
    ['in the target', 'create table a (b int references small)', []],
    [
      'to nothing',
      'alter table empty add constraint f foreign key (a) references nothing',
      ['high foreign-key-before-table'],
    ],
  ])
})

describe('required-column', () => {
  cases([
    ['rows without a value', 'alter table small add c int not null', ['high required-column']],
    ['a default', 'alter table small add c int not null default 1', []],
    ['nullable', 'alter table small add c int', []],
    ['an empty table', 'alter table empty add c int not null', ['low required-column']],
    ['a new table', 'create table t (); alter table t add c int not null', []],
    ['unknown size', 'alter table uncounted add c int not null', ['high required-column']],
  ])
})

describe('enum-value-in-use', () => {
  const rows: World['rows'] = {
    enum: [{ schema: 'public', name: 'state', labels: '["a"]' }],
    column: [{ schema: 'public', table: 'empty', name: 'state', type: 'public.state' }],
  }
  const use = `alter type state add value 'b'; alter table empty alter state set default 'b'`
  cases(
    [
      ['used at once', use, ['high enum-value-in-use']],
      ['committed in between', use.replace(';', '; commit;'), []],
      ['another value', `alter type state add value 'b'; alter table empty alter state set default 'a'`, []],
      ['as a text', `alter type state add value 'b'; select 'b'::text from empty`, []],
      ['beside no column of the type', `alter type state add value 'b'; select 'b' from small`, []],
      ['in a comment', `alter type state add value 'b'; comment on type state is 'b'`, []],
      [
        'a type of the same transaction',
        `create type s2 as enum ('a'); alter type s2 add value 'b'; select 'b'::s2`,
        [],
      ],
    ],
    { rows },
  )

  test('hangs on what the tool puts into one transaction', async () => {
    const files = { 'a.sql': `alter type state add value 'b'`, 'b.sql': `select 'b'::state` }
    expect(await found(files, { world: { rows }, tool: 'drizzle' })).toEqual(['high enum-value-in-use'])
    expect(await found(files, { world: { rows }, tool: 'supabase' })).toEqual([])
  })
})

describe('not-in-transaction', () => {
  const sql = 'create index concurrently i on big (a)'
  cases([
    ['a file of the Supabase CLI', sql, ['high not-in-transaction']],
    ['vacuum', 'vacuum big', ['high not-in-transaction']],
    ['analyze', 'analyze big', []],
  ])
  test.each<[tool: string, sql: string, found: readonly string[]]>([
    ['prisma', sql, []],
    ['prisma', `${sql}; select 1`, ['high not-in-transaction']],
    ['goose', sql, ['high not-in-transaction']],
    ['goose', `-- +goose NO TRANSACTION\n${sql}`, []],
    ['sqlx', `-- no-transaction\n${sql}`, []],
    ['dbmate', `-- migrate:up transaction:false\n${sql}`, []],
    ['sqitch', sql, []],
    ['sqitch', `begin; ${sql}; commit`, ['high not-in-transaction']],
    ['home-made', sql, ['high not-in-transaction']],
    ['hasura', sql, ['high not-in-transaction']],
    ['flyway', `${sql}; vacuum big`, []],
    ['flyway', `${sql}; select 1`, ['high not-in-transaction']],
    ['flyway', 'reindex index concurrently i', ['high not-in-transaction']],
  ])('with %s: %s', async (tool, text, expected) => {
    expect(await found(text, { tool })).toEqual(expected)
  })
})

describe('extension-not-offered', () => {
  const supabase: World = { live: null, rows: { schema: [{ name: 'auth', owner: 'supabase_admin' }] } }
  cases([
    ['the server does not have it', 'create extension pg_cron', ['high extension-not-offered']],
    ['the server has it', 'create extension pgcrypto', []],
  ])
  test('where the server does not answer, lists decide, and what they do not tell is not said', async () => {
    const of = (sql: string, world: World) => found(sql, { world })
    expect(await of('create extension my_own', supabase)).toEqual(['high extension-not-offered'])
    expect(await of('create extension pg_cron', supabase)).toEqual([])
    expect(await of('create extension hstore', supabase)).toEqual([])
    expect(await of('create extension my_own', { live: null })).toEqual([])
  })
})

describe('psql-commands', () => {
  cases([
    ['a command of psql', '\\set x 1\nselect 1;', ['high psql-commands']],
    ['a backslash in a text', `select '\\set x 1';`, []],
  ])
  test('Sqitch runs its scripts with psql', async () => {
    expect(await found('\\set x 1\nselect 1;', { tool: 'sqitch' })).toEqual([])
  })
})

describe('other-tools-marks', () => {
  const undo = 'create table a ();\n-- migrate:down\nselect 1;'
  cases([
    ['the way down of another tool', undo, ['critical other-tools-marks']],
    [
      'a transaction that only another tool leaves out',
      '-- no-transaction\nselect 1;',
      ['medium other-tools-marks'],
    ],
    [
      'what Prisma warns of',
      '/*\n  Warnings:\n  - You are about to drop\n*/\nselect 1;',
      ['low other-tools-marks'],
    ],
    ['a text that looks like it', `select '\n-- migrate:down\n';`, []],
    ['words in a comment', '-- we migrate: down the road\nselect 1;', []],
  ])
  test('its own tool understands it', async () => {
    expect(await found(undo, { tool: 'dbmate' })).toEqual([])
  })
})

describe('does-not-parse', () => {
  test('the line of the mistake is told, the other statements are still judged, and nothing is called clean', async () => {
    const [file] = await lint('select 1;\nselect\n  frm from;\ntruncate small;')
    expect(file).toMatchObject({ state: 'partly', statements: 3 })
    expect(file?.findings.map(({ rule, line }) => [rule, line])).toEqual([
      ['truncate', 4],
      ['does-not-parse', 3],
    ])
  })

  test('what the tool puts in is no mistake, and not looked into either', async () => {
    const [file] = await lint(`grant select on small to \${role};`, { tool: 'flyway' })
    expect(file).toMatchObject({
      state: 'partly',
      findings: [],
      problems: [expect.stringContaining('Line 1')],
    })
  })
})
