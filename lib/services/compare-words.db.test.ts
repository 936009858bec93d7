import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { buildDemo, type Demo, dropDemo } from '../demo/build'
import { demoServer } from '../demo/test-server.fixture'
import { identifier, sql } from '../sql/sql'
import { createDatabase, majors, QUIET, type TestDatabase } from '../testing/servers'
import { startTcpProxy } from '../testing/tcp-proxy'
import { compareOrigins, type DiffAnswer } from './compare-origins'
import { compareWords } from './compare-words'
import { readOrigins } from './read-origin'
import { Workspace } from './workspace'

const EVERY_KIND = fs.readFileSync(path.join(import.meta.dirname, '../testing/every-kind.sql'), 'utf8')

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-words-'))
const workspace = new Workspace({ directory: folder, variables: {} })
afterAll(async () => {
  await workspace.close()
  fs.rmSync(folder, { recursive: true })
})

/** What two addresses are compared with: nothing of the project is asked for, or even loaded. */
const noWorkspace = () => Promise.reject(new Error('Two addresses need no workspace'))

/** Names that break what is careless with quotes, lines, separators or directions. */
const HOSTILE = [
  'a"b',
  "a'b",
  'a\nb',
  'a\tb',
  'a\\b',
  '\\N',
  '\\.',
  '$$',
  '; drop',
  '\u202Etxt.exe',
  'é'.repeat(31),
]

/** All but what the two clocks said. */
function timeless({ source, target, ...rest }: DiffAnswer): DiffAnswer {
  return { ...rest, source: { ...source, readAt: '' }, target: { ...target, readAt: '' } }
}

/** Compares both ways, and once more where another test made roles on the server meanwhile. */
function expectSame(words: readonly [string, string]): Promise<DiffAnswer> {
  return vi.waitFor(async () => {
    const answer = timeless(await compareWords(noWorkspace, words))
    expect(answer).toEqual(timeless(await compareOrigins(...(await readOrigins(workspace, words)))))
    return answer
  }, 40_000)
}

describe.each(majors())('databases of Postgres %i', (major) => {
  test.each(['drop schema app cascade', 'drop type app.status cascade; drop table app.tenants cascade'])(
    'with and without something of every kind differ in the same as whole reads of them: %s',
    async (drops) => {
      const whole = await createDatabase(major, { sql: EVERY_KIND })
      onTestFinished(() => whole.drop())
      const without = await createDatabase(major, { sql: `${EVERY_KIND}; ${drops}` })
      onTestFinished(() => without.drop())
      for (const words of [
        [whole.url, without.url],
        [without.url, whole.url],
      ] as const) {
        await expectSame(words)
      }
    },
  )
})

test('views of hostile names are consequences of the tables that they read', async () => {
  const [major] = majors() as [ReturnType<typeof majors>[number]]
  const schemas = 'create schema stored; create schema shown;'
  const objects = HOSTILE.map(identifier).map(
    (name) =>
      sql`create table stored.${name} (${name} int);
        create view shown.${name} as select ${name} from stored.${name}`,
  )
  const whole = await createDatabase(major, { sql: `${schemas} ${objects.join(';')}` })
  onTestFinished(() => whole.drop())
  const without = await createDatabase(major, { sql: schemas })
  onTestFinished(() => without.drop())
  const { differences } = await expectSame([whole.url, without.url])
  expect(new Set(differences.map(({ address }) => address[1]))).toEqual(new Set(HOSTILE))
  for (const { kind, address, consequences } of differences) {
    expect(kind).toBe('table')
    expect(consequences).toContainEqual(
      expect.objectContaining({ kind: 'view', address: ['shown', address[1]] }),
    )
  }
})

describe.each(majors().filter((major) => major >= 15))("PostgreSQL %i, of the demo's databases", (major) => {
  const prefix = `words_${process.pid}`
  let demo: Demo
  beforeAll(async () => {
    demo = await buildDemo(demoServer(major), { prefix })
  })
  afterAll(() => dropDemo(demoServer(major), prefix))

  test.each([
    ['prod', 'staging'],
    ['prod', 'dev'],
    ['local', 'prod'],
  ] as const)('%s and %s differ in the same as whole reads of them', async (source, target) => {
    const answer = await expectSame([demo.urls[source], demo.urls[target]])
    expect(answer.differences.some(({ consequences }) => consequences.length > 0)).toBe(true)
  })
})

describe('of two databases', () => {
  let quick: TestDatabase
  let slow: TestDatabase
  beforeAll(async () => {
    quick = await createDatabase(QUIET, { sql: 'create table t (id int); create view v as select id from t' })
    slow = await createDatabase(QUIET, { sql: 'create table t (id int)' })
  })
  afterAll(async () => {
    await quick.drop()
    await slow.drop()
  })
  const open = () =>
    slow.query<{ state: string }>(
      `select state from pg_stat_activity where datname = '${quick.name}' and application_name = 'lockstep'`,
    )

  test('the one that is read first does not keep its transaction open for a slow one', async () => {
    const proxy = await startTcpProxy(slow.url, { kind: 'stall', afterBytes: 2_000, ms: 5_000 })
    onTestFinished(() => proxy.close())
    const answer = compareWords(noWorkspace, [quick.url, proxy.url(slow.url)])
    await vi.waitFor(async () => expect(await open()).toEqual([{ state: 'idle' }]), {
      timeout: 20_000,
      interval: 50,
    })
    expect((await answer).differences).toMatchObject([{ kind: 'view' }])
    expect(await open()).toEqual([])
  })

  test('what ends while it waits for the other one is read again', async () => {
    const proxy = await startTcpProxy(slow.url, { kind: 'stall', afterBytes: 2_000, ms: 3_000 })
    onTestFinished(() => proxy.close())
    const answer = compareWords(noWorkspace, [quick.url, proxy.url(slow.url)])
    await vi.waitFor(
      async () => {
        const ended = await slow.query(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = '${quick.name}' and state = 'idle in transaction' and state_change < now() - interval '200 ms'`)
        expect(ended).toHaveLength(1)
      },
      { timeout: 20_000, interval: 50 },
    )
    expect((await answer).differences).toMatchObject([{ kind: 'view' }])
  })

  test('one that cannot be reached is told at once, and the other is let go', async () => {
    const gone = new URL(slow.url)
    gone.pathname = '/nothing_here'
    await expect(compareWords(noWorkspace, [quick.url, gone.href])).rejects.toMatchObject({
      message: expect.stringContaining('nothing_here'),
    })
    await vi.waitFor(async () => expect(await open()).toEqual([]), 20_000)
  })
})
