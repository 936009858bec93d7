import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDatabase } from '../../testing/read-database'
import { createDatabase, oldestAndNewest, type TestDatabase } from '../../testing/servers'
import { type EnvironmentFacts, environmentFacts } from './facts'
import { findingsIn } from './lint.fixture'

describe.each(oldestAndNewest())('PostgreSQL %i', (major) => {
  let database: TestDatabase
  let client: pg.Client
  let target: EnvironmentFacts

  beforeAll(async () => {
    database = await createDatabase(major, {
      sql: `create schema app;
      create domain positive as int check (value > 0);
      create type mood as enum ('good');
      create function stamp() returns trigger language plpgsql as 'begin return new; end';
      create function mine(int) returns bool language sql stable as 'select true';
      create sequence counted;
      create table t (
        id int primary key, parent int references t, n int, seen int, m mood, p positive, k int unique, g int,
        made int default nextval('counted'), twice int generated always as (g * 2) stored, check (n > 0)
      );
      create index on t (n);
      create table app.child (t int references public.t, u int references public.t (k));
      create view v as select id, seen from t;
      create view w as select id from v;
      create materialized view totals as select count(*) as n from app.child;
      create policy own on t using (mine(n));
      create trigger stamped before update on t for each row execute function stamp();
      create table lone (a int, b int);
      create index on lone (a);
      create function counting() returns bigint language sql begin atomic; select count(*) from app.child; end;`,
    })
    client = new pg.Client({ connectionString: database.url })
    await client.connect()
    target = environmentFacts('prod', await readDatabase(database.url), null)
  })
  afterAll(async () => {
    await client.end()
    await database.drop()
  })

  async function said(sql: string): Promise<string[]> {
    const findings = await findingsIn(sql, 'goose', target)
    return findings.flatMap(({ rule, message }) => (rule === 'still-needed' ? [message] : []))
  }

  /** Whether the server refuses it because of what depends on it. */
  async function isRefused(sql: string): Promise<boolean> {
    await client.query('begin')
    try {
      await client.query(sql)
      return false
    } catch (error) {
      const { code, message } = error as { code?: string; message: string }
      if (code === '2BP01' || code === '0A000' || message.startsWith('cannot alter type')) return true
      throw error
    } finally {
      await client.query('rollback')
    }
  }

  test.each([
    'drop table t',
    'drop table lone',
    'drop table app.child',
    'drop table app.child, t',
    'drop view v',
    'drop view w',
    'drop view w, v',
    'drop view w; drop view v; alter table t drop column seen',
    'drop materialized view totals',
    'alter table t drop column seen',
    'alter table t drop column n',
    'alter table t drop column parent',
    'alter table t drop column id',
    'alter table t drop column k',
    'alter table t drop column m',
    'alter table t drop column g',
    'alter table t drop column made',
    'alter table lone drop column a',
    'alter table t alter column seen type bigint',
    'alter table t alter column n type bigint',
    'alter table t alter column k type bigint',
    'alter table lone alter column a type bigint',
    'alter table t alter column g type bigint',
    'drop policy own on t; alter table t alter column n type bigint',
    'create or replace view w as select 1 as id; alter table t drop column m',
    'alter table t drop constraint t_pkey',
    'alter table app.child drop constraint child_t_fkey; alter table t drop constraint t_k_key, drop constraint t_parent_fkey',
    'drop type mood',
    'alter table t drop column m; drop type mood',
    'drop domain positive',
    'drop function mine(int)',
    'drop function mine',
    'drop function stamp()',
    'drop trigger stamped on t; drop function stamp()',
    'drop function counting()',
    'drop table if exists nothing; drop table if exists t',
    'alter table t rename to u; drop table u',
  ])('%s', async (sql) => {
    expect((await said(sql)).length > 0).toBe(await isRefused(sql))
  })

  test('what goes along is named', async () => {
    expect(await said('drop view v cascade')).toEqual([
      'CASCADE also drops what needs the view public.v: the view public.w.',
    ])
    expect(await said('drop table t')).toEqual([
      'The deploy fails here: the table public.t is needed by the foreign key child_t_fkey of app.child, the foreign key child_u_fkey of app.child, the view public.v.',
    ])
    expect(await said('drop table lone cascade; drop table lone cascade')).toEqual([])
    expect(await said('drop table t cascade; drop table if exists t cascade')).toHaveLength(1)
  })
})
