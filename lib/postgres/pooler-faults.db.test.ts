import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { schema } from '../kinds/schema'
import type { Kind } from '../objects/kind'
import { fingerprint } from '../objects/snapshot'
import { sql } from '../sql/sql'
import { hasPgBouncer, type PgBouncer, startPgBouncer } from '../testing/pgbouncer'
import { DATABASE_KINDS } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { named, rejection } from './connect.fixture'
import { readTarget } from './read-target'

const [major = 18] = majors().slice(-1)
const SCHEMA = `create table invoices (id int primary key, note text default 'none');
  create view open_invoices as select * from invoices where note is null;`

/** Its reading takes long enough to be interrupted. */
const slow: Kind = {
  ...schema,
  name: 'slow',
  query: () =>
    sql`select n.nspname as name, '' as owner from pg_namespace n, pg_sleep(2) where n.nspname = 'public'`,
}

let database: TestDatabase
/** Fingerprints of the database, read past the pooler. */
let expected: string
let expectedSlow: string

beforeAll(async () => {
  database = await createDatabase(major, { sql: SCHEMA })
  expected = await read(database.url)
  expectedSlow = await read(database.url, { kinds: [...DATABASE_KINDS, slow] })
})
afterAll(() => database.drop())

interface ReadLimits {
  readonly silenceMs?: number
  readonly kinds?: typeof DATABASE_KINDS
}

async function read(url: string, { kinds = DATABASE_KINDS, silenceMs }: ReadLimits = {}): Promise<string> {
  const target = named('prod', `${url}?connect_timeout=4`)
  const limits = { deadlineMs: 30_000, isUrgent: true, silenceMs }
  const { snapshot, connection } = await readTarget(target, limits, { name: 'prod', origin: 'url', kinds })
  await connection.close()
  return fingerprint(snapshot)
}

describe.skipIf(!hasPgBouncer()).each(['session', 'transaction'] as const)(
  'PgBouncer in %s mode',
  (poolMode) => {
    let pooler: PgBouncer
    const pooled = (limits?: ReadLimits) => read(pooler.url(database.url), limits)
    const order = (word: 'PAUSE' | 'KILL' | 'RESUME') => pooler.order(`${word} "${database.name}"`)

    /** Begins to read through the pooler, and comes back in the middle of it. */
    async function readHalf(): Promise<{ reading: Promise<string> }> {
      const reading = pooled({ kinds: [...DATABASE_KINDS, slow] })
      reading.catch(() => undefined)
      const isUnderWay = async () => {
        const sleeping = `select 1 from pg_stat_activity where datname = $1 and wait_event = 'PgSleep'`
        return (await database.query(sleeping, [database.name])).length > 0
      }
      await vi.waitUntil(isUnderWay, { timeout: 20_000, interval: 10 })
      return { reading }
    }

    beforeEach(async () => {
      // After a server's connection was killed, PgBouncer waits this long before it makes another.
      const settings = { query_wait_timeout: 20, server_lifetime: 1, server_login_retry: 1 }
      pooler = await startPgBouncer({ url: database.url, poolMode, poolSize: 2, settings })
      expect(await pooled()).toBe(expected)
    })

    /** Whatever the fault was: the next read is as if it had never been, and no client of ours stays at the pooler. */
    afterEach(async () => {
      const isWell = () => pooled().then((found) => found === expected)
      const hasClients = async () =>
        (await pooler.order('SHOW CLIENTS')).some((client) => client.database === database.name)
      try {
        await vi.waitUntil(() => isWell().catch(() => false), { timeout: 20_000, interval: 200 })
        await vi.waitUntil(async () => !(await hasClients()), { timeout: 20_000, interval: 50 })
      } finally {
        await pooler.stop()
      }
    })

    test('paused, is given up when it has been silent too long', async () => {
      await order('PAUSE')
      expect(await rejection(pooled({ silenceMs: 500 }))).toMatchObject({
        code: 'E-TIMEOUT',
        errorClass: 'busy',
        message: 'prod stopped answering, so the connection was cut.',
        hint: expect.stringContaining('whether a pooler in front of it is paused'),
      })
      await order('RESUME')
    })

    test('paused for a moment, is waited for', async () => {
      await order('PAUSE')
      const reading = pooled()
      setTimeout(() => order('RESUME'), 500)
      expect(await reading).toBe(expected)
    })

    test('paused in the middle of a read, lets it end', async () => {
      const { reading } = await readHalf()
      // It is paused once the transaction has ended. Where the server changed meanwhile, the read needs another one.
      await order('PAUSE')
      await order('RESUME')
      expect(await reading).toBe(expectedSlow)
    })

    test('that waits for a server no longer than allowed, is said to have no free connection', async () => {
      await pooler.order('SET query_wait_timeout = 1')
      await order('PAUSE')
      expect(await rejection(pooled())).toMatchObject({
        code: 'E-POOL-FULL',
        errorClass: 'retryConnect',
        message: 'The pooler of prod has no free connection.',
        hint: expect.stringContaining('paused'),
      })
      await order('RESUME')
    })

    test('killed in the middle of a read, is tried again and does not answer before it is resumed', async () => {
      const { reading } = await readHalf()
      await order('KILL')
      expect(await rejection(reading)).toMatchObject({
        code: 'E-NET-TIMEOUT',
        errorClass: 'retryConnect',
        message: expect.stringMatching(/^prod did not answer within 4 s at 127/),
        hint: expect.stringContaining('A pooler does this'),
      })
      await order('RESUME')
    })

    test('killed and resumed in the middle of a read, is read again', async () => {
      const { reading } = await readHalf()
      await order('KILL')
      await order('RESUME')
      expect(await reading).toBe(expectedSlow)
    })

    test('whose connections to the server are at the end of their life, is read as ever', async () => {
      for (let round = 0; round < 3; round += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1100))
        expect(await pooled()).toBe(expected)
      }
    })

    test('that allows queries less time than they take, says so', async () => {
      await pooler.order('SET query_timeout = 1')
      expect(await rejection((await readHalf()).reading)).toMatchObject({
        code: 'E-TIMEOUT',
        errorClass: 'busy',
        message: 'The pooler of prod allows less time than was needed.',
      })
      await pooler.order('SET query_timeout = 0')
    })
  },
)
