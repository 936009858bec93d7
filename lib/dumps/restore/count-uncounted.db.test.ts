import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase, majors } from '../../testing/servers'
import { countUncounted } from './count-uncounted'
import { listSchemas } from './target-contents'

/** In a copy of a database the server has no statistics of its tables. */
const SCHEMA = `create schema "od""d"; create table "od""d"."a""; drop table b --" (id int);
  insert into "od""d"."a""; drop table b --" values (1), (2);
  create table b (id int) partition by list (id); create table b_1 partition of b for values in (1);
  insert into b values (1); create table empty ()`

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

test.each(majors())(
  'tables without statistics are counted, but not while one is locked, on %i',
  async (major) => {
    const original = await createDatabase(major)
    const maker = await connect(original.url)
    await maker.query(SCHEMA)
    await maker.end()
    const copy = await createDatabase(major, { template: original.name })
    const [client, holder] = [await connect(copy.url), await connect(copy.url)]
    onTestFinished(async () => {
      for (const each of [client, holder]) await each.end()
      for (const database of [copy, original]) await database.drop()
    })
    const listed = (await listSchemas(client)).filter(({ tables }) => tables > 0)
    expect(listed).toEqual([
      { name: 'od"d', tables: 1, rows: 0, uncounted: 1 },
      { name: 'public', tables: 3, rows: 0, uncounted: 2 },
    ])
    expect(await countUncounted(client, listed)).toEqual([
      { name: 'od"d', tables: 1, rows: 2, uncounted: 0 },
      { name: 'public', tables: 3, rows: 1, uncounted: 0 },
    ])
    await holder.query('begin; lock table empty')
    expect(await countUncounted(client, listed)).toEqual(listed)
  },
)
