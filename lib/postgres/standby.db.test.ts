import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Cluster, removeCluster, startCluster } from '../embedded/start-cluster'
import { schema } from '../kinds/schema'
import { compareSnapshots } from '../objects/compare'
import type { Kind } from '../objects/kind'
import { fingerprint, type Snapshot } from '../objects/snapshot'
import { sql } from '../sql/sql'
import { DATABASE_KINDS, readDatabase } from '../testing/read-database'
import { majors } from '../testing/servers'
import { type Standby, startStandby } from '../testing/standby'
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy'
import { unchangedSince } from './catalog-mark'
import { named, rejection } from './connect.fixture'
import { runDoctor } from './doctor'
import { readTarget } from './read-target'

const SCHEMA = `create table invoices (id int primary key, note text default 'none');
  create view open_invoices as select * from invoices where note is null;
  create policy mine on invoices using (note = current_user);
  create table tenants (id int primary key, name text default 'none');
  create policy by_name on tenants using (name = current_user);
  create table churn (n int);`

/** Its reading takes long enough for the primary to get in the way. */
const slow: Kind = {
  ...schema,
  name: 'slow',
  query: () =>
    sql`select n.nspname as name, '' as owner from pg_namespace n, pg_sleep(1) where n.nspname = 'public'`,
}

/** How many rows a query gives, on a connection of its own. */
async function ask(url: string, query: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
    .query(query)
    .then(({ rows }) => rows.length)
    .finally(() => client.end())
}

describe.each(majors())('a standby of PostgreSQL %i', (major) => {
  let primary: Cluster
  let standby: Standby
  let proxy: TcpProxy
  let owner: pg.Client

  beforeAll(async () => {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-primary-'))
    const settings = { max_prepared_transactions: '2', autovacuum: 'off' }
    primary = await startCluster({ major, dataDir, durable: false, settings })
    owner = new pg.Client({ connectionString: primary.url() })
    await owner.connect()
    await owner.query(SCHEMA)
    standby = await startStandby(primary, { ...settings, max_standby_streaming_delay: '0' })
    proxy = await startTcpProxy(standby.url())
  })

  afterAll(async () => {
    await proxy?.close()
    await standby?.stop()
    await owner?.end()
    await primary?.stop()
    await removeCluster(primary.dataDir)
  })

  const target = () => named('replica', proxy.url(standby.url()))

  async function read(kinds = DATABASE_KINDS): Promise<Snapshot> {
    const options = { name: 'replica', origin: 'url', kinds, lockTimeoutMs: 200 } as const
    const { snapshot, connection } = await readTarget(
      target(),
      { deadlineMs: 30_000, isUrgent: true },
      options,
    )
    await connection.close()
    return snapshot
  }

  /** Removes rows that a read on the standby may still want to see. */
  async function removeRows(): Promise<void> {
    await owner.query('insert into churn values (1)')
    await owner.query('delete from churn')
    await owner.query('vacuum churn')
  }

  async function isUnderWay(): Promise<boolean> {
    return (await ask(standby.url(), "select 1 from pg_stat_activity where wait_event = 'PgSleep'")) > 0
  }

  test('reads as its primary does', async () => {
    await standby.catchUp()
    expect(fingerprint(await read())).toBe(fingerprint(await readDatabase(primary.url())))
  })

  test('proves that nothing changed, and notices what did', async () => {
    await standby.catchUp()
    const options = { name: 'replica', origin: 'url', kinds: DATABASE_KINDS, withChecksum: true } as const
    const { connection, mark } = await readTarget(target(), { deadlineMs: 30_000 }, options)
    expect(await unchangedSince(connection.client, mark)).toMatchObject({ checksum: mark.checksum })
    await owner.query('insert into churn values (1)')
    await standby.catchUp()
    const later = await unchangedSince(connection.client, mark)
    expect(later).toMatchObject({ identity: mark.identity, checksum: mark.checksum })
    expect(later?.position).not.toBe(mark.position)
    await owner.query("comment on table tenants is 'changed'")
    await standby.catchUp()
    expect(await unchangedSince(connection.client, mark)).toBeNull()
    await connection.close()
  })

  test('is told by the doctor', async () => {
    const connection = { state: 'ready', target: target() } as const
    const report = await runDoctor({ name: 'replica', source: 'REPLICA_URL', isProtected: true, connection })
    expect(report).toMatchObject({ isReachable: true, rights: { isStandby: true } })
    expect(report.steps.find(({ name }) => name === 'Rights')?.text).toContain('(a standby)')
    expect(report.steps.map(({ state }) => state)).not.toContain('failed')
  })

  test('ends a read in favour of its primary, and the read is begun again', async () => {
    const before = proxy.accepted()
    const reading = read([...DATABASE_KINDS, slow])
    await vi.waitUntil(isUnderWay, { timeout: 20_000, interval: 10 })
    await removeRows()
    const snapshot = await reading
    expect(proxy.accepted() - before).toBe(2)
    expect(compareSnapshots(snapshot, await readDatabase(primary.url()), DATABASE_KINDS).differences).toEqual(
      [],
    )
  })

  test('that ends every read in favour of its primary is an error after three', async () => {
    const before = proxy.accepted()
    let isDone = false
    const reading = rejection(read([...DATABASE_KINDS, slow])).finally(() => {
      isDone = true
    })
    while (!isDone) {
      // The standby may end this look in favour of its primary, too.
      if (await isUnderWay().catch(() => false)) await removeRows()
    }
    expect(await reading).toMatchObject({
      code: 'E-PG-CONFLICT',
      errorClass: 'retryTransaction',
      sqlState: '40001',
      message: 'replica is a standby and ended the read, because changes of its primary could not wait.',
      hint: expect.stringContaining('max_standby_streaming_delay'),
    })
    expect(proxy.accepted() - before).toBe(3)
    expect((await read()).blindSpots).toEqual([])
  })

  /** Of two snapshots, one of them read while the table `invoices` was locked. */
  function expectOnlyInvoicesUnknown(free: Snapshot, locked: Snapshot): void {
    const { differences } = compareSnapshots(free, locked, DATABASE_KINDS)
    expect(new Set(differences.map(({ status, reason }) => `${status} ${reason}`))).toEqual(
      new Set(['unknown busy']),
    )
    const names = differences.map(({ id }) => id as string)
    expect(names).toContain('policy:public.invoices.mine')
    expect(names.filter((name) => !name.includes('invoices'))).toEqual([])
    expect(locked.blindSpots).toEqual([])
  }

  test('of which a table is locked at the primary leaves only that table unknown', async () => {
    const free = await read()
    await owner.query('begin; lock table invoices in access exclusive mode; select pg_current_xact_id()')
    // Another session's commit takes the news of the lock along.
    await ask(primary.url(), 'insert into churn values (1)')
    await standby.catchUp()
    const locked = await read()
    await owner.query('rollback')
    expectOnlyInvoicesUnknown(free, locked)
  })

  test('knows what a prepared transaction has locked, as its primary does', async () => {
    const free = await read()
    await owner.query("begin; lock table invoices in access exclusive mode; prepare transaction 'held'")
    await standby.catchUp()
    const [there, here] = [await read(), await readDatabase(primary.url())]
    await owner.query("rollback prepared 'held'")
    expectOnlyInvoicesUnknown(free, there)
    expectOnlyInvoicesUnknown(free, here)
  })
})
