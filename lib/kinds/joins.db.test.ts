import { expect, onTestFinished, test } from 'vitest'
import { sql } from '../sql/sql'
import { createDatabase, majors } from '../testing/servers'
import { KINDS } from './all'

const PARTITIONS = 400
/** Joined one by one, parts and wholes would make a multiple of this. */
const MOST_REMOVED = 20_000

const SCRIPT = `
  create table parent (id int generated always as identity, at int, note text default 'x', n int check (n > 0),
    twice int generated always as (n * 2) stored, primary key (id, at)) partition by range (at);
  create index on parent (lower(note));
  do $$ begin for i in 1 .. ${PARTITIONS} loop
    execute format('create table part_%s partition of parent for values from (%s) to (%s)', i, i, i + 1);
    execute format('create table owner_%s (id serial primary key, e text); create view v_%s as select e from owner_%s', i, i, i);
  end loop; end $$`

test.each(majors())(
  'of many partitions, on a Postgres %i that has not analysed them, no kind is read by joining each with each',
  async (major) => {
    const database = await createDatabase(major, { sql: SCRIPT })
    onTestFinished(() => database.drop())
    const wasteful: string[] = []
    for (const kind of KINDS.filter(({ since = 0 }) => major >= since)) {
      const query = kind.query({ major, busy: [], readable: new Set(kind.restrictedColumns) })
      const plan = await database.query<{ 'QUERY PLAN': string }>(
        sql`explain (analyze, timing off, costs off) ${query}`,
      )
      const removed = plan.map((line) => /Rows Removed by Join Filter: (\d+)/.exec(line['QUERY PLAN'])?.[1])
      if (removed.some((rows) => Number(rows ?? 0) > MOST_REMOVED)) wasteful.push(kind.name)
    }
    expect(wasteful).toEqual([])
  },
)
