import { describe, expect, test } from 'vitest'
import { historiesAfter } from '../histories.fixture'

const T = '2026-01-01 12:00:00+02'
const UTC = '2026-01-01T10:00:00.000Z'

describe('records of tools for Node', () => {
  test('each is known by its columns, in whatever schema and with columns that it does not know', async () => {
    const { histories, unreadable } = await historiesAfter(`
      create schema app; create schema drizzle; create schema graphile_migrate;
      create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
      insert into drizzle.__drizzle_migrations values (2, 'h2', 2000), (1, 'h1', 1000);
      create table app.drizzle_migrations (id int, hash text, created_at bigint, name text, applied_at timestamptz, extra xml);
      insert into app.drizzle_migrations values (1, 'h', 1, '20260101000000_a', '${T}'), (2, 'h', 2, null, null);
      create table app.runs (id serial, name varchar(255), batch int, migration_time timestamptz, note text);
      insert into app.runs values (1, '20260101_a.js', 1, '${T}');
      create table app.runs_lock (index serial, is_locked int); insert into app.runs_lock values (1, 1);
      create table app.migrations (id serial, timestamp bigint not null, name varchar not null);
      insert into app.migrations values (1, 1700000000000, 'Users1700000000000');
      create table "SequelizeMeta" (name varchar(255) primary key);
      insert into "SequelizeMeta" values ('2-b.js'), ('10-a.js');
      create table "SequelizeData" (name varchar(255) primary key);
      create table mikro_orm_migrations (id serial, name varchar(255), executed_at timestamptz(3));
      insert into mikro_orm_migrations values (1, 'Migration20260101000000.ts', '${T}');
      create table kysely_migration (name varchar(255), timestamp varchar(255));
      insert into kysely_migration values ('b', '${UTC}'), ('a', 'not a time');
      create table pgmigrations (id serial, name varchar(255) not null, run_on timestamp not null);
      insert into pgmigrations values (1, '1700000000000_a', '2026-01-01 10:00');
      create table graphile_migrate.migrations (hash text primary key, previous_hash text, filename text, date timestamptz);
      insert into graphile_migrate.migrations values ('sha1:ab', null, '000001.sql', '${T}')`)
    expect(unreadable).toEqual([])
    const found = histories.map(({ tool, schema, table, lock, entries }) => [
      `${tool} ${schema}.${table}`,
      lock === null,
      entries.map(({ key, version, name, appliedAt }) => [key, version, name, appliedAt]),
    ])
    expect(found).toEqual([
      [
        'drizzle app.drizzle_migrations',
        true,
        [
          ['20260101000000_a', '20260101000000', 'a', UTC],
          ['2', '2', null, null],
        ],
      ],
      ['typeorm app.migrations', true, [['Users1700000000000', '1700000000000', 'Users', null]]],
      ['knex app.runs', false, [['20260101_a.js', '20260101', 'a', UTC]]],
      [
        'drizzle drizzle.__drizzle_migrations',
        true,
        [
          ['1000', '1000', null, null],
          ['2000', '2000', null, null],
        ],
      ],
      ['graphile-migrate graphile_migrate.migrations', true, [['000001', '000001', null, UTC]]],
      [
        'sequelize public.SequelizeMeta',
        true,
        [
          ['10-a.js', '10', 'a', null],
          ['2-b.js', '2', 'b', null],
        ],
      ],
      [
        'kysely public.kysely_migration',
        true,
        [
          ['b', null, 'b', UTC],
          ['a', null, 'a', null],
        ],
      ],
      [
        'mikro-orm public.mikro_orm_migrations',
        true,
        [['Migration20260101000000', '20260101000000', null, UTC]],
      ],
      ['node-pg-migrate public.pgmigrations', true, [['1700000000000_a', '1700000000000', 'a', UTC]]],
    ])
    const checksums = histories.flatMap(({ entries }) => entries.flatMap(({ checksum }) => checksum ?? []))
    expect(checksums).toContainEqual({ algorithm: 'sha1', value: 'ab' })
    expect(checksums).toContainEqual({ algorithm: 'sha256', value: 'h1' })
  })

  test('a table of the team that has such columns by chance is none', async () => {
    const { histories, unreadable } = await historiesAfter(`
      create table tags (name varchar(255) primary key);
      create table files (id serial, hash text, created_at bigint);
      create table events (id serial, timestamp bigint, name varchar);
      create table jobs (id serial, name varchar, executed_at timestamptz);
      create table readings (name varchar(255), timestamp varchar(255));
      create table bird_migrations (id serial, name text, species text, executed_at timestamptz);
      create table migrations (id serial, timestamp timestamptz, name text);
      create table knex_migrations (id serial, name text, batch text, migration_time text);
      create view pgmigrations as select 1 as id, 'a' as name, 'yesterday' as run_on`)
    expect([histories, unreadable]).toEqual([[], []])
  })

  test('a view over a record is read like the record', async () => {
    const { histories } = await historiesAfter(`
      create view pgmigrations as select 1 as id, '1_a'::text as name, timestamp '2026-01-01 10:00' as run_on`)
    expect(histories.map(({ tool, entries }) => [tool, entries[0]?.appliedAt])).toEqual([
      ['node-pg-migrate', UTC],
    ])
  })
})
