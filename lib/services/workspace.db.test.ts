import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, QUIET, type TestDatabase } from '../testing/servers'
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy'
import { checkEnvironments } from './check-environments'
import { diagnoseEnvironment } from './diagnose-environment'
import { listEnvironments } from './list-environments'
import { readGrid, readRows } from './read-grid'
import { readObject } from './read-object'
import { Workspace } from './workspace'

const PASSWORD = 'canary-Pa55-w0rd'

const SCHEMA = `create table invoices (id int primary key, amount numeric(12,2), note text);
  alter table invoices enable row level security;
  create policy mine on invoices for select using (note = current_user);`

let prod: TestDatabase
let staging: TestDatabase
let proxy: TcpProxy
let directory: string

beforeAll(async () => {
  prod = await createDatabase(QUIET, { sql: SCHEMA })
  staging = await createDatabase(QUIET, {
    sql: `${SCHEMA} alter policy mine on invoices using (true); create table extra (id int);`,
  })
  proxy = await startTcpProxy(staging.url)
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-workspace-'))
})
afterAll(async () => {
  await proxy.close()
  await Promise.all([prod.drop(), staging.drop()])
  fs.rmSync(directory, { recursive: true })
})

function write(text: string): void {
  fs.writeFileSync(path.join(directory, '.env.local'), text)
}

function workspace(variables: Record<string, string> = {}): Workspace {
  return new Workspace({
    directory,
    variables: { PROD_DATABASE_URL: prod.url, STAGING_DATABASE_URL: proxy.url(staging.url), ...variables },
  })
}

describe('a workspace', () => {
  test('compares every environment with the reference, with counts that add up', async () => {
    const space = workspace()
    await checkEnvironments(space)
    const grid = await readGrid(space, {})
    const place = grid.environments.findIndex(({ name }) => name === 'staging')
    expect(grid.reference).toBe('prod')
    expect(grid.rows.map(({ id }) => id)).toEqual(['policy:public.invoices.mine', 'table:public.extra'])
    expect(grid.rows[0]?.cells[place]).toMatchObject({
      status: 'different',
      severity: 'critical',
      fields: ['USING'],
    })
    expect(grid.counts[place]).toMatchObject({ different: 1, sourceOnly: 0, targetOnly: 1, unknown: 0 })
    expect(grid.bySeverity).toEqual({ critical: 1, medium: 1 })
    await space.close()
  })

  test('answers pages of the rows that match, and says of how many', async () => {
    const space = workspace()
    await checkEnvironments(space)
    expect(await readGrid(space, { text: 'INVOICES' })).toMatchObject({ total: 2, matching: 1 })
    expect(await readGrid(space, { severity: ['low'] })).toMatchObject({ total: 2, matching: 0, rows: [] })
    expect(await readRows(space, { offset: 1, limit: 1 })).toMatchObject({
      offset: 1,
      rows: [{ id: 'table:public.extra' }],
    })
    await space.close()
  })

  test('lists everything when asked to: each object once, and as many as the groups say', async () => {
    const space = workspace()
    await checkEnvironments(space)
    const differences = await readGrid(space, {})
    const all = await readGrid(space, { show: 'everything', limit: 10_000 })
    const ids = all.rows.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(all.matching).toBe(ids.length)
    expect(all.groups.reduce((sum, { matching }) => sum + matching, 0)).toBe(ids.length)
    for (const { kind, matching, schemas } of all.groups) {
      expect(all.rows.filter((row) => row.kind === kind)).toHaveLength(matching)
      expect(schemas.reduce((sum, schema) => sum + schema.matching, 0)).toBe(matching)
    }
    expect(ids).toEqual(expect.arrayContaining(differences.rows.map(({ id }) => id)))
    const place = all.environments.findIndex(({ name }) => name === 'staging')
    const statusOf = (id: string) => all.rows.find((row) => row.id === id)?.cells[place]
    expect(statusOf('table:public.invoices')).toMatchObject({ status: 'equal' })
    expect(statusOf('column:public.extra.id')).toMatchObject({
      status: 'extra',
      followsFrom: 'table:public.extra',
    })
    const equal = all.rows.filter(({ cells }) => cells[place]?.status === 'equal')
    expect(equal).toHaveLength(all.counts[place]?.equal ?? -1)
    await space.close()
  })

  test('compares with another environment when asked to, and says which there are', async () => {
    const space = workspace()
    await checkEnvironments(space)
    const grid = await readGrid(space, { reference: 'staging' })
    const place = grid.environments.findIndex(({ name }) => name === 'prod')
    expect(grid.reference).toBe('staging')
    expect(grid.counts[place]).toMatchObject({ different: 1, sourceOnly: 1, targetOnly: 0 })
    await expect(readGrid(space, { reference: 'stagin' })).rejects.toMatchObject({
      code: 'E-ORIGIN',
      hint: 'Did you mean staging?',
    })
    await space.close()
  })

  test('shows one object in all environments, its children, and says when nobody has it', async () => {
    const space = workspace()
    await checkEnvironments(space)
    const table = await readObject(space, 'table:public.invoices')
    expect(table.environments.map(({ status }) => status)).toEqual(['equal', 'equal'])
    expect(table.environments[0]?.ddl).toContain('CREATE TABLE public.invoices')
    expect(table.children.map(({ id }) => id)).toEqual(['policy:public.invoices.mine'])
    const extra = await readObject(space, 'table:public.extra')
    // The column of a table, of which others have thousands.
    expect(extra.environments.map(({ difference }) => difference?.consequences)).toEqual([1, undefined])
    await expect(readObject(space, 'table:public.nothing')).rejects.toMatchObject({ code: 'E-OBJECT' })
    await expect(readObject(space, 'no id at all')).rejects.toMatchObject({ code: 'E-OBJECT' })
    await space.close()
  })

  test('proves an unchanged environment without reading it, and notices a change', async () => {
    const space = workspace()
    const monitor = await space.monitor('prod')
    const first = await monitor.check({ isUrgent: true })
    const second = await monitor.check({ isUrgent: true })
    expect(second.wasUnchanged || second.snapshot !== first.snapshot).toBe(true)
    await prod.query(`comment on table invoices is 'changed'`)
    const third = await monitor.check({ isUrgent: true })
    expect(third.wasUnchanged).toBe(false)
    expect(third.snapshot).not.toBe(second.snapshot)
    await prod.query('comment on table invoices is null')
    await space.close()
  })

  test('reads an environment once, however many ask at the same time', async () => {
    const space = workspace()
    const monitor = await space.monitor('staging')
    const before = proxy.connections()
    const readings = await Promise.all([
      monitor.check({ isUrgent: true }),
      monitor.check({ isUrgent: true }),
      monitor.check({ isUrgent: true }),
    ])
    expect(new Set(readings).size).toBe(1)
    expect(proxy.connections() - before).toBeLessThanOrEqual(1)
    await space.close()
  })
})

