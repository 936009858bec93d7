import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KINDS_BY_NAME } from '../kinds/all'
import { writeSnapshotFile } from '../store/snapshot-file'
import { planChanges } from '../testing/generate/changes'
import { generateSchema } from '../testing/generate/generate'
import { Random } from '../testing/generate/random'
import { seedsOr } from '../testing/generate/seeds'
import { buildScript } from '../testing/generate/statements'
import { createDatabase, majors, QUIET, type TestDatabase } from '../testing/servers'
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy'
import { checkEnvironments } from './check-environments'
import { compareOrigins } from './compare-origins'
import { rowsOfIndex } from './comparison-index'
import { listEqualObjects } from './list-equal-objects'
import { listPairs } from './list-pairs'
import { readComparedObject } from './read-compared-object'
import { readComparison } from './read-comparison'
import { Workspace } from './workspace'

const [major] = majors() as [ReturnType<typeof majors>[number]]
const PAIR = { source: 'prod', target: 'staging' }
const SAVED = 'snapshot:before.lockstep'

const SCHEMA = `create table invoices (id int primary key, amount numeric(12,2), note text);
  alter table invoices enable row level security;
  create policy mine on invoices for select using (note = current_user);
  create table archive (id int primary key, note text not null);
  create view totals as select sum(amount) from invoices;
  create function due(day date) returns date language sql as 'select day + 30';`
const CHANGES = `alter policy mine on invoices using (true); drop table archive; create table extra (id int);
  create or replace function due(day date) returns date language sql as 'select day + 14';
  alter table invoices rename constraint invoices_pkey to invoices_key;`

let prod: TestDatabase
let staging: TestDatabase
let proxy: TcpProxy
let directory: string
let space: Workspace

beforeAll(async () => {
  prod = await createDatabase(QUIET, { sql: SCHEMA })
  staging = await createDatabase(QUIET, { sql: SCHEMA + CHANGES })
  proxy = await startTcpProxy(staging.url)
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-comparison-'))
  space = workspaceOf({ PROD_DATABASE_URL: prod.url, STAGING_DATABASE_URL: proxy.url(staging.url) })
  await checkEnvironments(space)
})
afterAll(async () => {
  await space.close()
  await proxy.close()
  await Promise.all([prod.drop(), staging.drop()])
  fs.rmSync(directory, { recursive: true })
})

function workspaceOf(variables: Record<string, string>): Workspace {
  return new Workspace({ directory, variables })
}

async function snapshotsOf(workspace: Workspace) {
  const monitors = await workspace.allMonitors()
  const find = (name: string) =>
    monitors.find(({ environment }) => environment.name === name)?.reading.snapshot
  const [source, target] = [find('prod'), find('staging')]
  if (!source || !target) throw new Error('An environment was not read.')
  return { source, target }
}

function saveSnapshot(name: string, write: (file: string) => unknown) {
  const folder = path.join(directory, '.lockstep', 'snapshots')
  fs.mkdirSync(folder, { recursive: true })
  return write(path.join(folder, name))
}

describe('the index of a pair', () => {
  test('has every difference that comparing finds, in brief', async () => {
    const { comparison } = await readComparison(space, PAIR)
    const { source, target } = await snapshotsOf(space)
    const whole = await compareOrigins(source, target)
    const rows = rowsOfIndex(comparison?.index as NonNullable<typeof comparison>['index'])
    const brief = ({ id, address, status, severity, cause }: (typeof rows)[number]) => ({
      id,
      address,
      status,
      severity,
      cause,
    })
    const expected = whole.differences.map((each) => ({
      ...brief(each as never),
      fields: each.fields.length,
      consequences: each.consequences.length,
    }))
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
    expect(
      rows.map((row) => ({ ...brief(row), fields: row.fields, consequences: row.consequences })).sort(byId),
    ).toEqual(expected.sort(byId))
    expect(comparison?.counts).toEqual(whole.counts)
    expect(rows.map(({ id }) => id)).toContain('policy:public.invoices.mine')
  })

  test('says what a critical difference means, and keeps objects of a schema together', async () => {
    const { comparison } = await readComparison(space, PAIR)
    const rows = rowsOfIndex(comparison?.index as NonNullable<typeof comparison>['index'])
    const policy = rows.find(({ id }) => id === 'policy:public.invoices.mine')
    expect(policy).toMatchObject({ severity: 'critical', schema: 'public', kind: { one: 'policy' } })
    expect(policy?.meaning).toMatch(/row/)
    const schemas = rows.map(({ schema }) => schema)
    expect(schemas.filter((schema, i) => schema !== schemas[i - 1])).toEqual([...new Set(schemas)])
  })

  test('changes the digest of what changed, and of nothing else', async () => {
    const digests = async () => {
      const { comparison } = await readComparison(space, PAIR)
      const rows = rowsOfIndex(comparison?.index as NonNullable<typeof comparison>['index'])
      return Object.fromEntries(rows.map(({ id, digest }) => [id, digest]))
    }
    const before = await digests()
    await staging.query(
      `create or replace function due(day date) returns date language sql as 'select day + 7'`,
    )
    await checkEnvironments(space, ['staging'])
    const after = await digests()
    const changed = Object.keys(before).filter((id) => before[id] !== after[id])
    expect(changed).toEqual(['function:public.due.date'])
  })
})

