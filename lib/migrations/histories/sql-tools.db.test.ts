import { describe, expect, test } from 'vitest'
import { historiesAfter } from '../histories.fixture'
import type { Histories } from '../history'

const T = '2026-01-01 12:00:00+02'
const UTC = '2026-01-01T10:00:00.000Z'

/** Of the only record: its tool and what it says of each migration. */
function record({ histories, unreadable }: Histories) {
  expect([histories.length, unreadable]).toEqual([1, []])
  const [{ tool, lock, entries, coverage } = { tool: '', lock: null, entries: [], coverage: 'each' }] =
    histories
  return { tool, lock, coverage, states: entries.map(({ key, state }) => `${key} ${state}`), entries }
}

describe('records of tools that run SQL', () => {
  test('Flyway: the last word on a version counts', async () => {
    const found = record(
      await historiesAfter(`create table flyway_schema_history (installed_rank int primary key, version varchar(50),
        description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null, checksum int,
        installed_by varchar(100) not null, installed_on timestamp not null default now(), execution_time int not null, success bool not null);
      insert into flyway_schema_history values
        (0, null, '<< Flyway Schema Creation >>', 'SCHEMA', '"app"', null, 'ann', '2026-01-01', 0, true),
        (1, '1', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', null, 'ann', '2026-01-01 10:00', 0, true),
        (2, '1.02', 'add users', 'SQL', 'V1.02__add_users.sql', -5, 'ann', '2026-01-01 10:00', 12, true),
        (3, '3', 'index', 'SQL', 'V3__index.sql', 7, 'bob', '2026-01-01', 1, false),
        (4, '4', 'undone', 'SQL', 'V4__undone.sql', 7, 'bob', '2026-01-01', 1, true),
        (5, '4', 'undone', 'UNDO_SQL', 'U4__undone.sql', 7, 'bob', '2026-01-01', 1, true),
        (6, '5', 'gone', 'SQL', 'V5__gone.sql', 7, 'bob', '2026-01-01', 1, true),
        (7, '5', 'gone', 'DELETE', 'V5__gone.sql', 7, 'bob', '2026-01-01', 0, true),
        (8, null, 'my views', 'SQL', 'R__my_views.sql', 1, 'bob', '2026-01-01', 1, true),
        (9, null, 'my views', 'SQL', 'R__my_views.sql', 2, 'bob', '2026-01-02', 1, true)`),
    )
    expect([found.tool, found.states]).toEqual([
      'flyway',
      ['B1 baseline', '1.2 applied', '3 failed', '4 rolledBack', 'R__my_views applied'],
    ])
    expect(found.entries[1]).toMatchObject({
      version: '1.02',
      name: 'add users',
      appliedAt: UTC,
      appliedBy: 'ann',
      durationMs: 12,
      checksum: { algorithm: 'crc32', value: '-5' },
    })
    expect(found.entries[4]?.checksum?.value).toBe('2')
  })

  test('Liquibase: states, and a lock with its holder', async () => {
    const found = record(
      await historiesAfter(`create table databasechangelog (id varchar(255) not null, author varchar(255) not null, filename varchar(255) not null,
        dateexecuted timestamp not null, orderexecuted int not null, exectype varchar(10) not null, md5sum varchar(35),
        description varchar(255), comments varchar(255), tag varchar(255), liquibase varchar(20), contexts varchar(255), labels varchar(255), deployment_id varchar(10));
      create table databasechangeloglock (id int primary key, locked boolean not null, lockgranted timestamp, lockedby varchar(255));
      insert into databasechangeloglock values (1, true, now(), 'host (10.0.0.1)');
      insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum) values
        ('2', 'ann', 'db/changes/b.sql', '2026-01-01 10:00', 2, 'MARK_RAN', '9:bb'),
        ('1', 'ann', 'classpath:db/changes/a.sql', '2026-01-01 10:00', 1, 'EXECUTED', '9:aa'),
        ('3', 'ann', 'c.xml', '2026-01-02 10:00', 3, 'FAILED', null)`),
    )
    expect([found.tool, found.states]).toEqual([
      'liquibase',
      ['a.sql::1::ann applied', 'b.sql::2::ann skipped', 'c.xml::3::ann failed'],
    ])
    expect(found.entries[0]).toMatchObject({ name: '1', appliedAt: UTC, checksum: { value: '9:aa' } })
    expect(found.lock).toMatch(/Held by host \(10\.0\.0\.1\)\.$/)
  })

  test('tables called schema_migrations are told apart', async () => {
    const { histories } = await historiesAfter(`
      create schema a; create table a.schema_migrations (version varchar primary key);
      create table a.ar_internal_metadata (key varchar primary key, value varchar, created_at timestamp not null, updated_at timestamp not null);
      insert into a.schema_migrations values ('20260101000000'), ('2'), ('10');
      insert into a.ar_internal_metadata values ('environment', 'production', now(), now());
      create schema b; create table b.schema_migrations (version varchar(128) primary key);
      insert into b.schema_migrations values ('20260101');
      create schema c; create table c.schema_migrations (version bigint not null primary key, dirty boolean not null);
      insert into c.schema_migrations values (3, true);
      create schema hdb_catalog; create table hdb_catalog.schema_migrations (version bigint not null primary key, dirty boolean not null);
      insert into hdb_catalog.schema_migrations values (1700000000001, false), (1700000000000, false);
      create schema e; create table e.schema_migrations (version bigint primary key, inserted_at timestamp)`)
    expect(
      histories.map(({ tool, schema, coverage, entries }) => [
        `${schema}: ${tool} ${coverage}`,
        entries.map(({ key, state, environment }) => [key, state, environment]),
      ]),
    ).toEqual([
      [
        'a: rails each',
        [
          ['2', 'applied', 'production'],
          ['10', 'applied', 'production'],
          ['20260101000000', 'applied', 'production'],
        ],
      ],
      ['b: dbmate each', [['20260101', 'applied', null]]],
      ['c: golang-migrate current', [['3', 'failed', null]]],
      [
        'hdb_catalog: hasura each',
        [
          ['1700000000000', 'applied', null],
          ['1700000000001', 'applied', null],
        ],
      ],
    ])
  })

  test('goose: the last row of a version counts, and the first row is none', async () => {
    const found = record(
      await historiesAfter(`create table goose_db_version (id serial primary key, version_id bigint not null, is_applied boolean not null, tstamp timestamp default now());
        insert into goose_db_version (version_id, is_applied, tstamp) values
          (0, true, now()), (1, true, '2026-01-01 10:00'), (2, true, now()), (2, false, now()), (3, true, now()), (3, false, now()), (3, true, now())`),
    )
    expect([found.tool, found.states]).toEqual(['goose', ['1 applied', '2 rolledBack', '3 applied']])
    expect(found.entries[0]?.appliedAt).toBe(UTC)
  })

  test('sqlx', async () => {
    const found = record(
      await historiesAfter(`create table _sqlx_migrations (version bigint primary key, description text not null, installed_on timestamptz not null default now(),
        success boolean not null, checksum bytea not null, execution_time bigint not null);
        insert into _sqlx_migrations values (10, 'b', '${T}', false, '\\xff', -1), (2, 'add users', '${T}', true, '\\x00ab', 2500000)`),
    )
    expect([found.tool, found.states]).toEqual(['sqlx', ['2 applied', '10 failed']])
    expect(found.entries).toMatchObject([
      { name: 'add users', appliedAt: UTC, durationMs: 2, checksum: { algorithm: 'sha384', value: '00ab' } },
      { durationMs: null },
    ])
  })

  test('Atlas: baselines, and files that ended half-way', async () => {
    const found = record(
      await historiesAfter(`create schema atlas_schema_revisions;
        create table atlas_schema_revisions.atlas_schema_revisions (version varchar primary key, description varchar not null, type bigint not null default 2,
          applied bigint not null default 0, total bigint not null default 0, executed_at timestamptz not null, execution_time bigint not null,
          error text, error_stmt text, hash varchar not null, partial_hashes jsonb, operator_version varchar not null);
        insert into atlas_schema_revisions.atlas_schema_revisions values
          ('.atlas_cloud_identifier', 'x', 2, 0, 0, '${T}', 0, null, null, '', null, ''),
          ('1', 'base', 1, 0, 0, '${T}', 0, null, null, 'b', null, 'v'),
          ('2', 'users', 2, 3, 3, '${T}', 4000000, '', '', 'h1:c', null, 'v'),
          ('3', '', 6, 1, 3, '${T}', 1, 'syntax error', 'select', 'd', null, 'v'),
          ('4', '', 2, 0, 1, '${T}', 1, 'boom', 'x', 'e', null, 'v')`),
    )
    expect([found.tool, found.states]).toEqual([
      'atlas',
      ['1 baseline', '2 applied', '3 partial', '4 failed'],
    ])
    expect(found.entries.slice(1, 3)).toMatchObject([
      {
        name: 'users',
        durationMs: 4,
        error: null,
        checksum: { algorithm: 'h1', value: 'c', isChained: true },
      },
      { error: 'syntax error' },
    ])
  })

  test('Sqitch: what is deployed, what failed and what was reverted', async () => {
    const found = record(
      await historiesAfter(`create schema sqitch;
        create table sqitch.changes (change_id text primary key, script_hash text, change text not null, project text not null, note text not null default '',
          committed_at timestamptz not null, committer_name text not null, committer_email text not null, planned_at timestamptz not null, planner_name text, planner_email text);
        create table sqitch.events (event text not null, change_id text not null, change text not null, project text not null, note text not null default '',
          requires text[], conflicts text[], tags text[], committed_at timestamptz not null, committer_name text not null, committer_email text not null,
          planned_at timestamptz not null, planner_name text, planner_email text, primary key (change_id, committed_at));
        insert into sqitch.changes values ('c1', 'h1', 'users', 'shop', '', '${T}', 'Ann', '', now(), '', '');
        insert into sqitch.events (event, change_id, change, project, committed_at, committer_name, committer_email, planned_at) values
          ('fail', 'c1', 'users', 'shop', '2025-12-31', 'Ann', '', now()), ('deploy', 'c1', 'users', 'shop', '${T}', 'Ann', '', now()),
          ('deploy', 'c2', 'old', 'shop', '2026-01-02', 'Bob', '', now()), ('revert', 'c2', 'old', 'shop', '2026-01-03', 'Bob', '', now()),
          ('fail', 'c3', 'bad', 'shop', '2026-01-04', 'Bob', '', now())`),
    )
    expect([found.tool, found.states]).toEqual(['sqitch', ['c1 applied', 'c2 rolledBack', 'c3 failed']])
    expect(found.entries[0]).toMatchObject({
      name: 'users',
      appliedAt: UTC,
      appliedBy: 'Ann',
      checksum: { algorithm: 'sha1', value: 'h1' },
    })
  })
})

