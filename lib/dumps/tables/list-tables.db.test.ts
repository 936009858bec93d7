import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { debianLabels } from '../../embedded/find-postgres'
import { majorOf, type PostgresLabel } from '../../embedded/versions'
import { createDatabase, majors, type TestDatabase } from '../../testing/servers'
import { countRows } from './count-rows'
import { listLeftOut, listTables } from './list-tables'
import { ALL, EVERYTHING, openMoment } from './moment.fixture'
import { tableName } from './table-to-dump'

type Major = ReturnType<typeof majors>[number]

/** Tables of all sorts: those that pg_dump takes rows of, and those that it does not. */
const SHAPES = `
  create extension citext; create extension hstore; create extension postgres_fdw;
  create schema "My Schema"; create table "My Schema"."T" (a int);
  create table plain (a int); create unlogged table quick (a int);
  create table parts (k int, v text) partition by range (k);
  create table parts_low partition of parts for values from (0) to (10);
  create table parts_high partition of parts for values from (10) to (20) partition by list (v);
  create table parts_high_a partition of parts_high default;
  create table above (a int); create table below (b int) inherits (above);
  create view seen as select 1; create materialized view counted as select 1 as one;
  create server elsewhere foreign data wrapper postgres_fdw; create foreign table remote (a int) server elsewhere;
  create table of_extension (a int); create table users_of_extension (a int, is_own boolean);
  insert into users_of_extension values (1, true), (2, false), (3, true);
  alter extension hstore add table of_extension; alter extension hstore add table users_of_extension;
  update pg_extension set extconfig = array['users_of_extension'::regclass::oid], extcondition = array['WHERE is_own']
    where extname = 'hstore';
`

