import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { compareSnapshots } from '../objects/compare'
import { findRows, type Snapshot } from '../objects/snapshot'
import { readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'
import { tablespace } from './tablespace'

/** A tablespace in place needs no folder of its own; the folder is all that its statement leaves open. */
const IN_PLACE = 'set allow_in_place_tablespaces = on'

/** All databases of a server share tablespaces, so each is dropped as soon as it was read. */
async function readWith(
  major: ReturnType<typeof majors>[number],
  name: string,
  statements: string[],
): Promise<Snapshot> {
  const database = await createDatabase(major)
  try {
    for (const statement of [IN_PLACE, ...statements]) await database.query(statement)
    return await readDatabase(database.url, [tablespace])
  } finally {
    await database.query(`drop tablespace if exists ${name}`)
    await database.drop()
  }
}

function differences(source: Snapshot, target: Snapshot, name: string) {
  return compareSnapshots(source, target, [tablespace])
    .differences.filter(({ address }) => address[0] === name)
    .map(({ status, severity, cause, fields }) => ({
      status,
      severity,
      cause,
      fields: fields.map((field) => field.name),
    }))
}

test('tablespaces of two servers are compared by what is said about them', async () => {
  const [oldest, newest] = [Math.min(...majors()), Math.max(...majors())] as [
    ReturnType<typeof majors>[number],
    ReturnType<typeof majors>[number],
  ]
  const name = `fast_${randomBytes(4).toString('hex')}`
  const create = `create tablespace ${name} location '' with (random_page_cost = 1.1, seq_page_cost = 1)`
  const plain = await readWith(oldest, name, [create])
  const spelled = await readWith(newest, name, [
    `create tablespace ${name} location '' with (seq_page_cost = 1)`,
    `alter tablespace ${name} set (random_page_cost = 1.1)`,
  ])
  const changed = await readWith(newest, name, [
    `create tablespace ${name} location '' with (random_page_cost = 2)`,
    `comment on tablespace ${name} is 'Fast.'`,
    `alter tablespace ${name} owner to pg_monitor`,
  ])
  const none = await readWith(newest, name, [])

  expect(differences(plain, spelled, name)).toEqual([])
  expect(differences(plain, changed, name)).toEqual([
    { status: 'different', severity: 'low', cause: 'unknown', fields: ['options', 'comment', 'owner'] },
  ])
  expect(differences(plain, none, name)).toMatchObject([{ status: 'sourceOnly', severity: 'medium' }])
  expect(differences(none, plain, name)).toMatchObject([{ status: 'targetOnly', severity: 'low' }])

  const [row] = findRows(changed, tablespace, [name])
  const made = await readWith(
    oldest,
    name,
    tablespace
      .ddl(row ?? {}, () => [])
      .replace(":'LOCATION'", "''")
      .split('\n'),
  )
  expect(differences(changed, made, name)).toEqual([])
})