describe('one object of a pair', () => {
  test('is told with both statements, its values and what they mean', async () => {
    const object = await readComparedObject(space, { ...PAIR, id: 'policy:public.invoices.mine' })
    expect(object).toMatchObject({ status: 'different', severity: 'critical', label: 'policy' })
    expect(object.parent).toMatchObject({ id: 'table:public.invoices' })
    expect(object.fields[0]).toMatchObject({ label: 'USING', differs: true, target: 'true' })
    expect(object.fields.filter(({ differs }) => differs)).toHaveLength(1)
    expect(object.source?.ddl).toContain('CURRENT_USER')
    expect(object.target?.ddl).toContain('USING (true)')
  })

  test('that is missing is told with what is missing along with it, and each of those with its root', async () => {
    const object = await readComparedObject(space, { ...PAIR, id: 'table:public.archive' })
    expect(object).toMatchObject({ status: 'sourceOnly', target: null })
    const ids = object.consequences.first.map(({ id }) => id)
    expect(ids).toContain('column:public.archive.note')
    expect(object.consequences.total).toBe(ids.length)
    const column = await readComparedObject(space, { ...PAIR, id: 'column:public.archive.note' })
    expect(column).toMatchObject({ status: 'sourceOnly', followsFrom: { id: 'table:public.archive' } })
  })

  test('of two names is found by both', async () => {
    const one = await readComparedObject(space, { ...PAIR, id: 'primary-key:public.invoices.invoices_pkey' })
    const other = await readComparedObject(space, { ...PAIR, id: 'primary-key:public.invoices.invoices_key' })
    expect(one).toEqual(other)
    expect(one.fields[0]).toMatchObject({ label: 'Name', source: 'invoices_pkey', target: 'invoices_key' })
  })

  test('that is the same has no property that differs; a table says what differs below it', async () => {
    const object = await readComparedObject(space, { ...PAIR, id: 'table:public.invoices' })
    expect(object.status).toBe('equal')
    expect(object.fields.some(({ differs }) => differs)).toBe(false)
    expect(object.below.map(({ id }) => id)).toContain('policy:public.invoices.mine')
  })

  test.each(['table:public.nothing', 'nonsense', 'widget:a', 'table:%'])('%s is nowhere', async (id) => {
    await expect(readComparedObject(space, { ...PAIR, id })).rejects.toMatchObject({ code: 'E-OBJECT' })
  })

  test('has a reason: every difference names a property, an absent side, or why it is unknown', async () => {
    expect(await withoutReason(space)).toEqual([])
  })
})

describe('objects that are the same', () => {
  test('are as many as are counted, page after page, and no difference is among them', async () => {
    const { comparison } = await readComparison(space, PAIR)
    const first = await listEqualObjects(space, PAIR)
    expect(first.total).toBe(comparison?.counts.equal)
    const ids: string[] = []
    while (ids.length < first.total) {
      const { objects } = await listEqualObjects(space, { ...PAIR, offset: ids.length })
      ids.push(...objects.map(({ id }) => id))
    }
    expect(new Set(ids).size).toBe(first.total)
    expect(ids.filter((id) => comparison?.index.ids.includes(id))).toEqual([])
    expect(ids).toContain('table:public.invoices')
  })

  test('are narrowed by kind, schema and text', async () => {
    const { matching, objects } = await listEqualObjects(space, {
      ...PAIR,
      kind: 'view',
      schema: 'public',
      text: 'TOTAL',
    })
    expect([matching, objects.map(({ id }) => id)]).toEqual([1, ['view:public.totals']])
  })
})

