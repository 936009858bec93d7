import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { fingerprint } from '../objects/snapshot'
import { DATABASE_KINDS } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { type Fault, startTcpProxy, type TcpProxy } from '../testing/tcp-proxy'
import { eventually, LONG_BEFORE_THE_USUAL_MS, named, rejection } from './connect.fixture'
import { readTarget } from './read-target'

/*
 * The network is a TCP proxy of ours, not the kernel's netem, which many machines do not have: it shows what delay and
 * loss do to a connection, whose bytes come late, in bursts and in order, not what they do to single packets.
 */

const [major = 18] = majors().slice(-1)
const SCHEMA = `
  create table invoices (id int primary key, amount numeric default 1 + 1 check (amount > 0), note text);
  create view open_invoices as select * from invoices where note is null;
  create policy mine on invoices using (note = current_user);
  do $$ begin for i in 1..60 loop execute format('create table t%s (id int primary key, note text)', i); end loop; end $$;`
const STEPS = [0, 0.2, 0.4, 0.6, 0.8, 0.95]

let database: TestDatabase
let proxy: TcpProxy
/** The fingerprint of the database, read past the proxy. */
let expected: string
/** How many bytes the server sends for one read, at the least: on a server that is written to it sends some more. */
let wholeRead: number

async function read(
  through = proxy,
  limits: { deadlineMs?: number; silenceMs?: number } = {},
): Promise<string> {
  const target = named('prod', through.url(database.url))
  const options = { name: 'prod', origin: 'url', kinds: DATABASE_KINDS } as const
  const { snapshot, connection } = await readTarget(
    target,
    { deadlineMs: 60_000, isUrgent: true, ...limits },
    options,
  )
  await connection.close()
  return fingerprint(snapshot)
}

beforeAll(async () => {
  database = await createDatabase(major, { sql: SCHEMA })
  proxy = await startTcpProxy(database.url)
  expected = await read()
  wholeRead = Number.POSITIVE_INFINITY
  for (let i = 0; i < 3; i++) {
    const before = proxy.carried()
    expect(await read()).toBe(expected)
    wholeRead = Math.min(wholeRead, proxy.carried() - before)
  }
})

/** Whatever the fault was: nothing of us is left behind, and the next read is as if it had never been. */
afterEach(async () => {
  expect(await eventually(proxy.connections, (open) => open === 0)).toBe(0)
  const sessions = await eventually(
    () =>
      database.query(`select state, query from pg_stat_activity
        where application_name = 'lockstep' and datname = current_database()`),
    (found) => found.length === 0,
  )
  expect(sessions).toEqual([])
  proxy.setFault({ kind: 'pass' })
  expect(await read()).toBe(expected)
})

afterAll(async () => {
  await proxy.close()
  await database.drop()
})

/** So much of all that the server sends for one read, in bytes. */
function bytesOf(part: number): number {
  return Math.floor(wholeRead * part)
}

async function timed<T>(work: Promise<T>): Promise<{ outcome: T; ms: number }> {
  const startedAt = performance.now()
  return { outcome: await work, ms: performance.now() - startedAt }
}

describe('a slow network', () => {
  test('with delay and loss gives the whole snapshot', async () => {
    proxy.setFault({ kind: 'lossy', delayMs: 20, lossPercent: 5, resendMs: 200 })
    expect(await read()).toBe(expected)
  })

  test('that trickles is waited for until the deadline, and no longer', async () => {
    proxy.setFault({ kind: 'drip', afterBytes: bytesOf(0.25), bytes: 100, everyMs: 100 })
    const { outcome, ms } = await timed(rejection(read(proxy, { deadlineMs: 1500 })))
    expect(outcome).toMatchObject({
      code: 'E-TIMEOUT',
      errorClass: 'busy',
      message: 'prod took longer than allowed, so the connection was cut.',
      hint: expect.any(String),
    })
    expect(ms).toBeLessThan(LONG_BEFORE_THE_USUAL_MS)
  })

  test('that trickles fast enough gives the whole snapshot', async () => {
    proxy.setFault({ kind: 'drip', afterBytes: bytesOf(0.25), bytes: bytesOf(0.02), everyMs: 10 })
    expect(await read(proxy, { silenceMs: 10_000 })).toBe(expected)
  })
})

describe('a network that stalls', () => {
  test.each(STEPS)(
    'after %d of the answers, for less than the limit, gives the whole snapshot',
    async (part) => {
      proxy.setFault({ kind: 'stall', afterBytes: bytesOf(part), ms: 400 })
      expect(await read(proxy, { silenceMs: 10_000 })).toBe(expected)
    },
  )

  test.each(STEPS.slice(1))('after %d of the answers, for good, is given up', async (part) => {
    proxy.setFault({ kind: 'halfopen', afterBytes: bytesOf(part) })
    const { outcome, ms } = await timed(rejection(read(proxy, { silenceMs: 500 })))
    expect(outcome).toMatchObject({
      code: 'E-TIMEOUT',
      errorClass: 'busy',
      message: 'prod stopped answering, so the connection was cut.',
      hint: expect.stringContaining('Check the network'),
      detail: 'nothing arrived for 0.5 s',
    })
    expect(ms).toBeLessThan(LONG_BEFORE_THE_USUAL_MS)
  })
})

describe.each(['rst', 'fin'] as const)('a network that cuts by %s', (kind) => {
  test('each time at the same place is tried three times', async () => {
    const outcomes = await Promise.all(
      STEPS.slice(1).map((part) => cutAt({ kind, afterBytes: bytesOf(part) })),
    )
    expect(outcomes).toEqual(
      outcomes.map(() => ({
        error: {
          code: 'E-NET-LOST',
          errorClass: 'retryConnect',
          message: 'The connection to prod was lost.',
        },
        contacts: 3,
        open: 0,
      })),
    )
  })

  test('once is read again, and the snapshot is whole', async () => {
    proxy.setFault({ kind, afterBytes: bytesOf(0.5) })
    const before = proxy.accepted()
    const reading = read()
    await vi.waitUntil(() => proxy.accepted() > before && proxy.connections() === 0, {
      timeout: 20_000,
      interval: 5,
    })
    proxy.setFault({ kind: 'pass' })
    expect(await reading).toBe(expected)
    expect(proxy.accepted() - before).toBe(2)
  })
})

/** What reading through a proxy of its own ends with. */
async function cutAt(fault: Fault) {
  const own = await startTcpProxy(database.url, fault)
  const error = await rejection(read(own))
  const open = await eventually(own.connections, (count) => count === 0)
  const contacts = own.accepted()
  await own.close()
  const { code, errorClass, message } = error as Record<string, string>
  return { error: { code, errorClass, message }, contacts, open }
}
