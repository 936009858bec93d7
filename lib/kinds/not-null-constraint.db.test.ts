import { beforeAll, describe, expect, test } from 'vitest'
import { compareSnapshots } from '../objects/compare'
import type { Snapshot } from '../objects/snapshot'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { createDatabase, majors } from '../testing/servers'

const STATES = {
  none: '',
  later: 'alter table t add not null a not valid',
  all: 'alter table t alter a set not null',
}
type State = keyof typeof STATES

describe.each(majors().filter((major) => major >= 18))('PostgreSQL %i', (major) => {
  const snapshots = new Map<State, Snapshot>()

  beforeAll(async () => {
    for (const state of Object.keys(STATES) as State[]) {
      const database = await createDatabase(major, { sql: `create table t (a int); ${STATES[state]}` })
      snapshots.set(state, { ...(await readDatabase(database.url)), name: 'the source' })
      await database.drop()
    }
  })

  test.each([
    ['all', 'later', 'medium', 'Both sides refuse nulls, but rows from before may hold some here.'],
    ['later', 'all', 'medium', 'Both sides refuse nulls, but rows from before may hold some in the source.'],
    ['none', 'later', 'high', 'Nulls, which the source accepts, are refused in new rows here.'],
    ['later', 'none', 'high', 'Nulls, which the source refuses in new rows, can be stored here.'],
    ['none', 'all', 'high', 'Nulls, which the source accepts, are refused here.'],
    ['all', 'none', 'high', 'Nulls, which the source refuses, can be stored here.'],
  ] as const)('not null: %s against %s', (source, target, severity, meaning) => {
    const sides = [snapshots.get(source), snapshots.get(target)] as [Snapshot, Snapshot]
    expect(compareSnapshots(...sides, DATABASE_KINDS).differences).toMatchObject([{ severity, meaning }])
  })
})