describe.each(majors())('the tables of Postgres %i', (major) => {
  it('are those that hold rows of the user’s, with partitions for their table', async () => {
    const database = await made(major, SHAPES)
    const { client } = await openMoment(database.url)
    const tables = await listTables(client, EVERYTHING)
    expect(tables.map(tableName)).toEqual([
      'My Schema.T',
      'public.above',
      'public.below',
      'public.parts_high_a',
      'public.parts_low',
      'public.plain',
      'public.quick',
      'public.users_of_extension',
    ])
    const named = (name: string) => tables.find((table) => table.name === name)
    expect(named('parts_high_a')?.ancestors).toEqual(['public.parts', 'public.parts_high'])
    expect(named('below')?.ancestors).toEqual(['public.above'])
    expect(named('users_of_extension')?.condition).toBe('WHERE is_own')
    expect(await listLeftOut(client, EVERYTHING)).toEqual([
      'public.remote: a foreign table, whose rows lie on another server',
    ])
    expect(await countRows(client, tables)).toEqual(
      new Map([...tables.map((table) => [tableName(table), 0] as const), ['public.users_of_extension', 2]]),
    )
  })

  it('come with what is known of their columns', async () => {
    const database = await made(
      major,
      `create extension citext; create extension hstore; create domain short as varchar(5) not null; create domain shorter as short;
       create domain money2 as numeric(8, 2); create type pair as (a hstore, b int); create domain pairs as pair[]; create type doc as (d json);
       create table t (
         id int primary key, code shorter, price money2, small numeric(3, 3), word citext, pair pair, pairs pairs, own hstore,
         mail text, low text generated always as (lower(mail)) stored, one int, two int, three int, four int, five int, "char" "char", docs doc[],
         c char(3), unique (one, two), exclude (three with =));
       create unique index on t (lower(mail)) ; create unique index on t (four) where five > 1;
       create table parts (a int, b int, c int) partition by range (a, (b + 1)); create table part partition of parts default`,
    )
    const { client } = await openMoment(database.url)
    const [part, t] = await listTables(client, EVERYTHING)
    const columns = new Map(t?.columns.map((column) => [column.name, column]))
    expect(columns.get('code')).toMatchObject({
      type: 'public.shorter',
      baseType: 'character varying',
      category: 'S',
      maxLength: 5,
      isNotNull: true,
    })
    expect(columns.get('price')).toMatchObject({ baseType: 'numeric', digits: [6, 2] })
    expect(columns.get('small')).toMatchObject({ digits: [0, 3] })
    expect(columns.get('word')).toMatchObject({ baseType: 'public.citext', maxLength: null })
    expect(columns.get('c')).toMatchObject({ maxLength: 3 })
    expect(columns.get('low')).toMatchObject({ isGenerated: true, computedFrom: ['mail'] })
    const those = (test: 'isUnique' | 'hasEqualNulls' | 'hasOwnJson' | 'holdsJson') =>
      t?.columns.filter((column) => column[test]).map(({ name }) => name)
    expect(those('isUnique')).toEqual(['id', 'mail', 'one', 'two', 'three', 'four', 'five'])
    expect(those('hasEqualNulls')).toEqual(['mail', 'four', 'five'])
    expect(those('hasOwnJson')).toEqual(['pair', 'pairs', 'own'])
    expect(those('holdsJson')).toEqual(['docs'])
    expect(part?.columns.map(({ isPartitionKey }) => isPartitionKey)).toEqual([true, true, false])
  })

  it('come with sizes, also those that nobody ever counted, and without waiting for a lock', async () => {
    const database = await made(
      major,
      `create table counted (v text); insert into counted select repeat('x', 1000) from generate_series(1, 1000);
       create table fresh (v text) with (autovacuum_enabled = off); insert into fresh select * from counted;
       create table held (v text) with (autovacuum_enabled = off); insert into held select * from counted;`,
    )
    await database.query('analyze counted')
    const { client } = await openMoment(database.url)
    await database.query('begin')
    await database.query('lock table held')
    const tables = await listTables(client, EVERYTHING)
    const sizes = new Map(tables.map(({ name, bytes, estimatedRows }) => [name, { bytes, estimatedRows }]))
    expect(sizes.get('counted')?.estimatedRows).toBe(1000)
    for (const name of ['counted', 'fresh']) expect(sizes.get(name)?.bytes).toBeGreaterThan(1_000_000)
    expect(sizes.get('held')?.bytes).toBe(0)
    await database.query('rollback')
  })

  it('tell which the role may not read, and of which rows would be hidden from it', async () => {
    const database = await made(
      major,
      `create table open (a int); create table closed (a int); create table by_column (a int, b int);
       create table guarded (a int); alter table guarded enable row level security;
       create table owned (a int); alter table owned enable row level security;
       create schema shut; create table shut.open (a int)`,
    )
    const role = `reader_${database.name}`
    await database.query(`create role ${role} login password 'p'; grant select on open, guarded, shut.open to ${role};
      grant select (a) on by_column to ${role}; alter table owned owner to ${role}`)
    onTestFinished(async () => {
      await database.drop()
      await dropRole(major, role)
    })
    const url = new URL(database.url)
    url.username = role
    url.password = 'p'
    const { client } = await openMoment(url.href)
    const tables = await listTables(client, EVERYTHING)
    expect(tables.map((table) => [tableName(table), table.isReadable, table.hidesRows])).toEqual([
      ['public.by_column', false, false],
      ['public.closed', false, false],
      ['public.guarded', true, true],
      ['public.open', true, false],
      ['public.owned', true, false],
      ['shut.open', false, false],
    ])
    const closed = tables.filter(({ name }) => name !== 'guarded' && name !== 'by_column')
    await expect(countRows(client, closed)).rejects.toMatchObject({
      code: 'E-DUMP-RIGHTS',
      message: 'The role may not read public.closed.',
    })
    // What is hidden is an error of the server, never a count of what is left.
    const guarded = tables.filter(({ name }) => name === 'guarded')
    await expect(countRows(client, guarded)).rejects.toMatchObject({
      code: '42501',
      detail: 'in public.guarded',
    })
  })
})

