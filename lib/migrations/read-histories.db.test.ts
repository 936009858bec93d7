import { describe, expect, test } from 'vitest'
import { withConnection } from '../postgres/connect'
import { named } from '../postgres/connect.fixture'
import { splitStatements } from '../sql/split-statements'
import { createDatabase, majors } from '../testing/servers'
import type { Histories } from './history'
import { readHistories, readStatements } from './read-histories'

const [major = 18] = majors()

async function historiesAfter(sql: string, role?: string): Promise<Histories> {
  const database = await createDatabase(major, { sql })
  const url = new URL(database.url)
  if (role) Object.assign(url, { username: role, password: 'for a test' })
  try {
    return await withConnection(named('dev', String(url)), {}, readHistories)
  } finally {
    await database.drop()
  }
}

const SUPABASE = `create schema supabase_migrations;
  create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);`

describe('readHistories', () => {
  test('a database without any has none', async () => {
    expect(await historiesAfter('create table t (version text, name text)')).toEqual({
      histories: [],
      unreadable: [],
      platform: [],
    })
  })

  test('several tools in one database are all there', async () => {
    const { histories } = await historiesAfter(`${SUPABASE}
      insert into supabase_migrations.schema_migrations values ('2', array['select 2'], 'two'), ('1', null, null);
      create schema app;
      create table app._prisma_migrations (id varchar(36) primary key, checksum varchar(64), finished_at timestamptz,
        migration_name varchar(255), logs text, rolled_back_at timestamptz, started_at timestamptz, applied_steps_count int);
      insert into app._prisma_migrations values
        ('a', 'c1', '2026-01-01 10:00:02+01', '1_init', null, null, '2026-01-01 10:00+01', 1),
        ('b', 'c2', null, '2_next', 'it broke', '2026-01-02', '2026-01-01', 0),
        ('c', 'c2', null, '2_next', 'it broke again', null, '2026-01-03', 0)`)
    expect(histories).toMatchObject([
      {
        tool: 'prisma',
        schema: 'app',
        entries: [
          {
            key: '1_init',
            name: 'init',
            state: 'applied',
            appliedAt: '2026-01-01T09:00:02.000Z',
            durationMs: 2000,
          },
          {
            key: '2_next',
            state: 'failed',
            error: 'it broke again',
            checksum: { algorithm: 'sha256', value: 'c2' },
          },
        ],
      },
      {
        tool: 'supabase',
        table: 'schema_migrations',
        entries: [
          { key: '1', name: null, content: null, appliedAt: null },
          { key: '2', name: 'two', state: 'applied' },
        ],
      },
    ])
  })

  test('an old table of the Supabase CLI has versions only', async () => {
    const { histories } = await historiesAfter(`create schema supabase_migrations;
      create table supabase_migrations.schema_migrations (version text primary key);
      insert into supabase_migrations.schema_migrations values ('1')`)
    expect(histories).toMatchObject([
      { tool: 'supabase', entries: [{ key: '1', name: null, content: null }] },
    ])
  })

  test('what the role may not read, or may not read whole, is told and not taken for empty', async () => {
    const role = `create role histories_reader login password 'for a test'; grant usage on schema supabase_migrations to histories_reader;`
    const reasons = (histories: Histories) => histories.unreadable.map(({ reason }) => reason)
    const forbidden = await historiesAfter(`${SUPABASE} ${role}`, 'histories_reader')
    expect([forbidden.histories, reasons(forbidden)]).toEqual([[], ['The role may not select from it.']])
    const filtered = await historiesAfter(
      `${SUPABASE} grant usage on schema supabase_migrations to histories_reader;
       grant select on supabase_migrations.schema_migrations to histories_reader;
       alter table supabase_migrations.schema_migrations enable row level security`,
      'histories_reader',
    )
    expect(reasons(filtered)).toEqual(['Row-level security may hide rows of it from the role.'])
    await historiesAfter('drop role histories_reader')
  })

  test.each([
    [
      'a view',
      `create view supabase_migrations.schema_migrations as select supabase_migrations.run('1')::text as version`,
    ],
    [
      'a cast',
      `create type supabase_migrations.sort as enum ('1');
       create function supabase_migrations.run(supabase_migrations.sort) returns text language plpgsql
         as 'begin raise exception ''was run''; end';
       create cast (supabase_migrations.sort as text) with function supabase_migrations.run(supabase_migrations.sort);
       create table supabase_migrations.schema_migrations (version text, name supabase_migrations.sort);
       insert into supabase_migrations.schema_migrations values ('1', '1')`,
    ],
  ])('what another role put into %s is not run', async (_, record) => {
    const { histories, unreadable } =
      await historiesAfter(`create role histories_owner; create schema supabase_migrations;
      create function supabase_migrations.run(text) returns text language plpgsql
        as 'begin raise exception ''was run''; end';
      ${record}; alter table supabase_migrations.schema_migrations owner to histories_owner`)
    expect([histories, unreadable.map(({ reason }) => reason)]).toEqual([
      [],
      ['Reading it would run what its owner, another role, put into it. Read it as that role.'],
    ])
    await historiesAfter('drop role histories_owner')
  })

  test('recorded statements stay apart where one ends in a comment', async () => {
    const database = await createDatabase(major, {
      sql: `${SUPABASE} insert into supabase_migrations.schema_migrations
        values ('1', array['create table a () -- first', 'create table b ();', '-- last'], 'one')`,
    })
    try {
      const text = await withConnection(named('dev', database.url), {}, async (open) => {
        const [history] = (await readHistories(open)).histories
        return history ? readStatements(open, history, '1') : null
      })
      expect(splitStatements(text ?? '').statements.map((statement) => statement.text)).toEqual([
        'create table a () -- first',
        'create table b ()',
      ])
    } finally {
      await database.drop()
    }
  })

  test('services of the platform are versions of theirs, and a team may call its own schema auth', async () => {
    const own = `create schema auth; create table auth.schema_migrations (version varchar(255) primary key);
      insert into auth.schema_migrations values ('20250101000000'), ('20260101000000');`
    const team = await historiesAfter(own)
    expect(team.platform).toEqual([])
    const platform = await historiesAfter(`${own}
      do $$ begin create role supabase_auth_admin; exception when duplicate_object then null; end $$;
      alter table auth.schema_migrations owner to supabase_auth_admin`)
    expect(platform).toEqual({
      histories: [],
      unreadable: [],
      platform: [{ service: 'Auth', schema: 'auth', version: '20260101000000' }],
    })
  })

  test("tables of services that were restored without their owners are nobody else's record", async () => {
    const { histories } =
      await historiesAfter(`create schema auth; create schema realtime; create schema storage;
      create table auth.schema_migrations (version varchar(255) primary key);
      create table realtime.schema_migrations (version bigint primary key, inserted_at timestamp);
      create table storage.migrations (id integer, name varchar(100), hash varchar(40), executed_at timestamp);
      insert into auth.schema_migrations values ('00'), ('20210710035447')`)
    expect(histories).toEqual([])
  })
})
