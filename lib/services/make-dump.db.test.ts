import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDemo, type Demo, dropDemo } from '../demo/build'
import { demoServer } from '../demo/test-server.fixture'
import type { DataFormat, DumpRecord } from '../dumps/dump-record'
import { KINDS_BY_NAME } from '../kinds/all'
import { fingerprint } from '../objects/snapshot'
import { readManifest } from '../store/dump-files'
import { listDumps, snapshotFileOf } from '../store/dump-library'
import { readLog } from '../store/dump-log'
import { readSnapshotFile } from '../store/snapshot-file'
import { hasPgBouncer, startPgBouncer } from '../testing/pgbouncer'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { dumped, dumpProject, filesOf } from './dump.fixture'
import { readDump } from './read-dump'
import { verifyDump } from './verify-dump'
import type { Workspace } from './workspace'

/** Names that would be options or paths, overloads, and all sorts of objects that a dump lists by themselves. */
const SCHEMA = `
  create type mood as enum ('fine', 'odd');
  create domain email as text check (value ~ '@');
  create table invoices (id int primary key, amount numeric unique, note text, mood mood default 'fine');
  insert into invoices select i, i * 1.5, case when i % 3 = 0 then E'line\\nbreak\\t"quoted"' end
    from generate_series(1, 5000) i;
  create index on invoices (lower(note));
  create table "--file=/tmp/lockstep-pwn" (id int references invoices (id), "co,l" text);
  insert into "--file=/tmp/lockstep-pwn" values (1, null), (2, '');
  create table "new
line; \\! touch /tmp/lockstep-pwn" (id int);
  insert into "new
line; \\! touch /tmp/lockstep-pwn" values (7);
  create table empty (id int);
  create table parts (k int, v text) partition by range (k);
  create table parts_low partition of parts for values from (0) to (10);
  insert into parts values (1, 'low');
  create view big as select * from invoices where amount > 100;
  create materialized view totals as select count(*) from invoices;
  create function twice(n int) returns int language sql as 'select n * 2';
  create function twice(n numeric) returns numeric language sql as 'select n * 2';
  create procedure nothing() language sql as '';
  create aggregate together(text) (sfunc = textcat, stype = text, initcond = '');
  alter table invoices enable row level security;
  create policy mine on invoices using (note = current_user);
  create function noted() returns trigger language plpgsql as 'begin return new; end';
  create trigger noted before insert on invoices for each row execute function noted();
  create rule quiet as on delete to empty do instead nothing;
  create schema "odd ""schema";
  create table "odd ""schema"."odd (table)" (id int generated always as identity);
  insert into "odd ""schema"."odd (table)" default values;
`
const ROWS = 5000 + 2 + 1 + 1 + 1

const states = ({ checks }: Pick<DumpRecord, 'checks'>) =>
  Object.fromEntries(checks.map((each) => [each.name, each.state]))
const textOf = (project: Workspace, name: string) =>
  fs.readFileSync(path.join(project.place.directory, name), 'utf8')

