import { describe, expect, test } from 'vitest'
import { compareSnapshots } from '../objects/compare'
import type { Snapshot } from '../objects/snapshot'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'

const SOURCE = `
  create type mood as enum ('calm', 'busy');
  create type place as (x int, y int);
  create table invoices (id int primary key, due date not null, note text);
  create table people (id int, first_name text not null default '', born date);
  create view open_invoices as select id from invoices where note is null;
  create materialized view totals as select count(*) as n from people;
  create function total(a int, b int) returns int language sql as 'select a + b';`

describe.each(majors())('PostgreSQL %i', (major) => {
  async function read(sql: string, name: string): Promise<Snapshot> {
    const database = await createDatabase(major, { sql })
    try {
      return { ...(await readDatabase(database.url)), name }
    } finally {
      await database.drop()
    }
  }

  /** What is said of renamed objects when a target differs from the source by these statements, by kind and name. */
  async function saidAfter(sql: string, source = SOURCE) {
    const [before, after] = await Promise.all([read(source, 'prod'), read(source + sql, 'dev')])
    const { differences } = compareSnapshots(before, after, DATABASE_KINDS)
    return differences.flatMap(({ kind, address, meaning }) => {
      const said = /Perhaps it was renamed: .*/.exec(meaning ?? '')?.[0]
      return said ? [`${kind} ${address.join('.')}: ${said}`] : []
    })
  }

  test.concurrent.each([
    [
      'a table',
      'alter table invoices rename to "Bills"',
      'table public.invoices: Perhaps it was renamed: public."Bills", which is only here, has columns of the same names.',
      'table public.Bills: Perhaps it was renamed: public.invoices, which is only in prod, has columns of the same names.',
    ],
    [
      'a table in another schema',
      'create schema old; alter table people set schema old',
      'table public.people: Perhaps it was renamed: old.people, which is only here, has columns of the same names.',
      'schema old: Perhaps it was renamed: public.people, which is only in prod, has columns of the same names.',
    ],
    [
      'a column',
      'alter table people rename first_name to given_name',
      'column public.people.first_name: Perhaps it was renamed: given_name, which is only here, is the same but for its name.',
      'column public.people.given_name: Perhaps it was renamed: first_name, which is only in prod, is the same but for its name.',
    ],
    [
      'a view',
      'alter view open_invoices rename to unpaid',
      'view public.open_invoices: Perhaps it was renamed: public.unpaid, which is only here, has the same query.',
      'view public.unpaid: Perhaps it was renamed: public.open_invoices, which is only in prod, has the same query.',
    ],
    [
      'a materialized view',
      'alter materialized view totals rename to sums',
      'materialized-view public.totals: Perhaps it was renamed: public.sums, which is only here, has the same query.',
      'materialized-view public.sums: Perhaps it was renamed: public.totals, which is only in prod, has the same query.',
    ],
    [
      'a function',
      'alter function total(int, int) rename to sum_of',
      'function public.total.integer, integer: Perhaps it was renamed: public.sum_of(integer, integer), which is only here, has the same arguments and body.',
      'function public.sum_of.integer, integer: Perhaps it was renamed: public.total(integer, integer), which is only in prod, has the same arguments and body.',
    ],
    [
      'an enum',
      'alter type mood rename to state',
      'enum public.mood: Perhaps it was renamed: public.state, which is only here, has the same labels.',
      'enum public.state: Perhaps it was renamed: public.mood, which is only in prod, has the same labels.',
    ],
    [
      'a composite type',
      'alter type place rename to spot',
      'composite-type public.place: Perhaps it was renamed: public.spot, which is only here, has the same attributes.',
      'composite-type public.spot: Perhaps it was renamed: public.place, which is only in prod, has the same attributes.',
    ],
  ])('%s that was renamed is said to be that, perhaps', async (_what, sql, ...said) => {
    expect((await saidAfter(sql)).sort()).toEqual(said.sort())
  })

  test.concurrent.each([
    [
      'a table of other columns',
      'drop table invoices cascade; create table bills (id int primary key, due date not null)',
    ],
    ['a table of one column', 'drop table one; create table other (id int)'],
    ['one of two new tables', 'alter table people rename to a; create table b (like a)'],
    ['a column of another type', 'alter table people drop born; alter table people add birth timestamp'],
    ['one of two new columns', 'alter table people rename born to a; alter table people add b date'],
    ['a column of another table', 'alter table people drop born; alter table invoices add born date'],
    ['a partition', 'drop table part_1; create table part_3 partition of parted for values in (3)'],
  ])('%s is not', async (_what, sql) => {
    const more = `create table one (id int);
      create table parted (id int, day date) partition by list (id);
      create table part_1 partition of parted for values in (1);`
    expect(await saidAfter(sql, SOURCE + more)).toEqual([])
  })
})