describe.each(debianLabels())('the tables of a dump of Postgres %s', (label) => {
  it('are those of which its pg_dump writes rows', async () => {
    const database = await made(label, SHAPES)
    const { client } = await openMoment(database.url)
    const program = path.join('/usr/lib/postgresql', String(majorOf(label)), 'bin/pg_dump')
    const args = ['--data-only', '-d', database.url]
    const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
    const copied = [...stdout.matchAll(/^COPY ("[^"]+"\.\S+|\S+) /gm)].map(([, name]) =>
      name?.replaceAll('"', ''),
    )
    expect(stderr).toBe('')
    expect(copied.sort()).toEqual((await listTables(client, EVERYTHING)).map(tableName).sort())
  })
})

describe.each(majors())('counting on Postgres %i', (major) => {
  it('sees the moment of the transaction, whatever happens meanwhile', async () => {
    const database = await made(major, 'create table t (a int); insert into t select generate_series(1, 5)')
    const { client } = await openMoment(database.url)
    const tables = await listTables(client, EVERYTHING)
    await database.query('insert into t values (6)')
    expect(await countRows(client, tables)).toEqual(new Map([['public.t', 5]]))
  })

  it('names a table that somebody keeps locked, and who', async () => {
    const database = await made(major, 'create table free (a int); create table held (a int)')
    const { client } = await openMoment(database.url)
    const tables = await listTables(client, EVERYTHING)
    await database.query(`begin; set local application_name = 'migrate'; lock table held`)
    const counting = countRows(client, tables, { lockWaitMs: 300 })
    await expect(counting).rejects.toMatchObject({
      code: 'E-PG-BUSY',
      message: expect.stringMatching(
        /^public\.held stayed locked by another session \(migrate, process \d+\) for 0\.3 s\.$/,
      ),
    })
    await database.query('rollback')
  })

  it('names a table that is gone or replaced', async () => {
    const database = await made(major, 'create table t (a int)')
    const first = await openMoment(database.url)
    const tables = await listTables(first.client, EVERYTHING)
    await database.query('alter table t rename to u; create view t as select 1 as a')
    await expect(countRows(first.client, tables)).rejects.toMatchObject({ code: 'E-PG-CHANGED' })
    await first.close()
    await database.query('drop view t')
    const second = await openMoment(database.url)
    await expect(countRows(second.client, tables)).rejects.toMatchObject({
      code: 'E-PG-CHANGED',
      message: 'public.t is not there any more.',
    })
  })

  it('ends at once when it is cancelled, here and on the server', async () => {
    const database = await made(major, 'create table t as select generate_series(1, 4000000) as a')
    const { client } = await openMoment(database.url)
    const tables = await listTables(client, { selection: ALL, isSupabase: false })
    const cancel = new AbortController()
    let counted = 0
    const counting = countRows(client, [...tables, ...tables, ...tables, ...tables, ...tables, ...tables], {
      signal: cancel.signal,
      onTable: () => {
        counted += 1
        cancel.abort(new Error('cancelled'))
      },
    })
    await expect(counting).rejects.toThrow('cancelled')
    expect(counted).toBe(1)
    await expect
      .poll(
        async () =>
          (
            await database.query(
              `select from pg_stat_activity where query like '%count(*) as rows%' and state = 'active' and pid <> pg_backend_pid()`,
            )
          ).length,
        { timeout: 20_000 },
      )
      .toBe(0)
  })
})

async function made(major: PostgresLabel, sql: string): Promise<TestDatabase> {
  const database = await createDatabase(major, { sql })
  onTestFinished(() => database.drop())
  return database
}

async function dropRole(major: Major, role: string): Promise<void> {
  const other = await createDatabase(major)
  await other.query(`drop role ${role}`)
  await other.drop()
}