describe.each(majors())('a dump of Postgres %i', (major) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createDatabase(major, { sql: SCHEMA })
  })
  afterAll(() => database.drop())

  test('of everything is of one moment, verified, and in its places', async () => {
    const project = dumpProject(database.url)
    const record = await dumped(project)
    expect(record).toMatchObject({ error: null, state: 'verified', route: 'direct', what: 'all' })
    expect(states(record)).toEqual({
      ended: 'passed',
      whole: 'passed',
      checksum: 'passed',
      commands: 'passed',
      objects: 'passed',
      rows: 'passed',
      types: 'passed',
    })
    const [folder] = fs
      .readdirSync(path.join(project.place.directory, 'data'))
      .filter((name) => name !== 'schema')
    expect(folder).toMatch(/^supabase-dump-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/)
    expect(filesOf(project)).toEqual(
      [
        ...['data.sql', 'manifest.json', 'roles.sql', 'schema.sql', 'types.ts']
          .map((name) => `data/${folder}/${name}`)
          .toSorted(),
        'data/schema/current-schema.sql',
        'src/lib/supabase-types.ts',
      ].toSorted(),
    )
    expect(textOf(project, `data/${folder}/types.ts`)).toBe(textOf(project, 'src/lib/supabase-types.ts'))
    for (const { path: name } of record.files) {
      expect(fs.statSync(path.join(project.place.directory, name)).mode & 0o777).toBe(0o600)
    }
    expect(record.tables.reduce((sum, { rows }) => sum + rows, 0)).toBe(ROWS)
    expect(record.tables.every(({ rows, rowsOnServer }) => rows === rowsOnServer)).toBe(true)
    const { record: manifest, isSealed } = readManifest(
      path.join(project.place.directory, 'data', folder as string),
    )
    expect(isSealed).toBe(true)
    expect(manifest).toEqual({ ...record, endedAt: null, files: expect.any(Array) })
    expect(manifest.files.map(({ path: name }) => name).toSorted()).toEqual([
      'data.sql',
      'roles.sql',
      'schema.sql',
      'types.ts',
    ])
    const snapshot = await readSnapshotFile(snapshotFileOf(project.place.directory, record.id), KINDS_BY_NAME)
    expect(fingerprint(snapshot)).toBe(record.fingerprint)
    expect(fs.existsSync('/tmp/lockstep-pwn')).toBe(false)
  })

  test.each(
    (['sql', 'custom', 'csv', 'jsonl'] as const).flatMap((format) =>
      [false, true].map((isCompressed) => [format, isCompressed] as const),
    ),
  )(
    'of rows as %s, compressed: %s, is verified, and again later',
    async (format: DataFormat, isCompressed) => {
      const project = dumpProject(database.url)
      const record = await dumped(project, { what: 'data', options: { format, isCompressed } })
      expect(record).toMatchObject({ error: null, state: 'verified' })
      expect(states(record)).toMatchObject({ whole: 'passed', checksum: 'passed', rows: 'passed' })
      expect(record.tables.reduce((sum, { rows }) => sum + rows, 0)).toBe(ROWS)
      expect(await verifyDump(project, record.id)).toMatchObject({ state: 'verified', id: record.id })
      const folder = path.dirname(record.files[0]?.path ?? '').replace(/\/tables$/, '')
      expect(await verifyDump(project, folder)).toMatchObject({ state: 'verified', id: record.id })
      // The folder taken elsewhere is still a dump, by its own manifest.
      const elsewhere = dumpProject(database.url)
      fs.cpSync(path.join(project.place.directory, folder), path.join(elsewhere.place.directory, 'taken'), {
        recursive: true,
      })
      expect(await verifyDump(elsewhere, 'taken')).toMatchObject({ state: 'verified' })
      expect(listDumps(elsewhere.place.directory).records).toEqual([])
      const [file] = readManifest(path.join(elsewhere.place.directory, 'taken')).record.files
      const place = path.join(elsewhere.place.directory, 'taken', file?.path ?? '')
      fs.truncateSync(place, Math.max(0, fs.statSync(place).size - 3))
      expect(await verifyDump(elsewhere, 'taken')).toMatchObject({ state: 'failed' })
    },
  )

  test('of an empty database that is named like options is that database’s', async () => {
    const name = `--file=/tmp/lockstep-pwn host=nowhere ${major}`
    const hostile = await createDatabase(major, { name })
    try {
      const record = await dumped(dumpProject(hostile.url))
      expect(record).toMatchObject({ error: null, state: 'verified', tables: [] })
      expect(record.server?.address).toContain(name)
      expect(fs.existsSync('/tmp/lockstep-pwn')).toBe(false)
    } finally {
      await hostile.drop()
    }
  })

  test('of chosen tables holds those, says what it leaves out, and masks by rule', async () => {
    const masks = [{ table: 'public.invoices', column: 'note', mask: 'fixed', value: 'masked' }]
    const project = dumpProject(database.url, { masks, excludeTables: ['public.empty'] })
    const selection = {
      schemas: ['public'],
      tables: null,
      excludeSchemas: [],
      excludeTables: ['public.parts', 'public.prats'],
    }
    const record = await dumped(project, { what: 'data', options: { selection } })
    expect(record).toMatchObject({ error: null, state: 'verified' })
    const names = record.tables.map(({ name }) => name).toSorted()
    expect(names).toEqual(['--file=/tmp/lockstep-pwn', 'invoices', expect.stringMatching(/^new\nline/)])
    expect(record.leavesOut.join('\n')).toMatch(
      /other schemas than public[\s\S]*public\.empty, public\.parts\n.*named public\.prats, which was to be left out/,
    )
    expect(record.tables.find(({ name }) => name === 'invoices')?.masked).toEqual(['note'])
    const script = textOf(project, record.files[0]?.path ?? '')
    expect(script).toContain('\tmasked\t')
    expect(script).not.toContain('quoted')
  })

  test('of types and schema tells what changed since the one before', async () => {
    const project = dumpProject(database.url)
    const first = await dumped(project, { what: 'schema' })
    const before = textOf(project, 'data/schema/current-schema.sql')
    expect(readDump(project, first.id, 0).changes).toMatch(
      /^--- \/dev\/null\n\+\+\+ b\/data\/schema\/current-schema.sql/,
    )
    const second = await dumped(project, { what: 'schema' })
    expect(readDump(project, second.id, 0).changes).toBe('')
    expect(textOf(project, 'data/schema/current-schema.sql')).toBe(before)
    await database.query('create table added (id int)')
    const third = await dumped(project, { what: 'schema' })
    await database.query('drop table added')
    expect(third).toMatchObject({ state: 'verified' })
    expect(readDump(project, third.id, 0).changes).toMatch(/^\+CREATE TABLE public\.added/m)
  })

  test('is refused for tables that the role may not read, unless they are to be left out', async () => {
    const role = `dump_reader_${database.name}`
    await database.query(`create role ${role} login password 'Can4ryOfDumps'; grant usage on schema public to ${role};
      grant select on invoices, empty, parts_low to ${role}`)
    try {
      const url = Object.assign(new URL(database.url), { username: role, password: 'Can4ryOfDumps' }).href
      const project = dumpProject(url)
      const refused = await dumped(project, { what: 'data' })
      expect(refused).toMatchObject({ state: 'failed', error: { code: 'E-DUMP-RIGHTS' }, files: [] })
      expect(refused.error?.message).toMatch(/invoices/)
      expect(refused.error?.hint).toMatch(
        /^Let an owner run: grant pg_read_all_data .* altered with bypassrls\. Or leave/,
      )
      expect(filesOf(project)).toEqual([])
      const record = await dumped(project, { what: 'data', options: { skipsUnreadable: true } })
      expect(record).toMatchObject({ error: null, state: 'verified' })
      // Row-level security would hide rows of invoices from it.
      expect(record.tables.map(({ name }) => name)).toEqual(['empty', 'parts_low'])
      expect(record.leavesOut.join('\n')).toMatch(/public\.invoices: the role may not read all its rows/)
      const kept = fs.readdirSync(project.place.directory, { recursive: true, encoding: 'utf8' })
      for (const name of kept.map((each) => path.join(project.place.directory, each))) {
        if (fs.statSync(name).isFile()) expect(fs.readFileSync(name, 'latin1')).not.toContain('Can4ryOfDumps')
      }
    } finally {
      await database.query(`drop owned by ${role}; drop role ${role}`)
    }
  })

  test('is refused through a transaction pooler, and taken through a session pooler', async ({ skip }) => {
    if (!hasPgBouncer()) skip()
    for (const [poolMode, expected] of [
      ['transaction', { state: 'failed', error: expect.objectContaining({ code: 'E-POOL-MODE' }) }],
      ['session', { state: 'verified', route: 'sessionPooler', error: null }],
    ] as const) {
      const pooler = await startPgBouncer({ url: database.url, poolMode })
      try {
        const project = dumpProject(pooler.url(database.url))
        expect(await dumped(project, { what: 'schema' })).toMatchObject(expected)
      } finally {
        await pooler.stop()
      }
    }
  })
})

