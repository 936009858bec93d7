import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDatabase } from '../../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../../testing/servers'
import { environmentFacts } from './facts'
import { findingsIn } from './lint.fixture'

const [oldest, newest] = [majors()[0], majors().at(-1)] as [Major, Major]
type Major = ReturnType<typeof majors>[number]

const SCHEMA = `create table notes (id int primary key, state text default 'new', note text);
  insert into notes values (1);
  create table users (id int primary key, name text unique);
  create index notes_state on notes (state);
  create view latest as select * from notes; create view newest as select state from latest;
  create type state as enum ('new', 'old');
  create function add(a int, b text default '') returns int language sql return a;
  create function touch() returns trigger language plpgsql as 'begin return new; end';
  create trigger touched before update on notes for each row execute function touch();
  create policy own on notes;
  alter table notes add constraint positive check (id > 0);
  create schema other; create table other.users (id int);
  create function scored(text) returns text language sql immutable return $1;
  create table ranked (note text); create index ranked_scored on ranked (scored(note));`

const FAILS = new Set([
  'does-not-parse',
  'exists-already',
  'policy-not-dropped',
  'not-there',
  'foreign-key-before-table',
  'required-column',
  'enum-value-in-use',
  'not-in-transaction',
  'extension-not-offered',
])

/** Migrations, a statement a line. */
const SCRIPTS = [
  'create table notes (id int)',
  'create table users_2 (id int)\ncreate table users_2 (id int)',
  'create table other.notes (id int)\ncreate table other.users (id int)',
  'set local search_path = other\ncreate table notes (id int)\ncreate table users (id int)',
  'create view notes as select 1',
  'create index notes_state on users (id)',
  'create index notes_pkey on users (id)',
  'create table latest (id int)',
  'create or replace view latest as select id, state, note from notes',
  `create type state as enum ('a')`,
  `drop type state\ncreate type state as enum ('a')\ncreate type state as enum ('b')`,
  'create function add(int, text) returns int language sql return 1',
  'create function add(integer, varchar) returns int language sql return 1',
  'create function add(x int, out y int) returns int language sql return 1',
  'drop function add\ncreate function add(int, text) returns int language sql return 1',
  'create trigger touched before update on users for each row execute function touch()\ncreate trigger touched before update on notes for each row execute function touch()',
  'alter function add(int, text) rename to plus\ncreate function add(int, text) returns int language sql return 1',
  'alter function add set schema other\ncreate function add(int, text) returns int language sql return 1',
  'alter function add(int, text) rename to plus\ncreate function plus(int, text) returns int language sql return 1',
  'create policy own on users\ncreate policy own on notes',
  'drop policy own on notes\ncreate policy own on notes\ncreate policy own on notes',
  'alter table notes add note text',
  'alter table notes drop note cascade\nalter table notes add note text',
  'alter table users add constraint positive check (id > 0)\nalter table notes add constraint positive check (id > 0)',
  'alter table notes drop constraint positive, add constraint positive check (id > 1) not valid',
  'alter table notes rename to papers\ncreate table notes (id int)\ncreate policy own on notes\ncreate policy own on papers',
  'alter table users set schema other',
  'alter table users rename to people\nalter table users add a int',
  'create schema other',
  'drop schema other cascade\ncreate schema other\ncreate table other.users (id int)',
  'create table if not exists notes (id int)\ncreate table notes (id int)',
  'alter table nothing add a int',
  'drop view latest cascade\ncreate view latest as select 1\ncreate view newest as select 1 as one',
  'drop table notes cascade\ncreate view newest as select 1 as one',
  'alter table notes drop state cascade\ncreate view newest as select 1 as one',
  `drop function touch() cascade\ncreate function touch() returns trigger language plpgsql as 'begin return new; end'\ncreate trigger touched before update on notes for each row execute function touch()`,
  'drop function scored(text) cascade\ncreate table ranked (id int)',
  'drop function scored(text) cascade\ncreate index ranked_scored on users (id)',
  'drop view newest\ncreate view latest as select 1',
  'create policy p on nothing',
  'create trigger t before update on nothing for each row execute function touch()',
  'drop table notes cascade\ndrop table notes',
  'insert into nothing values (1)',
  'insert into other.notes select * from notes',
  'with gone as (delete from nothing returning *) select * from gone',
  'update users set name = nothing.name from nothing',
  'delete from users using nothing n where n.id = users.id',
  'merge into nothing using users u on false when matched then do nothing',
  'create view v as select * from notes join nothing on true',
  'create view v as with nothing as (select 1 as a) select * from nothing',
  'create view v as select (select count(*) from nothing) from users',
  'create materialized view m as select * from users\nrefresh materialized view m\nselect * from m',
  'refresh materialized view nothing',
  'create rule r as on insert to nothing do nothing',
  'create rule r as on insert to users do also insert into nothing values (new.id)',
  'create rule r as on insert to users do also select new.id, old_names.name from users old_names',
  'select * from users u for update of u',
  'select * from pg_class, pg_catalog.pg_type, information_schema.tables limit 1',
  'create temp table t (id int)\ninsert into t select 1\nselect * from t',
  'create table t (like nothing)',
  'create table t () inherits (nothing)',
  'create table t partition of nothing default',
  'truncate users, nothing',
  'lock table nothing',
  'grant select on nothing to public',
  'grant select on pg_stat_activity to public',
  'revoke all on other.users, other.notes from public',
  "comment on table nothing is 'x'",
  "comment on column users.name is 'x'\ncomment on column nothing.name is 'x'",
  "comment on policy own on notes is 'x'\ncomment on policy own on nothing is 'x'",
  'alter view nothing rename to something',
  'alter view nothing owner to postgres',
  'create function f() returns bigint language sql begin atomic select count(*) from nothing; end',
  "create function f() returns bigint language plpgsql as 'begin return (select count(*) from nothing); end'",
  'prepare later as select * from nothing',
  'explain select * from nothing',
  'drop table if exists nothing\ndrop view newest\ndrop view newest',
  'drop trigger touched on users',
  'drop policy own on users',
  'alter table users drop column nothing',
  'alter table users drop constraint users_name_key\nalter table users drop constraint users_name_key',
  'create table a (b int references b)\ncreate table b (id int primary key)',
  'create table b (id int primary key)\ncreate table a (b int references b, c int references other.users_2)',
  'alter table users add note int references notes',
  'alter table notes add a int not null',
  `alter table notes add a int not null default 1\nalter table users add a int not null`,
  `alter type state add value 'gone'\nselect 'gone'`,
  `alter type state add value 'gone'\nselect 'gone'::state`,
  `alter type state add value 'gone'\nupdate notes set state = 'gone'`,
  `alter type state add value 'gone'\ncreate table t (s state, w text)\ninsert into t values ('old', 'x')\ninsert into t values ('gone', 'x')`,
  `alter type state add value 'gone'\nalter table users add state state default 'gone'`,
  `create type s2 as enum ('a')\nalter type s2 add value 'b'\nselect 'b'::s2`,
  'create index concurrently on notes (id)',
  'vacuum notes',
  'create extension nobody_has_this',
  'create extension if not exists plpgsql',
  'create temp table t (id int)\ncreate index on t (id)\ndrop table t\ncreate table t (id int)',
  'select 1 as id into filled\nalter table filled add a int',
  'create table copies as select * from notes\ncreate table copies (id int)',
  'selec 1',
  'select 1\ncreate tabel t (id int)',
]

