import { afterEach, describe, expect, test } from 'vitest'
import { compareSnapshots } from '../objects/compare'
import { lineCount, lineText } from '../objects/lines'
import { kindLines, type Snapshot } from '../objects/snapshot'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { createDatabase, type DatabaseOptions, majors, type TestDatabase } from '../testing/servers'

const [major] = majors() as [ReturnType<typeof majors>[number]]
const made: TestDatabase[] = []

afterEach(async () => {
  for (const database of made.splice(0)) await database.drop()
})

/** A database made of these statements, and what was read of it. */
async function readMade(options: DatabaseOptions): Promise<{ database: TestDatabase; snapshot: Snapshot }> {
  const database = await createDatabase(major, options)
  made.push(database)
  return { database, snapshot: await readDatabase(database.url) }
}

function linesOf(snapshot: Snapshot, kind: string): string[] {
  const { lines } = kindLines(snapshot, kind)
  return Array.from({ length: lineCount(lines) }, (_, line) => lineText(lines, line))
}

/** Ids of what differs between databases made of the same statements, followed by others in the second. */
async function found(sql: string, change: string): Promise<string[]> {
  const [source, target] = [await readMade({ sql }), await readMade({ sql: `${sql}; ${change}` })]
  return compareSnapshots(source.snapshot, target.snapshot, DATABASE_KINDS).differences.map(({ id }) => id)
}

describe('a table', () => {
  test('of as many columns as there can be is read whole', async () => {
    const columns = Array.from({ length: 1600 }, (_, i) => `c${i} int`).join(', ')
    expect(
      await found(`create table wide (${columns})`, 'alter table wide alter c1599 set default 1'),
    ).toEqual(['column:public.wide.c1599'])
  })

  test('of no column is there', async () => {
    expect(await found('select 1', 'create table none ()')).toEqual(['table:public.none'])
  })
})

test('texts of megabytes are read whole', async () => {
  const sql = `do $make$ begin
    execute format('create function big() returns text language sql as %L', 'select ' || quote_literal(repeat('x', 2000000)));
    create table t (id int);
    execute format('comment on table t is %L', repeat('y', 1000000));
  end $make$`
  expect(
    await found(
      sql,
      `do $$ begin execute format('comment on table t is %L', repeat('y', 999999) || 'z'); end $$`,
    ),
  ).toEqual(['comment:table.public.t.'])
})

test('what depends on itself in a circle is compared to an end', async () => {
  const sql = `
    create view a as select 1 as n; create view b as select n from a; create or replace view a as select n from b;
    create table self (id int primary key, parent int references self);
    create table one (id int primary key, other int); create table two (id int primary key, other int references one);
    alter table one add foreign key (other) references two;
    create table defaults (n int);
    create function counted() returns bigint language plpgsql as 'begin return (select count(*) from defaults); end';
    alter table defaults alter n set default counted()`
  expect(await found(sql, 'select 1')).toEqual([])
  const { snapshot } = await readMade({ sql })
  const { snapshot: empty } = await readMade({})
  const { differences, counts } = compareSnapshots(snapshot, empty, DATABASE_KINDS)
  expect(differences.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['table:public.self', 'table:public.one']),
  )
  expect(counts.sourceOnly).toBe(differences.length)
})

test('a chain of a thousand views is compared to an end', async () => {
  const sql = `create table t (n int);
    do $$ begin
      create view v0 as select n from t;
      for i in 1..1000 loop execute format('create view v%s as select n from v%s', i, i - 1); end loop;
    end $$`
  const { snapshot } = await readMade({ sql })
  const { snapshot: empty } = await readMade({})
  expect(linesOf(snapshot, 'view')).toHaveLength(1001)
  const { differences, counts } = compareSnapshots(snapshot, empty, DATABASE_KINDS)
  expect(counts.sourceOnly + counts.consequences).toBeGreaterThan(1001)
  expect(differences.map(({ id }) => id)).toContain('table:public.t')
})

describe('a database that is not in UTF-8', () => {
  test('LATIN1 is read as what it says', async () => {
    const clause = "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'"
    const sql = `create table "é" (n int); comment on table "é" is 'ÿ'`
    const { snapshot } = await readMade({ template: 'template0', clause, sql })
    expect(linesOf(snapshot, 'table').map((line) => line.split('\t')[1])).toEqual(['é'])
    expect(linesOf(snapshot, 'comment').join()).toContain('ÿ')
  })

  test('SQL_ASCII with bytes that are no text is unknown there, and read everywhere else', async () => {
    const clause = "encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'"
    const sql = "create table t (n int); comment on table t is E'\\xFF'"
    const { snapshot } = await readMade({ template: 'template0', clause, sql })
    expect(snapshot.blindSpots).toEqual([
      { kind: 'comment', reason: 'failed', message: expect.stringContaining('bytes that are no text') },
    ])
    expect(linesOf(snapshot, 'table')).toHaveLength(1)
    expect(compareSnapshots(snapshot, snapshot, DATABASE_KINDS).identical).toBe(false)
  })

  test('SQL_ASCII with names that are no text is read but for them, and needs are told to be unknown', async () => {
    const clause = "encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'"
    const sql = String.raw`do $$ begin
      execute E'create table "caf\xE9" (n int)';
      execute E'create view v as select n from "caf\xE9"';
      execute 'create sequence s';
    end $$`
    const { snapshot } = await readMade({ template: 'template0', clause, sql })
    const unread = snapshot.blindSpots.map(({ kind }) => kind)
    expect(unread).toEqual(expect.arrayContaining(['table', 'column']))
    expect(linesOf(snapshot, 'sequence')).toHaveLength(1)
    expect(snapshot.diagnostics).toContainEqual({
      code: 'unreadableNeeds',
      message: expect.stringContaining('What objects depend on is unknown'),
    })
  })
})
