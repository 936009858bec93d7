import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DataFormat, DumpRecord } from '../dumps/dump-record'
import { readRecord } from '../store/dump-library'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { dumped } from './dump.fixture'
import { openProject } from './project.fixture'
import { restoreTest } from './restore-test'
import type { Workspace } from './workspace'

const EVERY_KIND = fs.readFileSync(path.join(import.meta.dirname, '../testing/every-kind.sql'), 'utf8')

/**
 * Rows of many types under names that break what is careless, with triggers, rules, constraints that they need not
 * meet, a cycle of references and a filled view.
 */
const SHOP = `
  create schema "a""b"; create schema "$(id)";
  create table "a""b"."sel'ect
    \\! touch" ("; drop" int primary key, "__proto__" text, "é🐘" timestamptz default '2026-11-21 03:00+02', x bytea, j jsonb);
  insert into "a""b"."sel'ect
    \\! touch" values (1, E'tab\\tand\\nline\\\\.', default, '\\x00ff5c', '{"a": [1, null]}'), (2, '\\.', default, null, null),
    (3, '\\N', default, '\\x', '"\\u0041"');
  create table people (id int generated always as identity primary key, boss int, name text not null,
    upper text generated always as (upper(name)) stored);
  alter table people add foreign key (boss) references people deferrable;
  create function public.loud() returns trigger language plpgsql as $$ begin raise exception 'fired'; end $$;
  insert into people (boss, name) select case when n > 1 then n - 1 end, 'n' || n from generate_series(1, 3000) n;
  update people set name = repeat('y', 900) where id % 7 = 0;
  create trigger loud before insert on people for each row execute function public.loud();
  create domain small as int; alter table people add age small default 7;
  alter domain small add constraint is_small check (value < 5) not valid;
  alter table people add constraint is_long check (length(name) > 2) not valid;
  create function public.boss_of(int) returns text language plpgsql immutable as $$ declare found text;
    begin select name into strict found from public.people where id = $1; return found; end $$;
  create table bonuses (person int); insert into bonuses values (7); create index on bonuses (public.boss_of(person));
  create rule gone as on insert to people do instead nothing;
  create table empty (); insert into empty default values; insert into empty default values; create table nothing (a int);
  create table logs (at date, n numeric, ok boolean) partition by range (at);
  create table logs_1 partition of logs for values from ('2026-01-01') to ('2027-01-01');
  insert into logs select '2026-02-03', n / 7.0, n % 2 = 0 from generate_series(1, 100) n;
  create materialized view totals as select count(*) as people from people;
  create materialized view "$(id)".again as select people * 2 as twice from totals;
  create role "restored ""reader"; grant select (name) on people to "restored ""reader";
  select lo_from_bytea(4711, '\\x0102'), lo_from_bytea(4712, decode(repeat('ab', 3000000), 'hex')), lo_create(4713);
  alter table people enable row level security; create policy none on people using (false);`

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-restore-test-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