describe('an environment that cannot be read', () => {
  test('is unknown in every cell, with its reason, and the others stand', async () => {
    const space = workspace({ DEV_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' })
    await checkEnvironments(space)
    const grid = await readGrid(space, {})
    const dev = grid.environments.findIndex(({ name }) => name === 'dev')
    expect(grid.environments[dev]).toMatchObject({ state: 'unreachable', error: { code: 'E-NET-REFUSED' } })
    expect(grid.counts[dev]).toBeNull()
    for (const { cells } of grid.rows) expect(cells[dev]?.status).toBe('unknown')
    expect(grid.rows.length).toBeGreaterThan(0)
    const object = await readObject(space, 'table:public.invoices')
    expect(object.environments[dev]).toMatchObject({ status: 'unknown', values: null })
    await space.close()
  })

  test('is never taken for the state it had before, and recovers by itself', async () => {
    const space = workspace()
    await checkEnvironments(space)
    const monitor = await space.monitor('staging')
    proxy.setFault({ kind: 'rst', afterBytes: 0 })
    const failed = await monitor.check({ isUrgent: true })
    expect(failed.error).not.toBeNull()
    expect(failed.failingSince).not.toBeNull()
    const grid = await readGrid(space, {})
    expect(grid.counts.filter((count) => count !== null)).toEqual([])
    expect(grid.rows).toEqual([])
    proxy.setFault({ kind: 'pass' })
    expect((await monitor.check({ isUrgent: true })).error).toBeNull()
    expect((await readGrid(space, {})).total).toBe(2)
    await space.close()
  })

  test('nothing can be compared without the reference, and nothing is called equal', async () => {
    const space = workspace({ PROD_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' })
    await checkEnvironments(space)
    const grid = await readGrid(space, {})
    expect(grid).toMatchObject({ total: 0, rows: [] })
    expect(grid.counts).toEqual(grid.environments.map(() => null))
    await space.close()
  })

  test('an unknown name is refused with the names there are', async () => {
    const space = workspace()
    await expect(space.monitor('stagin')).rejects.toMatchObject({
      code: 'E-ORIGIN',
      hint: expect.stringContaining('staging'),
    })
    await space.close()
  })
})

test('an environment that is added or removed in its file is noticed', async () => {
  write(`QA_DATABASE_URL=${prod.url}\n`)
  const space = workspace()
  expect((await listEnvironments(space)).environments.map(({ name }) => name)).toContain('qa')
  write('')
  await expect
    .poll(async () => (await listEnvironments(space)).environments.map(({ name }) => name), {
      timeout: 10_000,
    })
    .not.toContain('qa')
  await space.close()
})

test('no answer holds a password', async () => {
  const address = new URL(prod.url)
  address.password = PASSWORD
  const space = workspace({
    DEV_DATABASE_URL: address.href,
    QA_DATABASE_URL: `postgres://u:${PASSWORD}@127.0.0.1:1/x`,
  })
  await checkEnvironments(space)
  const answers = [
    await readGrid(space, {}),
    await listEnvironments(space),
    await diagnoseEnvironment(space, 'dev'),
    await diagnoseEnvironment(space, 'qa'),
  ]
  expect(JSON.stringify(answers)).not.toContain(PASSWORD)
  await space.close()
})
