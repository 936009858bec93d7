import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { KINDS } from '../kinds/all'
import { readHistories } from '../migrations/read-histories'
import { readAccessFacts } from '../postgres/access-facts'
import { unchangedSince } from '../postgres/catalog-mark'
import { withConnection } from '../postgres/connect'
import { named } from '../postgres/connect.fixture'
import type { Connection } from '../postgres/connection'
import { readDeployFacts } from '../postgres/deploy-facts'
import { runDoctor } from '../postgres/doctor'
import { detectPoolerMode } from '../postgres/pooler-mode'
import { readSnapshot } from '../postgres/read-snapshot'
import { readDatabaseIdentity } from '../shadow/server-identity'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { shadowedNames } from '../testing/shadowed-names'
import { dumped } from './dump.fixture'
import { preflightDump } from './preflight-dump'
import { restoreInto } from './restore-into'
import { planRestore } from './restore-plan'
import { restoringProject } from './restoring.fixture'
import type { Workspace } from './workspace'

// Whoever owns a database says where names are looked for there. No query of ours may call what they put in the way.

const SCHEMA = `create table orders (id int primary key, note text default lower('NONE') check (note <> ''));
  insert into orders select i, 'note ' || i from generate_series(1, 20) i;
  create view open_orders as select * from orders where note like '%1'; create sequence numbers;
  alter table orders enable row level security; create policy mine on orders using (note = current_user);
  create schema supabase_migrations;
  create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
  insert into supabase_migrations.schema_migrations values ('20260101000000', '{select 1}', 'first')`

describe.each(majors())('a database of Postgres %i that shadows all that the server brings', (major) => {
  let database: TestDatabase
  let local: TestDatabase
  let project: Workspace

  beforeAll(async () => {
    database = await createDatabase(major, { sql: SCHEMA })
    await database.query(shadowedNames(database.name))
    local = await createDatabase(major)
    await local.query(shadowedNames(local.name))
    project = restoringProject({ prod: database.url, local: local.url })
  })
  afterAll(async () => {
    await project.close()
    fs.rmSync(project.place.directory, { recursive: true, force: true })
    for (const each of [database, local]) await each.drop()
  })

  const connected = <T>(use: (connection: Connection) => Promise<T>) =>
    withConnection(named('prod', database.url), {}, use)

  test('really does', async () => {
    for (const query of ['select pg_is_in_recovery()', 'select oid from pg_class', 'select 1 = 1']) {
      await expect(connected(({ client }) => client.query(query))).rejects.toThrow('refused')
    }
  })

  test('is read, and proven to be unchanged', async () => {
    await connected(async ({ client }) => {
      const options = { name: 'prod', origin: 'url', kinds: KINDS, withChecksum: true } as const
      // Databases that other tests make and drop meanwhile are a change of what all of the server share.
      await vi.waitFor(async () => {
        const { snapshot, mark } = await readSnapshot(client, options)
        expect(snapshot.blindSpots).toEqual([])
        await database.query(
          'insert into public.orders select pg_catalog.max(id) operator(pg_catalog.+) 1 from public.orders',
        )
        expect(await unchangedSince(client, mark)).toMatchObject({ checksum: mark.checksum })
      }, 60_000)
    })
  })

  test('is asked for its records, its rights and its identity', async () => {
    await connected(async (connection) => {
      const { histories, unreadable } = await readHistories(connection)
      expect([histories.map(({ entries }) => entries.length), unreadable]).toEqual([[1], []])
      expect(await detectPoolerMode(connection, {})).toBe('none')
      expect(await readAccessFacts(connection)).toMatchObject({ rights: { level: 'superuser' } })
      expect(await readDatabaseIdentity(connection.client)).toMatch(/^\d+\/\d+$/)
      expect(await readDeployFacts(connection, ['public.orders'])).toMatchObject({})
    })
    const target = named('prod', database.url)
    const patient = { name: 'prod', source: 'test', isProtected: false } as const
    expect(await runDoctor({ ...patient, connection: { state: 'ready', target } })).toMatchObject({
      isReachable: true,
    })
  })

  test('is dumped, and takes what a dump holds', async () => {
    const selection = {
      schemas: ['public', 'supabase_migrations'],
      tables: null,
      excludeSchemas: [],
      excludeTables: [],
    }
    const options = { selection, testsRestore: false } as const
    const preflight = await preflightDump(project, { environment: 'prod', what: 'all', options })
    expect(preflight.checks.filter(({ state }) => state === 'failed')).toEqual([])
    const dump = await dumped(project, { environment: 'prod', options })
    expect(dump).toMatchObject({ state: 'verified', error: null })
    const { key } = await planRestore(project, { id: dump.id, into: 'local' })
    expect(await restoreInto(project, { key, name: 'local' })).toMatchObject({
      state: 'restored',
      differences: [],
    })
  })
})