describe('records of other tools', () => {
  test('Django, Alembic, Prisma 8', async () => {
    const { histories } = await historiesAfter(`
      create table django_migrations (id bigint generated by default as identity, app varchar(255) not null, name varchar(255) not null, applied timestamptz not null);
      insert into django_migrations (app, name, applied) values ('auth', '0001_initial', '${T}'), ('shop', '0001_initial', '${T}');
      create table alembic_version (version_num varchar(32) primary key); insert into alembic_version values ('b2'), ('a1');
      create schema prisma_contract; create table prisma_contract.ledger (id bigserial, space text, migration_name text, migration_hash text,
        origin_core_hash text, destination_core_hash text, operations jsonb, created_at timestamptz);
      insert into prisma_contract.ledger values (1, 'app', '20260101T1200_add_users', 'abc', null, 'd', '[]', '${T}')`)
    expect(histories).toMatchObject([
      {
        tool: 'prisma-contract',
        entries: [
          { key: 'app/20260101T1200_add_users', name: 'add_users', version: '20260101T1200', appliedAt: UTC },
        ],
      },
      { tool: 'alembic', coverage: 'current', entries: [{ key: 'a1' }, { key: 'b2' }] },
      {
        tool: 'django',
        entries: [
          { key: 'auth.0001_initial', version: '0001', appliedAt: UTC },
          { key: 'shop.0001_initial', name: 'shop initial' },
        ],
      },
    ])
  })

  test('Hasura keeps a map of versions for each of its databases', async () => {
    const found = record(
      await historiesAfter(`create schema hdb_catalog;
        create table hdb_catalog.hdb_version (hasura_uuid uuid, version text, upgraded_on timestamptz, cli_state jsonb not null default '{}', console_state jsonb);
        insert into hdb_catalog.hdb_version values (gen_random_uuid(), '48', now(),
          '{"settings": {}, "migrations": {"default": {"1700000000001": true, "1700000000000": false}, "other": {"1700000000000": false}, "odd": null}}')`),
    )
    expect([found.tool, found.states]).toEqual([
      'hasura',
      ['1700000000000 applied', '1700000000001 failed', 'other/1700000000000 applied'],
    ])
  })

  test('a state of Hasura without migrations is an empty record', async () => {
    const found = record(
      await historiesAfter(`create schema hdb_catalog;
        create table hdb_catalog.hdb_version (hasura_uuid uuid, version text, cli_state jsonb);
        insert into hdb_catalog.hdb_version values (gen_random_uuid(), '48', '{}'), (gen_random_uuid(), '48', '[]'), (gen_random_uuid(), '48', '{"migrations": 1}')`),
    )
    expect([found.tool, found.states]).toEqual(['hasura', []])
  })

  test('pgroll: the one that is under way, and the baseline', async () => {
    const found = record(
      await historiesAfter(`create schema pgroll;
        create table pgroll.migrations (schema name not null, name text not null, migration jsonb not null, created_at timestamptz not null, updated_at timestamptz not null,
          parent text, done boolean not null, resulting_schema jsonb not null default '{}', migration_type varchar(32) default 'pgroll');
        insert into pgroll.migrations values
          ('public', '02_b', '{}', '2026-01-02', '2026-01-02', '01_a', false, '{}', 'pgroll'),
          ('public', '01_a', '{}', '2026-01-01', '${T}', null, true, '{}', 'baseline'),
          ('public', '01_a_2026', '{}', '2026-01-01 01:00', '${T}', null, true, '{}', 'inferred')`),
    )
    expect([found.tool, found.states]).toEqual([
      'pgroll',
      ['01_a baseline', '01_a_2026 applied', '02_b running'],
    ])
  })

  test('a home-made record keeps the environment that its rows name', async () => {
    const found = record(
      await historiesAfter(`create table migration_history (id serial, migration_name varchar(255), applied_at timestamptz default now(), applied_by text, environment text);
        insert into migration_history (migration_name, applied_at, applied_by, environment) values
          ('002_b.sql', '2026-01-02', '', 'staging'), ('001_add_users.sql', '${T}', 'ann', 'prod')`),
    )
    expect(found.tool).toBe('home-made')
    expect(found.entries).toMatchObject([
      {
        key: '001_add_users',
        version: '001',
        name: 'add_users',
        appliedAt: UTC,
        appliedBy: 'ann',
        environment: 'prod',
      },
      { key: '002_b', appliedBy: null, environment: 'staging' },
    ])
  })

  test('a home-made record may call its columns otherwise', async () => {
    const found = record(
      await historiesAfter(`create table db_migrations (file_name text, dropped int, applied_on timestamp);
        alter table db_migrations drop dropped;
        insert into db_migrations values ('1.sql', '2026-01-01 10:00')`),
    )
    expect([found.tool, found.states, found.entries[0]?.appliedAt]).toEqual(['home-made', ['1 applied'], UTC])
  })

  test('a home-made record that is called only “changes” tells by its columns that it is one', async () => {
    const found = record(
      await historiesAfter(`create table change_log (script text, created_at timestamptz);
        insert into change_log values ('001_a.sql', '${T}')`),
    )
    expect([found.tool, found.states]).toEqual(['home-made', ['001_a applied']])
  })

  test('a table of the team that has such columns by chance is none', async () => {
    const { histories, unreadable } = await historiesAfter(`
      create table versions (version varchar primary key);
      create table app_versions (version text, created_at timestamptz);
      create table flags (version text, dirty boolean);
      create table installs (id serial, app text, name text, applied boolean);
      create table price_changes (id serial, name text, created_at timestamptz);
      create table user_migrations_log_details (name text, created_at timestamptz);
      create table changes (id serial, amount numeric, created_at timestamptz);
      create table change_log (version text, name text, created_at timestamptz);
      create table migration (id serial, name int, applied_at timestamptz);
      create schema sqitch; create table sqitch.events (event text, change_id text, change text, project text, note text, committed_at timestamptz, committer_name text, planned_at timestamptz);
      create schema storage; create table storage.migrations (id int, name varchar(100), hash varchar(40), executed_at timestamp);
      create table releases (id serial, version_id text, is_applied boolean, tstamp timestamp)`)
    expect([histories, unreadable]).toEqual([[], []])
  })
})
