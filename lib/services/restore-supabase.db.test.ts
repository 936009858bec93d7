import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDemo, dropDemo } from '../demo/build'
import { demoServer } from '../demo/test-server.fixture'
import { majors } from '../testing/servers'
import { compareOrigins } from './compare-origins'
import { dumped } from './dump.fixture'
import { openProject } from './project.fixture'
import { readOrigin } from './read-origin'
import { restoreInto } from './restore-into'
import { planRestore } from './restore-plan'
import { restoreTest } from './restore-test'
import { variablesOf } from './restoring.fixture'
import { Workspace } from './workspace'

describe.each(majors().filter((major) => major >= 15))("the demo's databases on Postgres %i", (major) => {
  const prefix = `restoring_${process.pid}`
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-restore-supabase-'))
  let project: Workspace
  let urls: Readonly<Record<string, string>> = {}

  beforeAll(async () => {
    ;({ urls } = await buildDemo(demoServer(major), { prefix }))
    project = await openProject(folder, urls)
  })
  afterAll(async () => {
    await project.close()
    await dropDemo(demoServer(major), prefix)
    fs.rmSync(folder, { recursive: true, force: true })
  })

  test.each(['dev', 'prod'])('a dump of all of %s is restored and the same', async (environment) => {
    const record = await dumped(project, { environment })
    expect(record).toMatchObject({ state: 'verified', error: null })
    const result = await restoreTest(project, record.id)
    expect(result).toMatchObject({ differences: [], rowDifferences: [], error: null, state: 'passed' })
    expect(result.objects).toBeGreaterThan(900)
    expect(result.rows).toBeGreaterThan(1000)
    expect(result.notTested).toContainEqual(expect.stringContaining('policies on storage.objects'))
  })

  test('rows of tables that stay are put back only by a role that may keep their triggers from firing', async () => {
    const record = await dumped(project, { environment: 'staging' })
    const guest = `guest_${process.pid}`
    const server = demoServer(major)
    await server.exec(server.url('postgres'), [
      `create role ${guest} login createdb password 'a' in role postgres`,
    ])
    const local = Object.assign(new URL(urls.local ?? ''), { username: guest, password: 'a' }).href
    const theirs = new Workspace({ directory: folder, variables: { ...variablesOf(urls), LOCAL_URL: local } })
    await expect(planRestore(theirs, { id: record.id, into: 'local' })).rejects.toMatchObject({
      code: 'E-RESTORE-RIGHTS',
      detail: expect.stringContaining('session_replication_role'),
    })
    await theirs.close()
    await server.exec(server.url('postgres'), [`drop role ${guest}`])
  })

  test('local is made like staging, with what lies in the platform’s schemas kept', async () => {
    const record = await dumped(project, { environment: 'staging' })
    const own = await dumped(project, { environment: 'local' })
    expect(await restoreTest(project, own.id)).toMatchObject({
      state: 'partly',
      notTested: expect.arrayContaining([expect.stringMatching(/^The rows of auth\.oauth_clients: /)]),
    })
    const before = await readOrigin(project, 'local')
    const { key, ...plan } = await planRestore(project, { id: record.id, into: 'local' })
    expect(plan.replaced.map(({ name }) => name)).toEqual(['billing', 'private', 'public'])
    expect(plan.emptied).toEqual(expect.arrayContaining(['auth.users', 'storage.objects']))
    expect(plan.putBack).toContainEqual(expect.stringMatching(/^policy .* on storage\.objects$/))
    const outcome = await restoreInto(project, { key, name: 'local' })
    expect(outcome).toMatchObject({ state: 'restored', error: null, differences: [], rows: 1309 })
    expect(outcome.notes).toEqual(['extension tablefunc was there before and stays'])
    const [staging, local] = await Promise.all([readOrigin(project, 'staging'), readOrigin(project, 'local')])
    const left = (await compareOrigins(staging, local)).differences
    const others = left.filter(({ cause }) => cause !== 'platformObject' && cause !== 'extensionVersion')
    // What is in no dump of a Supabase database stays as it was in local.
    expect(others.map(({ id }) => id).sort()).toEqual([
      'event-trigger:require_row_security',
      'extension:tablefunc',
      'policy:storage.objects.Members%20upload%20receipts',
      'role-setting:authenticated.this%20database.statement_timeout',
      'schema:scratch',
      'trigger:auth.users.on_auth_user_created',
    ])
    const ofPlatform = (await compareOrigins(before, local)).differences.filter(({ id }) =>
      /^(policy|trigger):(auth|storage|realtime)\./.test(id),
    )
    expect(ofPlatform).toEqual([])
  })
})