describe.each(majors())('a dump of Postgres %i', (major) => {
  let shop: TestDatabase
  let kinds: TestDatabase
  let project: Workspace

  beforeAll(async () => {
    shop = await createDatabase(major, { sql: SHOP })
    kinds = await createDatabase(major, { sql: EVERY_KIND })
    const directory = fs.mkdtempSync(path.join(folder, 'project-'))
    project = await openProject(directory, { shop: shop.url, kinds: kinds.url })
  })
  afterAll(async () => {
    await project.close()
    await kinds.drop()
    await shop.query('drop owned by "restored ""reader"; drop role "restored ""reader"')
    await shop.drop()
  })

  test.each<[DataFormat, boolean]>([
    ['sql', false],
    ['sql', true],
    ['custom', false],
    ['csv', true],
    ['jsonl', false],
  ])('as %s, compressed %s, is restored and the same', async (format, isCompressed) => {
    const record = await dumped(project, { environment: 'shop', options: { format, isCompressed } })
    expect(record).toMatchObject({ state: 'verified' })
    const test = await restoreTest(project, record.id)
    expect(test).toMatchObject({ differences: [], rowDifferences: [], error: null, state: 'passed' })
    expect(test).toMatchObject({
      tables: 6,
      rows: 3106,
      serverVersion: expect.stringMatching(`^${major}\\.`),
    })
    expect(test.objects).toBeGreaterThan(30)
    expect(readRecord(project.place.directory, record.id).restoreTest).toEqual(test)
  })

  test('with every kind of object is the same but for what takes a superuser', async () => {
    const schema = await dumped(project, { environment: 'kinds', what: 'schema' })
    const test = await restoreTest(project, schema.id)
    expect(test).toMatchObject({ differences: [], rowDifferences: [], error: null, state: 'partly' })
    const untested = test.notTested.filter((line) => line.endsWith('what makes it could not run here'))
    const ordinary = /^(table|view|materialized view|policy|trigger|function app\.total|index|domain) /
    expect(untested.filter((line) => ordinary.test(line))).toEqual([])
    expect(untested).toEqual(expect.arrayContaining([expect.stringMatching(/^base type app\.fake: /)]))
    expect(test.notTested).toContainEqual(
      expect.stringMatching(/it takes the rights of a superuser or of an owner/),
    )
  })

  test('of rows alone is restored over the schema of another dump of the same objects', async () => {
    const rows = await dumped(project, { environment: 'shop', what: 'data' })
    const schema = await dumped(project, { environment: 'shop', what: 'schema' })
    const test = await restoreTest(project, rows.id)
    expect(test).toMatchObject({ state: 'passed', rows: 3106 })
    expect(test.notTested).toContainEqual(expect.stringContaining(`that of dump ${schema.id}`))
  })

  test('of types alone holds nothing to restore', async () => {
    const { id } = await dumped(project, { environment: 'shop', what: 'types' })
    await expect(restoreTest(project, id)).rejects.toMatchObject({ code: 'E-RESTORE-NOTHING' })
  })

  test('of rows alone without any schema says so', async () => {
    const { id } = await dumped(project, { environment: 'kinds', what: 'data' })
    await shop.query('select 1')
    await kinds.query('create table later (a int)')
    const later = await dumped(project, { environment: 'kinds', what: 'data' })
    expect(await restoreTest(project, id)).toMatchObject({ rowDifferences: [] })
    await expect(restoreTest(project, later.id)).rejects.toMatchObject({
      code: 'E-RESTORE-NOTHING',
      message: expect.stringContaining('holds rows alone'),
    })
  })
})

