import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { compareSnapshots } from '../objects/compare'
import type { Snapshot } from '../objects/snapshot'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'

/** All that can lie in a tablespace of its own, with `clause` where it says so. */
const objects = (clause: (word: string) => string) => `
  create table placed (a int, b int, c int, constraint key primary key (a) ${clause('using index tablespace')},
    constraint once unique (b) ${clause('using index tablespace')},
    constraint alone exclude using btree (c with =) ${clause('using index tablespace')}) ${clause('tablespace')};
  create index quick on placed (c) ${clause('tablespace')};
  create materialized view stored ${clause('tablespace')} as select a from placed;
  create table parted (id int) partition by range (id) ${clause('tablespace')};`

/** A tablespace cannot be made or dropped inside a transaction, and not while something lies in it. */
async function readPlaced(name: string, clause: (word: string) => string): Promise<Snapshot> {
  const newest = Math.max(...majors()) as ReturnType<typeof majors>[number]
  const database = await createDatabase(newest)
  try {
    await database.query('set allow_in_place_tablespaces = on')
    await database.query(`create tablespace ${name} location ''`)
    await database.query(objects(clause))
    return await readDatabase(database.url)
  } finally {
    await database.query('drop table if exists placed, parted cascade')
    await database.query(`drop tablespace if exists ${name}`)
    await database.drop()
  }
}

test('what lies in another tablespace is told, and nothing else', async () => {
  const name = `space_${randomBytes(4).toString('hex')}`
  const source = await readPlaced(name, (word) => `${word} ${name}`)
  const target = await readPlaced(name, () => '')
  const { differences } = compareSnapshots(source, target, DATABASE_KINDS)
  expect(differences.map(({ id, fields }) => [id, ...fields.map((field) => field.name)]).sort()).toEqual([
    ['exclusion-constraint:public.placed.alone', 'tablespace'],
    ['index:public.placed.quick', 'tablespace'],
    ['materialized-view:public.stored', 'tablespace'],
    ['primary-key:public.placed.key', 'tablespace'],
    ['table:public.parted', 'tablespace'],
    ['table:public.placed', 'tablespace'],
    ['unique-constraint:public.placed.once', 'tablespace'],
  ])
})