describe.each([...new Set([oldest, newest])])('PostgreSQL %i', (major) => {
  let template: TestDatabase
  let database: TestDatabase
  let client: pg.Client

  beforeAll(async () => {
    template = await createDatabase(major, { sql: SCHEMA })
    database = await createDatabase(major, { sql: SCHEMA })
    client = new pg.Client({ connectionString: database.url })
    await client.connect()
  })
  afterAll(async () => {
    await client.end()
    await Promise.all([database.drop(), template.drop()])
  })

  /** The line at which the rules say that a script fails; null where they say that it does not. */
  async function predicted(sql: string): Promise<number | null> {
    const snapshot = await readDatabase(template.url)
    const { rows } = await client.query('select name from pg_available_extensions')
    const live = {
      searchPath: ['$user', 'public'],
      extensions: new Set(rows.map(({ name }) => name)),
      relations: new Map(
        Object.entries({ 'public.notes': 1, 'public.users': 0 }).map(([name, rows]) => [
          name,
          { rows, bytes: 8192 },
        ]),
      ),
    }
    const findings = await findingsIn(sql, 'supabase', environmentFacts('prod', snapshot, live))
    const lines = findings
      .filter(({ rule, severity }) => FAILS.has(rule) && severity === 'high')
      .map(({ line }) => line)
    return lines.length === 0 ? null : Math.min(...lines)
  }

  /** The line at which it fails on a server, in one transaction, as the tool would run it. */
  async function happened(sql: string): Promise<number | null> {
    await client.query('begin')
    const lines = sql.split('\n')
    try {
      for (const [place, line] of lines.entries()) {
        try {
          await client.query(line)
        } catch {
          return place + 1
        }
      }
      return null
    } finally {
      await client.query('rollback')
    }
  }

  test.each(SCRIPTS)('%j', async (sql) => {
    expect(await predicted(sql.split('\n').join(';\n'))).toBe(await happened(sql))
  })
})
