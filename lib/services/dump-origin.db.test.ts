import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DumpRecord } from '../dumps/dump-record'
import { KINDS_BY_NAME } from '../kinds/all'
import { saveRecord, snapshotFileOf } from '../store/dump-library'
import { createDatabase, type TestDatabase } from '../testing/servers'
import { compareOrigins } from './compare-origins'
import { dumped } from './dump.fixture'
import { findOrigin, listOrigins } from './origins'
import { openProject } from './project.fixture'
import { readComparison } from './read-comparison'
import { readOrigin } from './read-origin'
import type { Workspace } from './workspace'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-dump-origin-'))

describe('a dump as one side of a comparison', () => {
  let database: TestDatabase
  let project: Workspace
  let dump: DumpRecord

  beforeAll(async () => {
    database = await createDatabase(15, { sql: 'create table notes (id int primary key, text text)' })
    project = await openProject(folder, { prod: database.url })
    dump = await dumped(project, { what: 'schema' })
    await database.query('alter table notes add column read boolean')
  })
  afterAll(async () => {
    await project.close()
    await database.drop()
    fs.rmSync(folder, { recursive: true, force: true })
  })

  test('tells what changed since it was made', async () => {
    const [before, now] = await Promise.all([
      readOrigin(project, `dump:${dump.id}`),
      readOrigin(project, 'prod'),
    ])
    const { differences, source } = await compareOrigins(before, now)
    // Other tests make roles on the same server meanwhile.
    const own = differences.filter(({ kind }) => KINDS_BY_NAME.get(kind)?.scope !== 'cluster')
    expect(own.map(({ id, status }) => ({ id, status }))).toEqual([
      { id: 'column:public.notes.read', status: 'targetOnly' },
    ])
    expect(source.name).toMatch(/^prod, dumped \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  })

  test('is among what can be compared, and is compared', async () => {
    const id = `dump:${dump.id}`
    expect((await listOrigins(project)).find(({ sort }) => sort === 'dump')).toMatchObject({
      id,
      state: 'never',
    })
    const { answer } = await findOrigin(project, id)
    expect(answer).toMatchObject({ id, state: 'read', objects: expect.any(Number) })
    const comparison = await readComparison(project, { source: id, target: id })
    expect(comparison.source).toMatchObject({ id, sort: 'dump' })
  })

  test('is named where the id is almost right', async () => {
    const typed = `dump:${dump.id.slice(0, -1)}`
    const refusal = { code: 'E-ORIGIN', hint: `Did you mean dump:${dump.id}?` }
    await expect(readOrigin(project, typed)).rejects.toMatchObject(refusal)
    await expect(findOrigin(project, typed)).rejects.toMatchObject(refusal)
    await expect(readOrigin(project, 'dump:../../etc')).rejects.toMatchObject({ code: 'E-ORIGIN' })
  })

  test('says why there is nothing to compare', async () => {
    const without = { ...dump, id: `${dump.id}-w`, fingerprint: null }
    saveRecord(folder, without)
    await expect(readOrigin(project, `dump:${without.id}`)).rejects.toMatchObject({
      message: `Dump ${without.id} cannot be compared, because no snapshot was kept with it`,
    })
  })

  test('is none where it failed after its moment, though the snapshot was kept', async () => {
    const failed = { ...dump, id: `${dump.id}-f`, state: 'failed' } as const
    saveRecord(folder, failed)
    fs.copyFileSync(snapshotFileOf(folder, dump.id), snapshotFileOf(folder, failed.id))
    expect((await listOrigins(project)).map(({ id }) => id)).not.toContain(`dump:${failed.id}`)
    await expect(readOrigin(project, `dump:${failed.id}`)).rejects.toMatchObject({
      message: `Dump ${failed.id} cannot be compared`,
      hint: 'It failed. Make a new dump.',
    })
  })

  test('says that its snapshot is damaged', async () => {
    const damaged = { ...dump, id: `${dump.id}-d` }
    saveRecord(folder, damaged)
    fs.writeFileSync(snapshotFileOf(folder, damaged.id), 'no snapshot')
    const { answer, snapshot } = await findOrigin(project, `dump:${damaged.id}`)
    expect(answer).toMatchObject({ state: 'failed', error: { code: 'E-SNAPSHOT' } })
    expect(snapshot).toBeNull()
  })
})
