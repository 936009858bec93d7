import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { debianLabels } from '../embedded/find-postgres'
import { compareSnapshots } from '../objects/compare'
import type { Snapshot } from '../objects/snapshot'
import { loadGrammar } from '../sql/wording'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'

beforeAll(loadGrammar)

const CASES = ['table/same', 'column/same', 'materialized-view/same', 'index/same']

/** Debian's build keeps a version of each column among the column's options, another one in every database. */
describe.each(debianLabels())('the build %s', (label) => {
  test.each(CASES)('reads %s like any other build', async (name) => {
    const source = fs.readFileSync(path.join(import.meta.dirname, 'corpus', name, 'source.sql'), 'utf8')
    const newest = Math.max(...majors()) as ReturnType<typeof majors>[number]
    const [here, again, elsewhere] = await Promise.all([
      readNew(label, source),
      readNew(label, source),
      readNew(newest, source),
    ])
    expect(differences(here, again)).toEqual([])
    expect(differences(here, elsewhere)).toEqual([])
  })
})

async function readNew(label: Parameters<typeof createDatabase>[0], sql: string): Promise<Snapshot> {
  const database = await createDatabase(label, { sql })
  try {
    return await readDatabase(database.url)
  } finally {
    await database.drop()
  }
}

function differences(source: Snapshot, target: Snapshot) {
  return compareSnapshots(source, target, DATABASE_KINDS).differences.map(({ id }) => id)
}
