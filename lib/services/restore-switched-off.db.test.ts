import { expect, test } from 'vitest'
import { createDatabase, majors } from '../testing/servers'
import { dumped, dumpProject } from './dump.fixture'
import { restoreTest } from './restore-test'

const [major = 18] = majors().slice(-1)
const OFF = 'of which only that its triggers are switched off'

test.each([
  [
    'of a table',
    `create table parents (id int primary key);
     create table children (id int unique deferrable, parent int references parents);
     alter table children disable trigger all`,
    ['children: children_id_key', 'children: children_parent_fkey'],
  ],
  [
    // pg_dump writes these by names that hold numbers of the server, which no other server has.
    'of one partition',
    `create table parents (id int primary key);
     create table children (id int, parent int references parents) partition by list (id);
     create table children_1 partition of children for values in (1);
     insert into parents values (7);
     insert into children values (1, 7);
     alter table children_1 disable trigger all`,
    ['children_1: children_parent_fkey'],
  ],
])('a constraint %s that is switched off is restored switched on, and that is told', async (_, sql, off) => {
  const database = await createDatabase(major, { sql })
  try {
    const project = dumpProject(database.url)
    for (const format of ['sql', 'custom', 'csv'] as const) {
      const record = await dumped(project, { options: { format } })
      expect(record).toMatchObject({ state: 'verified', error: null })
      const told = off.map((name) => `public.${name}, ${OFF}`)
      expect(record.leavesOut.filter((line) => line.endsWith(OFF)).toSorted()).toEqual(told)
      const test = await restoreTest(project, record.id)
      expect(test).toMatchObject({ state: 'passed', differences: [], rowDifferences: [], error: null })
      expect(test.notTested).toEqual(expect.arrayContaining(told))
    }
  } finally {
    await database.drop()
  }
})
