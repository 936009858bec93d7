import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cluster, removeCluster, startCluster } from '../../embedded/start-cluster'
import { named, rejection } from '../../postgres/connect.fixture'
import { dumpPrograms } from '../../testing/dump-script'
import { majors } from '../../testing/servers'
import { runPgDump } from './run-pg-dump'

const [major = 15] = majors()
const TABLES = 4000
const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-locks-'))
let cluster: Cluster

beforeAll(async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-locks-data-'))
  const settings = { max_locks_per_transaction: '10', max_connections: '20', max_prepared_transactions: '0' }
  cluster = await startCluster({ major, dataDir, durable: false, settings })
  const client = new pg.Client({ connectionString: cluster.url() })
  await client.connect()
  // Each of a table's own transactions, since their locks would not fit either.
  await client.query(`do $$ begin for i in 1..${TABLES} loop
    execute format('create table t%s ()', i); if i % 100 = 0 then commit; end if; end loop; end $$`)
  await client.end()
})

afterAll(async () => {
  await cluster.stop()
  await removeCluster(cluster.dataDir)
  for (const each of [cluster.dataDir, folder]) rmSync(each, { recursive: true, force: true })
})

test('more tables than the server has room for locks are told with the setting to raise', async () => {
  for (const program of await dumpPrograms(major)) {
    const run = {
      target: named('dev', cluster.url()),
      program,
      args: [],
      file: path.join(folder, 'dump.sql'),
    }
    expect(await rejection(runPgDump(run))).toMatchObject({
      code: 'E-PG-MEMORY',
      message: 'dev ran out of memory or lock space.',
      hint: expect.stringContaining('max_locks_per_transaction'),
    })
    expect(readdirSync(folder)).toEqual([])
  }
})
