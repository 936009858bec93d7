import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DumpRecord } from '../dumps/dump-record'
import { saveRecord } from '../store/dump-library'
import { hasPgBouncer, startPgBouncer } from '../testing/pgbouncer'
import { createDatabase, type TestDatabase } from '../testing/servers'
import { dumped } from './dump.fixture'
import { restoreInto } from './restore-into'
import { planRestore } from './restore-plan'
import { restoreRun, startRestore } from './restore-runs'
import { auditOf, bytesOf, configure, reopened, restoringProject } from './restoring.fixture'
import type { Workspace } from './workspace'

const NAMES = ['local', 'staging', 'twin', 'test', 'shielded', 'prod']
const MARKS = {
  test: { restorable: true },
  twin: { restorable: true },
  shielded: { restorable: true, protected: true },
  prod: { restorable: true, protected: false, reference: true },
}

describe('a restore that may not be', () => {
  let staging: TestDatabase
  let local: TestDatabase
  let prod: TestDatabase
  let other: TestDatabase
  let urls: Record<string, string>
  let project: Workspace
  let dump: DumpRecord
  let before: string

  beforeAll(async () => {
    staging = await createDatabase(15, { sql: 'create table a (id int); insert into a values (1)' })
    local = await createDatabase(15, { sql: 'create table mine (id int); insert into mine values (7)' })
    prod = await createDatabase(15)
    other = await createDatabase(15)
    // The same database under another name and another spelling of its address.
    const twin = staging.url.replace('127.0.0.1', 'localhost')
    urls = {
      local: local.url,
      staging: staging.url,
      twin,
      test: local.url,
      shielded: prod.url,
      prod: prod.url,
      other: other.url,
    }
    project = restoringProject(urls, MARKS)
    dump = await dumped(project, { environment: 'staging' })
    before = await bytesOf(local)
  })
  afterAll(async () => {
    await project.close()
    for (const database of [staging, local, prod, other]) await database.drop()
    fs.rmSync(project.place.directory, { recursive: true, force: true })
  })

  const plan = (into: string, id = dump.id) => planRestore(project, { id, into })
  const unchanged = async () => expect(await bytesOf(local)).toBe(before)

  test.each([
    ['shielded', 'shielded is protected'],
    ['prod', 'prod is the reference, which the others are measured against'],
    ['staging', 'staging is not marked as one that may be replaced'],
    ['twin', /^twin is the database that dump .* is of$/],
  ])('%s is refused, and the audit log says so', async (into, message) => {
    await expect(plan(into)).rejects.toMatchObject({
      code: 'E-RESTORE-INTO',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    })
    expect(auditOf(project).at(-1)).toMatchObject({ state: 'refused', environment: into, dump: dump.id })
  })

  test('an environment or a dump that is not there is named', async () => {
    await expect(plan('locale')).rejects.toMatchObject({ code: 'E-ORIGIN', hint: 'Did you mean local?' })
    await expect(plan('local', 'no-such')).rejects.toMatchObject({ code: 'E-DUMP' })
    await expect(plan('local', '../../etc')).rejects.toMatchObject({ code: 'E-DUMP' })
  })

  test('a dump that is not verified replaces nothing', async () => {
    saveRecord(project.place.directory, { ...dump, id: `${dump.id}-n`, state: 'notVerified' })
    await expect(plan('local', `${dump.id}-n`)).rejects.toMatchObject({
      code: 'E-RESTORE-INTO',
      message: `Dump ${dump.id}-n is not verified`,
    })
  })

  test('a name that is not the environment’s confirms nothing, and uses the key up', async () => {
    const { key } = await plan('local')
    for (const name of ['Local', 'local']) {
      await expect(restoreInto(project, { key, name })).rejects.toMatchObject({ code: 'E-RESTORE-CONFIRM' })
    }
    await expect(startRestore(project, { key: 'guessed', name: 'local' })).rejects.toMatchObject({
      code: 'E-RESTORE-CONFIRM',
    })
    await unchanged()
  })

  test('a confirmation is for ten minutes', async () => {
    const now = vi.spyOn(performance, 'now')
    const { key } = await plan('local')
    now.mockReturnValue(performance.now() + 601_000)
    await expect(restoreInto(project, { key, name: 'local' })).rejects.toMatchObject({
      code: 'E-RESTORE-CONFIRM',
    })
    now.mockRestore()
    await unchanged()
  })

  test('a confirmation is for one database, whatever the name leads to by then', async () => {
    const { key } = await plan('local')
    const other = await createDatabase(15)
    const moved = reopened(project.place.directory, { ...urls, local: other.url })
    await expect(restoreInto(moved, { key, name: 'local' })).rejects.toMatchObject({
      code: 'E-RESTORE-CONFIRM',
      message: 'local leads to another database than the one that was confirmed',
    })
    await moved.close()
    expect(await other.query(`select relname from pg_class where relname = 'a'`)).toEqual([])
    await other.drop()
  })

  test('one that became protected meanwhile is refused, over the API too', async () => {
    const { key } = await plan('local')
    const { directory } = project.place
    const text = fs.readFileSync(`${directory}/lockstep.config.json`, 'utf8')
    configure(directory, NAMES, { ...MARKS, local: { protected: true } })
    const strict = reopened(directory, urls)
    await startRestore(strict, { key, name: 'local' })
    await vi.waitFor(() => expect(restoreRun(key).state).not.toBe('running'), 60_000)
    expect(restoreRun(key)).toMatchObject({
      state: 'refused',
      error: { code: 'E-RESTORE-INTO' },
      outcome: null,
    })
    fs.writeFileSync(`${directory}/lockstep.config.json`, text)
    await strict.close()
    await unchanged()
  })

  test('an environment that leads to the reference’s database is refused', async () => {
    const same = reopened(project.place.directory, { ...urls, local: prod.url })
    await expect(planRestore(same, { id: dump.id, into: 'local' })).rejects.toMatchObject({
      code: 'E-RESTORE-INTO',
      message: expect.stringMatching(/^local leads to the same database as (shielded|prod)$/),
    })
    await same.close()
  })

  test('an environment that leads to the database of any other that may not be replaced is refused', async () => {
    const same = reopened(project.place.directory, { ...urls, local: other.url })
    const ofLocal = await dumped(project, { environment: 'local' })
    await expect(planRestore(same, { id: ofLocal.id, into: 'local' })).rejects.toMatchObject({
      code: 'E-RESTORE-INTO',
      message: 'local leads to the same database as other',
    })
    await same.close()
  })

  test('two at once are one too many', async () => {
    const [{ key: first }, { key: second }] = [await plan('local'), await plan('test')]
    await local.query('select pg_advisory_lock(1280262988, 0)')
    await expect(restoreInto(project, { key: first, name: 'local' })).rejects.toMatchObject({
      code: 'E-RESTORE-BUSY',
    })
    await expect(restoreInto(project, { key: second, name: 'test' })).rejects.toMatchObject({
      code: 'E-RESTORE-BUSY',
    })
    await local.query('select pg_advisory_unlock(1280262988, 0)')
    await unchanged()
  })

  test('a role without the rights is told before anything is changed', async () => {
    await local.query(`create role "mere ""guest" login password 'guest'`)
    const url = Object.assign(new URL(local.url), { username: 'mere "guest', password: 'guest' }).href
    const guest = reopened(project.place.directory, { ...urls, local: url })
    await expect(planRestore(guest, { id: dump.id, into: 'local' })).rejects.toMatchObject({
      code: 'E-RESTORE-RIGHTS',
      detail: expect.stringMatching(
        /^It does not own public\.mine\. It may not create schemas in the database/,
      ),
    })
    await guest.close()
    await local.query('drop role "mere ""guest"')
    await unchanged()
  })

  test.skipIf(!hasPgBouncer())('a transaction pooler is refused', async () => {
    const pooler = await startPgBouncer({ url: local.url, poolMode: 'transaction' })
    const pooled = reopened(project.place.directory, { ...urls, local: pooler.url(local.url) })
    await expect(planRestore(pooled, { id: dump.id, into: 'local' })).rejects.toMatchObject({
      code: 'E-POOL-MODE',
    })
    await pooled.close()
    await pooler.stop()
    await unchanged()
  })
})
