import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { lineCount, lineText } from '../objects/lines'
import { sql } from '../sql/sql'
import { hasPgBouncer, startPgBouncer } from '../testing/pgbouncer'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { preparedFor, prepareReads } from './prepared-statements'
import { readLines } from './read-lines'
import type { LinesResult } from './row-reader'
import { announcedPidOf } from './sign-in'

/** Every character that COPY writes otherwise, at every place of four, in texts short and long. */
const ODD = sql`select n, chr(n), repeat('x', n % 5) || chr(n) || 'ü' || chr(n), null, '', repeat(chr(n) || '🐘', 3000),
  '\N', array['a b', null, chr(n)] from generate_series(1, 300) n`

async function begun(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query('begin read only')
  return client
}

const preparing = async (url: string) => {
  const client = await begun(url)
  expect(await prepareReads(client, announcedPidOf(client))).toBe(true)
  expect(preparedFor(client)).toBeDefined()
  return client
}
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const fingerprintOf = ({ lines, tails }: LinesResult) =>
  [lines, tails].map(({ bytes, starts }) => [
    digest(bytes),
    digest(new Uint8Array(Uint32Array.from(starts).buffer)),
  ])
const statements = async (client: pg.Client) =>
  (
    await client.query(
      'select statement, generic_plans::int as runs from pg_prepared_statements order by name',
    )
  ).rows

describe.each(majors())('PostgreSQL %i', (major) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await createDatabase(major)
  })
  afterAll(() => database.drop())

  test('prepared statements give the bytes that COPY gives, and are prepared once', async () => {
    const queries = [ODD, sql`select 1 where false`, sql`select 1, 't'::bool`, sql`select 'alone'`]
    const keepsApart = [true, true, false, false]
    const copying = await begun(database.url)
    const copied = await readLines(copying, queries, { keepsApart })
    expect(copied.error).toBeUndefined()
    expect(copied.results.map(({ lines }) => lineCount(lines))).toEqual([300, 0, 1, 1])
    expect(preparedFor(copying)).toBeUndefined()
    const client = await preparing(database.url)
    for (const runs of [1, 2, 3]) {
      const planned = await readLines(client, queries, { keepsApart })
      expect(planned.error).toBeUndefined()
      expect(planned.results.map(fingerprintOf)).toEqual(copied.results.map(fingerprintOf))
      expect(await statements(client)).toEqual(
        ['savepoint lines', ...queries, 'release savepoint lines'].map((statement) => ({ statement, runs })),
      )
    }
  })

  test('what is of one read alone is not prepared', async () => {
    const client = await preparing(database.url)
    const { results } = await readLines(client, [sql`select 1`], { isOnce: true })
    expect(lineText(results[0]?.lines as never, 0)).toBe('1')
    expect(await statements(client)).toEqual([])
  })

  test('an error leaves what came before it, and the transaction goes on, by COPY and prepared', async () => {
    const queries = [sql`select 1`, sql`select 1 / 0`, sql`select 2`]
    for (const client of [await begun(database.url), await preparing(database.url)]) {
      for (let time = 0; time < 2; time++) {
        const { results, error } = await readLines(client, queries)
        expect(results.map(({ lines }) => lineText(lines, 0))).toEqual(['1'])
        expect(error).toMatchObject({ code: '22012' })
        const { results: rest } = await readLines(client, queries.slice(2))
        expect(rest.map(({ lines }) => lineText(lines, 0))).toEqual(['2'])
      }
    }
  })

  test('prepared statements see what is made after them, until the catalogs have outgrown their plans', async () => {
    const client = await preparing(database.url)
    const tables = [sql`select relname from pg_class where relkind = 'r' and relname like 'made%' order by 1`]
    const names = async () => {
      const { results } = await readLines(client, tables)
      return results.map(({ lines }) => lineCount(lines))
    }
    expect(await names()).toEqual([0])
    await database.query('create table made ()')
    expect(await names()).toEqual([1])
    expect(await prepareReads(client, announcedPidOf(client))).toBe(true)
    await database.query(`do $$ begin
      for n in 1 .. 600 loop execute format('create table made_%s (a int, b int, c int, d int, e int)', n); end loop; end $$`)
    expect(await names()).toEqual([601])
    expect(await prepareReads(client, announcedPidOf(client))).toBe(false)
    await preparing(database.url)
  })
})

test.runIf(hasPgBouncer()).each(['session', 'transaction'] as const)(
  'a pooler in %s mode is left no prepared statement',
  async (poolMode) => {
    const database = await createDatabase(majors()[0] as never)
    const pooler = await startPgBouncer({ url: database.url, poolMode, poolSize: 1 })
    const client = new pg.Client({ connectionString: pooler.url(database.url) })
    onTestFinished(async () => {
      await client.end()
      await pooler.stop()
      await database.drop()
    })
    await client.connect()
    expect(await prepareReads(client, announcedPidOf(client))).toBe(true)
    expect(preparedFor(client)).toBeUndefined()
    await client.query('begin')
    const { results } = await readLines(client, [sql`select 1`])
    expect(results.map(({ lines }) => lineText(lines, 0))).toEqual(['1'])
    expect(await statements(client)).toEqual([])
    await client.query('rollback')
  },
)