describe.each(majors().slice(-1))('a dump of a Supabase database on %i', (major) => {
  const server = demoServer(major)
  const prefix = `dump_${process.pid}`
  let demo: Demo
  beforeAll(async () => {
    demo = await buildDemo(server, { prefix })
  })
  afterAll(() => dropDemo(server, prefix))

  test.each(['local', 'dev', 'staging', 'prod'] as const)('%s is verified', async (name) => {
    const project = dumpProject(demo.urls[name])
    const record = await dumped(project)
    expect(record).toMatchObject({ error: null, state: 'verified' })
    expect(Object.values(states(record))).toEqual(record.checks.map(() => 'passed'))
    const schema = textOf(project, 'data/schema/current-schema.sql')
    expect(schema).toContain('CREATE TABLE IF NOT EXISTS')
    expect(schema).not.toMatch(/^--/m)
    const rows = record.files.find(({ path: file }) => file.endsWith('data.sql'))?.path ?? ''
    expect(textOf(project, rows)).toMatch(/SET session_replication_role = replica;[\s\S]*RESET ALL;\s*$/)
    expect(record.tables.some(({ schema: of }) => of === 'auth')).toBe(true)
    expect(readLog(project.place.directory, record.id, 0).lines.join('\n')).not.toMatch(/postgres:\/\//)
  })

  test.each(['custom', 'csv'] as const)('of rows as %s is verified', async (format) => {
    const record = await dumped(dumpProject(demo.urls.prod), { what: 'data', options: { format } })
    expect(record).toMatchObject({ error: null, state: 'verified' })
  })
})
