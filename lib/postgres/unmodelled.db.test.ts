import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, removeCluster, startCluster } from '../embedded/start-cluster'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { KNOWN_CATALOGS } from './known-catalogs'
import { readUnmodelled } from './unmodelled'

/** What all databases of a server share would show up in other tests, so it is made on a server of its own. */
describe('on a server of its own', () => {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-unmodelled-'))
  let cluster: Cluster

  beforeAll(async () => {
    fs.chmodSync(base, 0o711)
    cluster = await startCluster({
      major: Math.max(...majors()) as ReturnType<typeof majors>[number],
      dataDir: path.join(base, 'cluster'),
      durable: false,
      settings: { wal_level: 'logical', max_prepared_transactions: '2' },
    })
  })

  afterAll(async () => {
    if (cluster) await removeCluster(cluster.dataDir)
    fs.rmSync(base, { recursive: true, force: true })
  })

  test('nothing is counted before anything was made, and then each thing once', async () => {
    const client = new pg.Client({ connectionString: cluster.url() })
    await client.connect()
    try {
      expect(await countedIn(client)).toEqual([])
      for (const statement of MAKE_ONE_OF_EACH) await client.query(statement)
      expect(await countedIn(client)).toEqual([
        ['large objects', 1],
        ['replication slots', 1],
        ['replication origins', 1],
        ['prepared transactions', 1],
        ['settings of ALTER SYSTEM', 1],
      ])
      await client.query(sqlOfSubscription())
      expect((await countedIn(client)).find(([kind]) => kind === 'replication origins')).toEqual([
        'replication origins',
        1,
      ])
    } finally {
      await client.end()
    }
  })
})

const MAKE_ONE_OF_EACH = [
  'select lo_create(0)',
  "select pg_create_logical_replication_slot('slot', 'pgoutput')",
  "select pg_create_logical_replication_slot('passing', 'pgoutput', true)",
  "select pg_replication_origin_create('origin')",
  "begin; create table half_made (id int); prepare transaction 'half'",
  "alter system set log_min_duration_statement = '1s'",
  'select pg_reload_conf(), pg_sleep(0.5)',
]

function sqlOfSubscription(): string {
  return `create subscription feed connection 'host=127.0.0.1 port=1' publication p
    with (connect = false, enabled = false, slot_name = none, create_slot = false)`
}

describe.each(majors())('PostgreSQL %i', (major) => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await createDatabase(major)
  })

  afterAll(() => database.drop())

  test('the rows of a catalog that we do not know are counted', async () => {
    await database.query("create type mood as enum ('sad', 'happy')")
    await database.query('create table a (id int); create table b (id int) inherits (a); analyze a')
    const known = KNOWN_CATALOGS.filter((name) => name !== 'pg_enum' && name !== 'pg_inherits')
    expect(await inTransaction(database, (client) => readUnmodelled(client, known))).toEqual([
      {
        code: 'unmodelledKind',
        kind: 'rows of pg_enum, a catalog unknown to Lockstep',
        count: 2,
        message: 'Not compared: rows of pg_enum, a catalog unknown to Lockstep (2).',
      },
      expect.objectContaining({ kind: 'rows of pg_inherits, a catalog unknown to Lockstep', count: 1 }),
    ])
  })

  test('what is to be dropped with an extension is counted', async () => {
    await database.query("create function f() returns int language sql as 'select 1'")
    await database.query('alter function f() depends on extension plpgsql')
    const found = await inTransaction(database, (client) => readUnmodelled(client))
    expect(found).toMatchObject([{ kind: 'markings by ALTER … DEPENDS ON EXTENSION', count: 1 }])
    await database.query('drop function f()')
  })

  test('row-level security on a table of an extension is counted', async () => {
    const counted = () => inTransaction(database, (client) => readUnmodelled(client))
    await database.query('create table notes (id int); alter table notes enable row level security')
    expect(await counted()).toEqual([])
    await database.query('alter extension plpgsql add table notes')
    expect(await counted()).toMatchObject([
      { kind: 'tables of extensions with row-level security', count: 1 },
    ])
    await database.query('alter extension plpgsql drop table notes; drop table notes')
  })

  test('what the role may not count is said so, the rest is counted, and the transaction goes on', async () => {
    const role = `unmodelled_${database.name}`
    await database.query(`
      revoke select on pg_largeobject_metadata from public;
      create role ${role} login password 'secret';
      drop type if exists mood; create type mood as enum ('sad')`)
    const known = KNOWN_CATALOGS.filter((name) => name !== 'pg_enum')
    const found = await inTransaction(
      database,
      async (client) => {
        const diagnostics = await readUnmodelled(client, known)
        await client.query('select 1')
        return diagnostics
      },
      role,
    )
    expect(found).toEqual([
      {
        code: 'unmodelledKind',
        kind: 'large objects',
        message: 'Not compared, and the role may not count them: large objects.',
      },
      expect.objectContaining({ kind: 'rows of pg_enum, a catalog unknown to Lockstep', count: 1 }),
    ])
    await database.query(`drop role ${role}`)
  })
})

async function countedIn(client: pg.Client): Promise<[string, number | undefined][]> {
  await client.query('begin')
  const found = await readUnmodelled(client)
  await client.query('commit')
  return found.map(({ kind, count }) => [kind as string, count])
}

async function inTransaction<Result>(
  database: TestDatabase,
  work: (client: pg.Client) => Promise<Result>,
  role?: string,
): Promise<Result> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query('begin')
    if (role) await client.query(`set local role ${role}`)
    return await work(client)
  } finally {
    await client.end()
  }
}