describe('origins', () => {
  test('a saved snapshot is compared with an environment', async () => {
    const { source } = await snapshotsOf(space)
    await saveSnapshot('before.lockstep', (file) => writeSnapshotFile(file, source, KINDS_BY_NAME))
    const answer = await readComparison(space, { source: SAVED, target: 'prod' })
    expect(answer.source).toMatchObject({ name: 'before.lockstep', sort: 'snapshot', state: 'read' })
    expect(answer.comparison).toMatchObject({ identical: true, counts: { different: 0, unknown: 0 } })
    const { origins } = await listPairs(space)
    expect(origins.map(({ id }) => id).sort()).toEqual(['prod', SAVED, 'staging'])
  })

  test('a damaged snapshot is told as such, and nothing is called equal', async () => {
    saveSnapshot('damaged.lockstep', (file) => fs.writeFileSync(file, 'no snapshot'))
    const answer = await readComparison(space, { source: 'snapshot:damaged.lockstep', target: 'prod' })
    expect(answer.comparison).toBeNull()
    expect(answer.source).toMatchObject({ state: 'failed', error: { code: 'E-SNAPSHOT' } })
  })

  test.each(['nobody', 'snapshot:nothing', 'snapshot:../../secret', ''])('%j is none', async (id) => {
    await expect(readComparison(space, { source: id, target: 'prod' })).rejects.toMatchObject({
      code: 'E-ORIGIN',
    })
  })

  test('the reference and the first environment that differs are suggested', async () => {
    const { suggested, pairs } = await listPairs(space)
    expect(suggested).toMatchObject(PAIR)
    expect(pairs).toHaveLength(1)
    expect(pairs[0]?.differences).toBeGreaterThan(0)
  })

  test('an environment that cannot be reached is unknown, and as it was only when asked for', async () => {
    proxy.setFault({ kind: 'rst', afterBytes: 0 })
    await checkEnvironments(space, ['staging'])
    const now = await readComparison(space, PAIR)
    expect(now).toMatchObject({ comparison: null, target: { state: 'failed' } })
    expect(now.target.checkedAt).not.toBeNull()
    const before = await readComparison(space, { ...PAIR, lastKnown: true })
    expect(before.usesLastKnown).toBe(true)
    expect(before.comparison?.counts.different).toBeGreaterThan(0)
  })
})

describe.each(seedsOr([161, 164]))('a schema generated from seed %i', (seed) => {
  test('opens every difference to a reason, and its equal objects add up', async () => {
    const items = generateSchema(seed, major)
    const plan = planChanges(items, new Random(seed))
    const [before, after] = await Promise.all([createDatabase(QUIET), createDatabase(QUIET)])
    const generated = workspaceOf({ PROD_DATABASE_URL: before.url, STAGING_DATABASE_URL: after.url })
    try {
      await before.query(buildScript(items, { without: plan.missingInSource }))
      await after.query(buildScript(items, { instead: plan.instead }))
      for (const statement of plan.statements) await after.query(statement)
      await checkEnvironments(generated)
      const { comparison } = await readComparison(generated, PAIR)
      expect(comparison?.index.ids.length).toBeGreaterThan(5)
      expect(await withoutReason(generated)).toEqual([])
      expect((await listEqualObjects(generated, PAIR)).total).toBe(comparison?.counts.equal)
    } finally {
      await generated.close()
      await Promise.all([before.drop(), after.drop()])
    }
  })
})

/** Differences that open to nothing: no property, no absent side, and not a word why they are unknown. */
async function withoutReason(workspace: Workspace): Promise<string[]> {
  const { comparison } = await readComparison(workspace, PAIR)
  const found: string[] = []
  for (const id of comparison?.index.ids ?? []) {
    const { fields, source, target, reason } = await readComparedObject(workspace, { ...PAIR, id })
    const hasReason = fields.some(({ differs }) => differs) || !source || !target || reason !== null
    if (!hasReason) found.push(id)
  }
  return found
}
