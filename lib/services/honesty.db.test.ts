import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDemo, type Demo, dropDemo } from '../demo/build'
import { demoServer } from '../demo/test-server.fixture'
import { planChanges } from '../testing/generate/changes'
import { generateSchema } from '../testing/generate/generate'
import { Random } from '../testing/generate/random'
import { buildScript } from '../testing/generate/statements'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { checkEnvironments } from './check-environments'
import { findDishonesty } from './honesty.fixture'
import { readGrid } from './read-grid'
import { readObject } from './read-object'
import { Workspace } from './workspace'

const [newest] = majors().slice(-1) as [ReturnType<typeof majors>[number]]
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing'
/** A role that may not read the policies; catalogs belong to their database, so each test hides its own. */
const GUEST = `honest_guest_${process.pid}`
const PASSWORD = 'may-not-read-policies'
const HIDE_POLICIES = 'revoke select on pg_catalog.pg_policy from public'

let admin: TestDatabase
let directory: string

beforeAll(async () => {
  admin = await createDatabase(newest)
  await admin.query(`create role ${GUEST} login password '${PASSWORD}'`)
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-honesty-'))
})
afterAll(async () => {
  await admin.query(`drop role ${GUEST}`)
  await admin.drop()
  fs.rmSync(directory, { recursive: true })
})

async function within<T>(
  variables: Record<string, string>,
  look: (space: Workspace) => Promise<T>,
): Promise<T> {
  const space = new Workspace({ directory, variables })
  try {
    await checkEnvironments(space)
    return await look(space)
  } finally {
    await space.close()
  }
}

function asGuest(url: string): string {
  return Object.assign(new URL(url), { username: GUEST, password: PASSWORD }).href
}

/** What was read of each environment, so that no test passes over databases that were not the ones it is about. */
async function statesOf(space: Workspace): Promise<Record<string, string>> {
  const { environments } = await readGrid(space, {})
  const sayState = ({ state, blindSpots }: (typeof environments)[number]) =>
    blindSpots.some(({ kind, count }) => kind === 'policy' && count === undefined)
      ? 'without policies'
      : state
  return Object.fromEntries(environments.map((each) => [each.name, sayState(each)]))
}

describe('the demo', () => {
  const server = demoServer(newest)
  const prefix = `honest_${process.pid}`
  let demo: Demo

  beforeAll(async () => {
    demo = await buildDemo(server, { prefix })
    for (const url of [demo.urls.local, demo.urls.staging]) await server.exec(url, [HIDE_POLICIES])
  })
  afterAll(() => dropDemo(server, prefix))

  test('every cell opens to a reason, sums add up, and nothing unknown is called equal or missing', async () => {
    const { prod, staging, dev, local } = demo.urls
    await within(
      {
        PROD_DATABASE_URL: prod,
        STAGING_DATABASE_URL: staging,
        DEV_DATABASE_URL: dev,
        LOCAL_DATABASE_URL: asGuest(local),
        QA_DATABASE_URL: NOWHERE,
      },
      async (space) => {
        expect(await statesOf(space)).toEqual({
          prod: 'read',
          staging: 'read',
          dev: 'read',
          local: 'without policies',
          qa: 'unreachable',
        })
        expect(await findDishonesty(space)).toEqual([])
      },
    )
  })

  test('with a reference whose policies may not be read, no policy is compared', async () => {
    await within(
      { PROD_DATABASE_URL: asGuest(demo.urls.staging), DEV_DATABASE_URL: demo.urls.dev },
      async (space) => {
        expect(await statesOf(space)).toEqual({ prod: 'without policies', dev: 'read' })
        expect(await findDishonesty(space)).toEqual([])
      },
    )
  })

  test('with a reference that is out of reach, no page calls anything equal', async () => {
    await within({ PROD_DATABASE_URL: NOWHERE, DEV_DATABASE_URL: demo.urls.dev }, async (space) => {
      expect(await findDishonesty(space)).toEqual([])
      const { environments } = await readObject(space, 'table:public.invoices')
      expect(environments.map(({ environment, status }) => [environment, status]).sort()).toEqual([
        ['dev', 'unknown'],
        ['prod', 'unknown'],
      ])
    })
  })
})

describe.each([181, 182, 183])('a schema generated from seed %i', (seed) => {
  test('every cell opens to a reason, sums add up, and nothing unknown is called equal or missing', async () => {
    const items = generateSchema(seed, newest)
    const plans = [new Random(seed), new Random(seed + 1000)].map((random) => planChanges(items, random))
    const databases = await Promise.all(['prod', 'staging', 'dev', 'local'].map(() => createDatabase(newest)))
    const [prod, staging, dev, local] = databases as [TestDatabase, TestDatabase, TestDatabase, TestDatabase]
    try {
      const [first, second] = plans as [(typeof plans)[number], (typeof plans)[number]]
      await prod.query(buildScript(items, { without: first.missingInSource }))
      for (const [database, plan] of [
        [staging, first],
        [dev, second],
        [local, first],
      ] as const) {
        await database.query(buildScript(items, { instead: plan.instead }))
        for (const statement of plan.statements) await database.query(statement)
      }
      await local.query(HIDE_POLICIES)
      await within(
        {
          PROD_DATABASE_URL: prod.url,
          STAGING_DATABASE_URL: staging.url,
          DEV_DATABASE_URL: dev.url,
          LOCAL_DATABASE_URL: asGuest(local.url),
          QA_DATABASE_URL: NOWHERE,
        },
        async (space) => {
          expect(await statesOf(space)).toMatchObject({ local: 'without policies', qa: 'unreachable' })
          expect((await readGrid(space, {})).differing).toBeGreaterThan(5)
          expect(await findDishonesty(space)).toEqual([])
        },
      )
    } finally {
      await Promise.all(databases.map((database) => database.drop()))
    }
  })
})
