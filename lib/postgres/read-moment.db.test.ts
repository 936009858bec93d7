import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { table } from '../kinds/table'
import { view } from '../kinds/view'
import { findRows, type Snapshot } from '../objects/snapshot'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { readSnapshot } from './read-snapshot'

describe.each(majors())('a moment that was exported, Postgres %i', (major) => {
  let database: TestDatabase
  let holder: pg.Client
  let reader: pg.Client
  let snapshotId: string

  beforeEach(async () => {
    database = await createDatabase(major, {
      sql: 'create table kept (id int); create view seen as select id from kept',
    })
    holder = new pg.Client({ connectionString: database.url })
    reader = new pg.Client({ connectionString: database.url })
    await Promise.all([holder.connect(), reader.connect()])
    await holder.query('begin isolation level repeatable read, read only')
    snapshotId = (await holder.query('select pg_export_snapshot() as id')).rows[0].id
  })
  afterEach(async () => {
    await Promise.all([holder.end(), reader.end()])
    await database.drop()
  })

  const read = async (id = snapshotId) =>
    (await readSnapshot(reader, { name: 'test', origin: 'url', kinds: [table, view], snapshotId: id }))
      .snapshot
  const tables = (snapshot: Snapshot) => findRows(snapshot, table, []).map(({ name }) => name)
  const codes = ({ diagnostics }: Snapshot) => diagnostics.map(({ code }) => code)

  test('is read as it was, without a word where nothing changed since', async () => {
    await database.query('insert into kept values (1)')
    const snapshot = await read()
    expect([tables(snapshot), codes(snapshot)]).toEqual([['kept'], []])
  })

  test('is read as it was where the schema changed since, and that is told', async () => {
    await database.query('create table later (id int)')
    const snapshot = await read()
    expect([tables(snapshot), codes(snapshot)]).toEqual([['kept'], ['changedDuringRead']])
    expect(snapshot.diagnostics[0]?.message).toMatch(/during the read/)
  })

  test('is no more when its transaction has ended', async () => {
    await holder.query('rollback')
    // Servers word it differently: as a name that is wrong, or as something that is not there any more.
    await expect(read()).rejects.toMatchObject({ code: expect.stringMatching(/^(22023|E-PG-CHANGING)$/) })
    await expect(read("x'; drop table kept; --")).rejects.toThrow()
    expect(await database.query('select from kept')).toEqual([])
  })
})