describe('a file that somebody changed', () => {
  let shop: TestDatabase
  let project: Workspace
  let dump: DumpRecord

  beforeAll(async () => {
    shop = await createDatabase(15, {
      sql: `create table a (id int primary key, t text); insert into a values (1, 'one'), (2, 'two'), (3, 'three');
        create table b (id int primary key, a int references a); insert into b values (1, 1), (2, 2);
        create view v as select * from a`,
    })
    project = await openProject(fs.mkdtempSync(path.join(folder, 'project-')), { shop: shop.url })
    dump = await dumped(project, { environment: 'shop' })
  })
  afterAll(async () => {
    await project.close()
    await shop.drop()
  })

  /** Tests the dump with one of its files changed, and puts the file back. */
  async function testChanged(part: 'schema' | 'data', change: (text: string) => string) {
    const { directory } = project.place
    const file = dump.files.filter((each) => each.part === part && each.path.includes('dump-')).at(0)
    const place = path.join(directory, file?.path ?? '')
    const text = fs.readFileSync(place, 'utf8')
    try {
      expect(change(text)).not.toBe(text)
      fs.writeFileSync(place, change(text))
      return await restoreTest(project, dump.id)
    } finally {
      fs.writeFileSync(place, text)
    }
  }

  test('is the same unchanged', async () => {
    expect(await restoreTest(project, dump.id)).toMatchObject({ state: 'passed', rows: 5, tables: 2 })
  })

  test('a value that was changed is found', async () => {
    const test = await testChanged('data', (text) => text.replace('\ttwo\n', '\ttvo\n'))
    expect(test).toMatchObject({ state: 'failed', error: null })
    expect(test.differences).toEqual([expect.stringMatching(/data\.sql is not the file that was written/)])
    expect(test.rowDifferences).toEqual([expect.stringMatching(/^public\.a has other rows in .*data\.sql/)])
  })

  test('a row that was taken out is found', async () => {
    const test = await testChanged('data', (text) => text.replace('3\tthree\n', ''))
    expect(test.rowDifferences).toContainEqual(
      'public.a has 2 rows after the restore, and had 3 when it was dumped',
    )
  })

  test('rows of a table that are gone are found', async () => {
    const test = await testChanged('data', (text) => text.replace(/COPY public\.b [\s\S]*?\\\.\n/, ''))
    expect(test).toMatchObject({ state: 'failed' })
    expect(test.rowDifferences).toEqual(['public.b is in the record of the dump and not in its files'])
  })

  test('a view that is gone and a column that was added are found', async () => {
    const test = await testChanged('schema', (text) =>
      text.replace(/CREATE VIEW public\.v[\s\S]*?;/, '').replace(/ALTER (VIEW|TABLE) public\.v .*;/, ''),
    )
    expect(test.differences).toContainEqual('view public.v is not there after the restore')
  })

  test('one that ends too early is damaged', async () => {
    const test = await testChanged('data', (text) => text.slice(0, text.indexOf('2\ttwo')))
    expect(test).toMatchObject({ state: 'failed', error: { code: 'E-DUMP-DAMAGED' } })
  })

  test('a statement that fails is told with its place, its code and what it means', async () => {
    const test = await testChanged('schema', (text) =>
      text.replace('CREATE VIEW public.v', 'CREATE VIEWS public.v'),
    )
    expect(test).toMatchObject({
      state: 'failed',
      serverVersion: expect.stringMatching(/^15\./),
      error: {
        code: 'E-RESTORE-FAILED',
        message: expect.stringMatching(/schema\.sql:\d+: syntax error at or near "VIEWS"$/),
        hint: expect.stringContaining('does not understand the statement'),
        detail: expect.stringContaining('SQLSTATE 42601 in: CREATE VIEWS'),
      },
    })
  })

  const proof = path.join(folder, 'escaped')
  test.each([
    ['a program', `COPY public.a TO PROGRAM 'touch ${proof}';`],
    ['a command for psql', `\\! touch ${proof}`],
  ])('%s is refused', async (_, line) => {
    const test = await testChanged('schema', (text) =>
      text.replace(/^CREATE TABLE/m, `${line}\nCREATE TABLE`),
    )
    expect(test).toMatchObject({ state: 'failed', error: { code: 'E-RESTORE-REFUSED' } })
    expect(fs.existsSync(proof)).toBe(false)
  })

  test('code that hides in a function does not get far', async () => {
    const evil = `CREATE FUNCTION public.evil(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ begin
      execute 'copy (select 1) to program ''touch ${proof}'''; return 1; end $$;`
    const test = await testChanged('schema', (text) =>
      text
        .replace(/^CREATE TABLE/m, `${evil}\nCREATE TABLE`)
        .replace(/^(CREATE VIEW)/m, 'CREATE INDEX evil ON public.a (public.evil(id));\n$1'),
    )
    expect(test.state).not.toBe('passed')
    expect(fs.existsSync(proof)).toBe(false)
  })

  test('a file from elsewhere is restored and counted, and not compared', async () => {
    const { directory } = project.place
    const text = ['schema', 'data']
      .map((part) => dump.files.find((file) => file.part === part && file.path.includes('dump-')))
      .map((file) => fs.readFileSync(path.join(directory, file?.path ?? ''), 'utf8'))
      .join('\n')
    fs.writeFileSync(path.join(directory, 'elsewhere.sql'), text)
    const test = await restoreTest(project, 'elsewhere.sql')
    expect(test).toMatchObject({ state: 'partly', tables: 2, rows: 5, objects: 0, error: null })
    expect(test.notTested).toContainEqual(expect.stringContaining('No snapshot was kept'))
  })

  test('its folder is tested as well, wherever it was copied to', async () => {
    const from = path.dirname(dump.files.find(({ part }) => part === 'data')?.path ?? '')
    const copied = path.join(folder, 'copied')
    fs.cpSync(path.join(project.place.directory, from), copied, { recursive: true })
    expect(await restoreTest(project, copied)).toMatchObject({ state: 'partly', rows: 5, rowDifferences: [] })
  })

  test('is cancelled when nobody wants it any more, and leaves nothing', async () => {
    const controller = new AbortController()
    const test = restoreTest(project, dump.id, {
      signal: controller.signal,
      onPhase: ({ name }) => name === 'rows' && controller.abort(),
    })
    await expect(test).rejects.toMatchObject({ code: 'E-CANCELLED' })
    expect(await restoreTest(project, dump.id)).toMatchObject({ state: 'passed' })
  })
})
