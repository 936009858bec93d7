import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withConnection } from '../../postgres/connect'
import { named } from '../../postgres/connect.fixture'
import { readDeployFacts } from '../../postgres/deploy-facts'
import { readDatabase } from '../../testing/read-database'
import { createDatabase, oldestAndNewest, type TestDatabase } from '../../testing/servers'
import { environmentFacts, liveFactsOf } from './facts'
import { findingsIn, namesAskedBy } from './lint.fixture'

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
  create table ranked (note text); create index ranked_scored on ranked (scored(note));
  create table parent ("Part" int) partition by list ("Part"); create table parent_1 partition of parent for values in (1);
  create type pair as (a int, b int);
  create function shown(notes) returns bool language sql immutable return true;
  create domain short as varchar(20); create aggregate summed (int) (sfunc = int4pl, stype = int);
  create table keyed (id int primary key, a int not null);
  create foreign data wrapper dummy; create server far foreign data wrapper dummy; create foreign table distant (a int) server far;
  create function make_table(name text) returns void language plpgsql as 'begin execute format(''create table %I (id int)'', name); end';
  create function add_column(t text, c text) returns void language plpgsql as 'begin execute format(''alter table %I add %I int'', t, c); end';`

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
  'alter table notes alter nothing set not null',
  'alter table notes alter nothing type text',
  'alter table notes add nothing int, alter nothing set default 1',
  'alter table notes drop nothing, add nothing int',
  'alter table notes drop note cascade, add note int, alter note set default 1',
  'alter table if exists notes rename nothing to something',
  'alter table notes rename nothing to something',
  'alter table notes rename note to text\nalter table notes alter text set default 1\nalter table notes alter note set default 1',
  'alter table notes add a int\nalter table notes alter a set default 1\nalter table notes drop a\ncreate index on notes (a)',
  'alter table notes rename to papers\ncreate index on papers (state)\ncreate index on papers (nothing)',
  'alter table notes add unique (nothing)',
  'alter table notes add unique (note) include (nothing)',
  'alter table notes add exclude (nothing with =)',
  'alter table notes add exclude (lower(nothing) with =)',
  'alter table notes add check (length(state || nothing) > 2)',
  'create policy p on notes using (notes is not null)',
  'create policy p on notes using (notes.nothing = 1)',
  'create policy p on notes using (notes.shown and notes.id > 1)',
  'create function nothing(notes) returns bool language sql return true\ncreate policy p on notes using (notes.nothing)',
  'alter table notes add check (notes.nothing > 0)',
  'alter table notes add foreign key (nothing) references users (id)',
  'alter table notes add foreign key (id) references users (nothing)',
  'create table n (id int, user_id int references users (nothing))',
  'alter table notes add twice text generated always as (state || nothing) stored',
  'alter table notes add small int check (small > 0)',
  'create index on notes (nothing)',
  'create index on notes (lower(nothing))',
  'create index on notes (id) include (nothing)',
  'create index on notes (id) where nothing = 1',
  'create statistics s on state, nothing from notes',
  'create statistics s on state, lower(nothing) from notes',
  'create policy p on notes using (nothing = 1)',
  'create policy p on notes with check (state = note and id is not null)',
  'create policy p on notes using (exists (select from users where name = note))',
  'create trigger t before update of nothing on notes for each row execute function touch()',
  'create trigger t before update of note on notes for each row execute function touch()',
  'insert into notes (id, nothing) values (2, 3)',
  'insert into notes (id, note) values (2, 3) on conflict (nothing) do nothing',
  'insert into notes (id, note) values (2, 3) on conflict (id) do update set nothing = 1',
  'insert into notes (id, note) values (1, 3) on conflict (id) do update set note = excluded.note',
  'update notes set nothing = 1',
  'with changed as (update notes set nothing = 1 returning id) select * from changed',
  'update notes set (state, nothing) = (select 1, 2)',
  'update only notes as n set note = n.state where n.id = 1',
  'create rule r as on delete to users do also update notes set nothing = 1',
  "comment on column notes.nothing is 'x'",
  "comment on column latest.note is 'x'",
  'grant select (id, nothing) on notes to public',
  'grant select (id), update (note, state) on notes to public',
  'create table child (extra int) inherits (notes)\nalter table child alter extra set default 1\nalter table child alter note set default 1',
  'alter table parent add late int\nalter table parent_1 alter late set default 1',
  'alter table parent_1 alter "Part" set default 1',
  'alter table parent_1 alter part set default 1',
  'create table t (other int)\nalter table notes alter other set default 1',
  'create table parent_2 ("Part" int)\nalter table parent attach partition parent_2 for values in (2)\nalter table parent add late int\nalter table parent_2 alter late set default 1',
  'create table users_2 as select * from users\ncreate index on users_2 (name)',
  'create table users_2 (like users)\ncreate index on users_2 (name)',
  'create temp table notes (other int)\ncreate index on notes (other)',
  "do 'begin alter table notes add made int; end'\ncreate index on notes (made)",
  'alter type pair alter attribute a type bigint',
  'select nothing from users',
  'select u.nothing from users u join notes on true',
  'select u.name, notes.note from users u join notes on notes.id = u.id',
  'select n.nothing from (select 1 as nothing) n',
  'with users as (select 1 as nothing) select users.nothing from users',
  'select note as nothing from notes order by nothing',
  'select note as nothing from notes group by nothing',
  'select n.shown, notes.* from notes n, notes',
  'select n.shown, n.*, n from notes n',
  'create view v as select nothing from notes',
  'create view v as select n.note, (select u.nothing from users u where u.id = n.id) from notes n',
  'create materialized view m as select u.nothing from users u',
  'insert into users (id, name) select id, nothing from notes where id > 9',
  'insert into users (id, name) select id, note from notes where id > 9 returning id, nothing',
  "update users set name = 'x' where nothing = 1",
  "update users u set name = 'x' where u.nothing = 1",
  'update users u set name = n.nothing from notes n where n.id = u.id',
  'update users u set name = (select u.nothing from notes n where n.id = u.id)',
  'delete from users where nothing = 1',
  'delete from users using notes n where n.nothing = users.id',
  'create policy p on notes using (exists (select from users u where u.id = notes.nothing))',
  'create policy p on notes using (exists (select from users u where u.id = notes.id and u.name = note))',
  'create rule r as on update to users do also insert into notes (id, note) values (new.id, old.name)',
  'select a.a from (values (1)) a (a), users',
  'select f.x from generate_series(1, 2) f (x), notes',
  'select renamed.other from users renamed (other, more)',
  'select (x).a from (select null::pair as x) s',
  'select users.ctid, tableoid from users',
  "alter type nothing add value 'x'",
  "alter type state add value 'older'",
  'alter type nothing rename to something',
  'alter table users add thing nothing',
  'alter table users add thing nothing[]',
  'create table t (a serial, b bigserial, c uuid, d text[], e "char", f state, g interval day to second(3), h bit(3))',
  'create table t (a public.nothing)',
  'create table t (a notes, b latest, c pair)',
  'create table if not exists notes (a nothing)',
  'drop type nothing',
  'drop type if exists nothing',
  "create type own as enum ('a')\nalter table users add o own",
  'create table own (a int)\ncreate function f(own) returns setof own language sql return $1\ncreate table t (o own[])',
  'create type span as range (subtype = int)\ncreate table t (s span, m span_multirange)',
  'create domain nothing as int\nalter table users add n nothing',
  "select 'x'::nothing",
  "select '1'::pg_catalog.int4, 1::decimal, 'a'::varchar(2), 'a'::character varying",
  'create function f(a nothing) returns int language sql return 1',
  'create function f(a users.name%type) returns int language sql return 1',
  'select nothing()',
  "select coalesce(null, 1), greatest(1, 2), nullif(1, 2), extract(day from now()), current_user, overlay('a' placing 'b' from 1), position('a' in 'b'), trim('a')",
  "select now() at time zone 'UTC', (now(), now()) overlaps (now(), now()), 'a' collate \"C\", xmlelement(name a), 'a' similar to 'b', 'a' like 'b'",
  'select array_agg(id order by id) filter (where id > 0), rank() over () from users group by id',
  'create function nothing() returns int language sql return 1\nselect nothing()',
  'alter table users alter id set default nothing()',
  'create trigger t before update on notes for each row execute function nothing()',
  'create trigger t before update on notes for each row execute function touch()',
  'create policy p on notes using (nothing(note))',
  'grant execute on function nothing() to public',
  'grant execute on function add(int, text) to public',
  'alter function nothing() owner to postgres',
  "comment on function nothing() is 'x'",
  'drop function nothing()',
  'drop function if exists nothing(something)',
  'create aggregate total (int) (sfunc = int4pl, stype = int)\nselect total(1)',
  'create operator ||| (leftarg = int, rightarg = int, function = int4pl)\nselect 1 ||| 2',
  'call nothing()',
  'create table nothing.t (id int)',
  'create function nothing.f() returns int language sql return 1',
  'create schema s create table t (id int)\ncreate table s.u (id int)',
  'grant usage on schema nothing to public',
  'grant select on all tables in schema nothing to public',
  'alter default privileges in schema nothing grant select on tables to public',
  'alter table users set schema nothing',
  'create publication p for table nothing',
  'create publication p for table users\nalter publication p add table notes\nalter publication p drop table users, nothing',
  'drop index nothing',
  'drop index notes_state',
  'create index on notes (note)\ndrop index notes_note_idx',
  'create index noted on notes (note)\ndrop index noted\ndrop index noted',
  'alter table notes drop constraint nothing',
  'alter table notes add a int\nalter table notes drop constraint nothing',
  'alter table notes add a int check (a > 0)\nalter table notes drop constraint notes_a_check',
  'alter table notes add a int\nalter table notes drop nothing',
  'alter table parent add late int\nalter table parent add late_too int\nalter table parent drop late\nalter table parent_1 drop nothing',
  'create extension if not exists plpgsql\nselect nothing()',
  'alter table notes rename constraint nothing to something',
  'alter table notes rename constraint positive to something\nalter table notes drop constraint something',
  'alter policy nothing on notes rename to something',
  'alter policy own on notes rename to something\ndrop policy something on notes',
  'alter trigger nothing on notes rename to something',
  'alter trigger touched on notes rename to something\ndrop trigger touched on notes',
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
  'create index on notes (note) with (deduplicate_items = off)',
  'alter table notes set (autovacuum_enabled = off)',
  'create view v with (check_option = cascaded) as select id from notes where id > 0',
  'alter view latest set (security_barrier = no)',
  'alter text search dictionary simple (stopwords = english)',
  'create operator === (leftarg = int, rightarg = int, function = int4eq)\nalter operator === (int, int) set (restrict = eqsel)',
  'create sequence s as nothing',
  'create type span as range (subtype = text, collation = "C", subtype_opclass = text_ops)',
  'create type span as range (subtype = float8, subtype_diff = float8mi, multirange_type_name = spans)\ncreate table t (s span, m spans)\nselect span(1, 2), spans(span(1, 2))',
  'create type span as range (subtype = nothing)',
  `select uuid('00000000-0000-0000-0000-000000000000'), jsonb('{}'), state('new'), short('a')`,
  `create type own as enum ('a')\nselect own('a')\ncreate function f(_own) returns int language sql return 1`,
  'alter domain short rename to shorter\ncreate table t (s shorter)',
  'alter aggregate summed(int) rename to totalled\nselect totalled(1)',
  'select u.count from users u\nselect u.to_jsonb from users u',
  'select u.nothing, u.count from users u',
  'create function notes(other int) returns setof users begin atomic select u.* from users u, notes where u.id = notes.other; end',
  'create function f(n users) returns text begin atomic select n.name from notes n; end',
  `create type made as (a int)\ncomment on column made.a is 'x'\ncomment on column pair.a is 'x'`,
  'create schema s create table a (id int primary key) create view v as select a.id from a create index on a (id)\nselect id from s.v',
  'alter schema other rename to another\nselect id from another.users\nalter table another.users add x int\nselect * from other.users',
  'alter schema other rename to another\ncreate schema other\ncreate table other.users (n text)\nselect n from other.users\nselect u.n from another.users u',
  'alter table notes set schema other\ndrop index other.notes_state',
  'alter table notes set schema other\ncreate index notes_state on users (name)\nalter table notes add x int',
  'alter index users_name_key rename to names\nalter table users drop constraint names',
  'alter index users_name_key rename to names\nalter table users add constraint users_name_key unique (name)',
  'alter table users drop constraint users_name_key\ncreate unique index users_name_key on users (name)',
  'create unique index ui on users (name)\nalter table users add constraint uc unique using index ui\ncreate index ui on users (id)\nalter table users drop constraint uc',
  'create table t (id serial primary key)\ngrant select on t_id_seq to public\nalter table t_id_seq owner to postgres\nalter table t_pkey rename to t_pk',
  'alter table notes alter id add generated always as identity\nselect last_value from notes_id_seq\nselect last_value from nothing_id_seq',
  'alter table keyed drop constraint nothing_not_null_1',
  'create schema authorization postgres\ncreate table t (id int)\nselect * from postgres.t',
  `select set_config('search_path', '"$user", Public', false)\ncreate table t (id int)\ninsert into public.t values (1)`,
  'set search_path = nothing, other\ncreate table t (id int)\nselect * from other.t',
  'set search_path = other\nreset all\nselect * from notes',
  'alter table keyed add constraint k foreign key (a) references keyed (id) deferrable\nset constraints k deferred',
  'create temp table own (a int primary key, b int references own (a))',
  `update pg_class set reltuples = 1 where relname = 'notes'`,
  'alter foreign table distant add b int not null',
  'drop table parent\ncreate table parent_1 (x int)\nselect x from parent_1',
  'create table p (a int)\ncreate table c () inherits (p)\ndrop table p cascade\ncreate table c (b int)',
  'create view a as select 1 as a\ncreate view b as select a from a\ndrop view a cascade\ncreate view b as select 2 as b',
  'create function g(int) returns int language sql return 1\ncreate function g(text) returns int language sql return 1\nalter function g(text) rename to h\nalter routine h rename to g',
  `do 'begin create extension citext; end'\ncreate table t (c citext)`,
  `select make_table('made')\ninsert into made values (1)`,
  `select make_table('ma' || 'de')\ninsert into made values (1)`,
  `do $$ begin perform add_column('notes', 'ma' || 'de'); end $$\ncreate index on notes (made)`,
  `create procedure p() language plpgsql as 'begin create table made (id int); end'\ncall p()\nselect * from made\nselect * from nothing`,
  `do $$ begin execute format('create view %I as select 1 as a', 'ma' || 'de'); end $$\nselect a from made`,
]

describe.each(oldestAndNewest())('PostgreSQL %i', (major) => {
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
    const facts = await withConnection(named('prod', template.url), {}, async (connection) =>
      readDeployFacts(connection, await namesAskedBy(sql)),
    )
    const findings = await findingsIn(sql, 'supabase', environmentFacts('prod', snapshot, liveFactsOf(facts)))
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
