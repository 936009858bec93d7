import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { removeCluster, startCluster } from '../embedded/start-cluster'
import { KINDS } from '../kinds/all'
import { column } from '../kinds/column'
import { index } from '../kinds/index-kind'
import { policy } from '../kinds/policy'
import { schema } from '../kinds/schema'
import { view } from '../kinds/view'
import { compareSnapshots } from '../objects/compare'
import type { Kind } from '../objects/kind'
import { lineCount, lineText } from '../objects/lines'
import { fingerprint, type KindLines, kindLines, type Snapshot } from '../objects/snapshot'
import { sql } from '../sql/sql'
import { hasPgBouncer, startPgBouncer } from '../testing/pgbouncer'
import { DATABASE_KINDS } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { catalogChecksum } from './catalog-checksum'
import { unchangedSince } from './catalog-mark'
import { prepareReads } from './prepared-statements'
import { type LinesByKind, readOpenSnapshot, readSnapshot } from './read-snapshot'
import type { ReadOptions } from './read-transaction'
import { announcedPidOf } from './sign-in'

const SCHEMA = `
  create table invoices (id int primary key, amount numeric default 1 + 1 check (amount > 0), note text);
  create index invoices_note on invoices (lower(note)) where note <> '';
  create view open_invoices as select * from invoices where note is null;
  alter table invoices enable row level security;
  create policy mine on invoices using (note = current_user);
  create table tenants (id int primary key, name text default 'none');
  create policy by_invoice on tenants using (exists (select from invoices where amount > 5));
  create policy by_name on tenants using (name = current_user);
  create function twice(n int) returns int language sql as 'select n * 2';`

const [oldest] = majors()
let database: TestDatabase

beforeAll(async () => {
  database = await createDatabase(oldest as (typeof majors)[never], { sql: SCHEMA })
})
afterAll(() => database.drop())

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end().catch(() => {})
  }
}

const options: ReadOptions = { name: 'test', origin: 'url', kinds: DATABASE_KINDS, lockTimeoutMs: 200 }
const read = (client: pg.Client, more: Partial<ReadOptions> = {}) =>
  readSnapshot(client, { ...options, ...more })

/** A read that stays open, and is asked for what each of its objects needs. */
async function readOpen(client: pg.Client, more: Partial<ReadOptions> = {}): Promise<Snapshot> {
  const { snapshot, finish } = await readOpenSnapshot(client, { ...options, ...more })
  expect(await finish(allLines(snapshot))).toBe(true)
  return snapshot
}

/** A read by prepared statements. */
async function readPrepared(client: pg.Client, more: Partial<ReadOptions> = {}) {
  expect(await prepareReads(client, announcedPidOf(client))).toBe(true)
  return read(client, more)
}

/** The ways in which rows come. */
const WAYS = [
  ['by COPY', read],
  ['by prepared statements', readPrepared],
] as const

const NEEDY: readonly Kind[] = [view, policy, column, index]

function needsOf({ kinds }: Snapshot): (string | null)[] {
  return NEEDY.flatMap(({ name }) => {
    const { lines, needs } = kinds.get(name) as KindLines
    return Array.from({ length: lineCount(lines) }, (_, line) => needs?.of(line) ?? null)
  })
}

function allLines({ kinds }: Snapshot): LinesByKind {
  return new Map(
    [...kinds].map(([kind, { lines }]) => [kind, Array.from({ length: lineCount(lines) }, (_, i) => i)]),
  )
}

function compare(source: Snapshot, target: Snapshot) {
  return compareSnapshots(source, target, DATABASE_KINDS)
}

describe('a table that somebody holds locked', () => {
  test('makes only what reads it unknown, within a bounded wait, and holds nobody up', async () => {
    await withClient(database.url, async (holder) => {
      const free = await withClient(database.url, (client) => read(client))
      await holder.query('begin; lock table invoices in access exclusive mode')
      const locked = await withClient(database.url, (client) => read(client))
      await withClient(database.url, (other) => other.query('select from tenants'))
      await holder.query('rollback')

      const { differences, identical, counts } = compare(free.snapshot, locked.snapshot)
      expect(identical).toBe(false)
      expect(new Set(differences.map(({ status }) => status))).toEqual(new Set(['unknown']))
      expect(differences.map(({ reason }) => reason)).toEqual(differences.map(() => 'busy'))
      const names = differences.map(({ id }) => id as string)
      expect(names).toContain('policy:public.invoices.mine')
      expect(names).toContain('policy:public.tenants.by_invoice')
      expect(names).toContain('index:public.invoices.invoices_note')
      expect(names).not.toContain('policy:public.tenants.by_name')
      expect(names.filter((name) => !/invoices|by_invoice/.test(name))).toEqual([])
      expect(counts.equal).toBeGreaterThan(5)
      expect(locked.snapshot.diagnostics.map(({ code }) => code)).toContain('busy')
    })
  })

  test('is never called identical to itself', async () => {
    await withClient(database.url, async (holder) => {
      await holder.query('begin; lock table invoices in access exclusive mode')
      const { snapshot } = await withClient(database.url, (client) => read(client))
      await holder.query('rollback')
      expect(compare(snapshot, snapshot)).toMatchObject({ identical: false, counts: { different: 0 } })
      expect(compare(snapshot, snapshot).counts.unknown).toBeGreaterThan(0)
    })
  })
})

describe('what may not be read', () => {
  const secrets: Kind = {
    ...schema,
    name: 'secret',
    label: { one: 'secret', many: 'secrets' },
    fields: [{ name: 'password', label: 'Password', severity: 'high' }],
    query: () => sql`select rolname as name, rolpassword as password from pg_authid`,
  }

  test('is a blind spot, not an absence, and the rest stands', async () => {
    await database.query(
      `do $$ begin create role reader login password 'x'; exception when duplicate_object then null; end $$`,
    )
    const plain = new URL(database.url)
    plain.username = 'reader'
    plain.password = 'x'
    const kinds = [secrets, schema]
    const bySuperuser = await withClient(database.url, (client) => read(client, { kinds }))
    const byReader = await withClient(plain.href, (client) => read(client, { kinds }))
    expect(byReader.snapshot.blindSpots).toMatchObject([{ kind: 'secret', reason: 'permission' }])
    const comparison = compareSnapshots(bySuperuser.snapshot, byReader.snapshot, kinds)
    expect(comparison.identical).toBe(false)
    expect(comparison.counts).toMatchObject({ different: 0, sourceOnly: 0, targetOnly: 0 })
    expect(comparison.counts.unknown).toBe(lineCount(kindLines(bySuperuser.snapshot, 'secret').lines))
    expect(compareSnapshots(byReader.snapshot, byReader.snapshot, kinds).identical).toBe(false)
  })
})

test.each(WAYS)(
  'a server that ends the connection in the middle is an error, never a snapshot, read %s',
  async (_, take) => {
    const slow: Kind = {
      ...schema,
      name: 'slow',
      query: () => sql`select pg_sleep(30)::text as name, '' as owner`,
    }
    await withClient(database.url, async (client) => {
      const pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid
      const reading = expect(take(client, { kinds: [schema, slow] })).rejects.toThrow(/terminat/i)
      await new Promise((resolve) => setTimeout(resolve, 300))
      await database.query('select pg_terminate_backend($1)', [pid])
      await reading
    })
  },
)

test.each(WAYS)(
  'a read %s that somebody cancels is an error, and not told as a time limit',
  async (_, take) => {
    const slow: Kind = {
      ...schema,
      name: 'slow',
      query: () => sql`select pg_sleep(30)::text as name, '' as owner`,
    }
    await withClient(database.url, async (client) => {
      const pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid
      const reading = expect(take(client, { kinds: [slow] })).rejects.toMatchObject({ code: '57014' })
      const isSleeping = async () =>
        (
          await database.query("select 1 from pg_stat_activity where pid = $1 and wait_event = 'PgSleep'", [
            pid,
          ])
        ).length > 0
      await vi.waitUntil(isSleeping, { timeout: 20_000, interval: 10 })
      await database.query('select pg_cancel_backend($1)', [pid])
      await reading
    })
  },
)

test.each(WAYS)(
  'a statement over its time limit is a blind spot with that reason, read %s',
  async (_, take) => {
    const slow: Kind = {
      ...schema,
      name: 'slow',
      query: () => sql`select pg_sleep(30)::text as name, '' as owner`,
    }
    const { snapshot } = await withClient(database.url, (client) =>
      take(client, { kinds: [slow, schema], statementTimeoutMs: 200 }),
    )
    expect(snapshot.blindSpots).toMatchObject([{ kind: 'slow', reason: 'failed' }])
    expect(lineCount(kindLines(snapshot, 'schema').lines)).toBe(1)
  },
)

test.each(WAYS)(
  'while tables are made, renamed and dropped, every snapshot is of one state, read %s',
  async (_, take) => {
    const busy = await createDatabase(oldest as (typeof majors)[never])
    let isDone = false
    const changing = withClient(busy.url, async (client) => {
      for (let i = 0; !isDone; i++) {
        await client.query(`begin; create table t${i} (a int, b int); create index on t${i} ((a + 1)) where b > 0;
        create policy p on t${i} using (a = 1); create view v${i} as select a from t${i}; commit`)
        await client.query(`alter table t${i} rename column a to renamed`)
        await client.query(`drop table t${i} cascade`)
        await new Promise((resolve) => setTimeout(resolve, i % 60))
      }
    })
    let consistent = 0
    const readOnce = async (client: pg.Client) => {
      const snapshot = await take(client).then(
        (marked) => marked.snapshot,
        (error) => {
          expect(error).toMatchObject({ code: 'E-PG-CHANGING' })
        },
      )
      if (!snapshot || snapshot.diagnostics.some(({ code }) => code === 'changedDuringRead')) return
      consistent++
      const columns = text(snapshot, 'column')
      for (const line of text(snapshot, 'index')) {
        expect(columns.some((column) => column.includes('\trenamed\t'))).toBe(line.includes('renamed'))
      }
      expect(text(snapshot, 'policy')).toHaveLength(text(snapshot, 'table').length)
    }
    try {
      for (let i = 0; i < 8; i++)
        await withClient(busy.url, async (client) => {
          for (let time = 0; time < 5; time++) await readOnce(client)
        })
    } finally {
      isDone = true
      await changing
    }
    expect(consistent).toBeGreaterThan(0)
    const { snapshot } = await withClient(busy.url, (client) => read(client))
    expect(text(snapshot, 'table')).toEqual([])
    await busy.drop()
  },
)

function text(snapshot: Snapshot, kind: string): string[] {
  const { lines } = kindLines(snapshot, kind)
  return Array.from({ length: lineCount(lines) }, (_, line) => lineText(lines, line))
}

test('a selection of schemas is kept to, also for what is attached to their objects, and is told', async () => {
  await database.query(
    `create schema other; create table other.t (id int); grant select on other.t to public;
      set allow_system_table_mods = on;
      insert into pg_seclabel (objoid, classoid, objsubid, provider, label)
      select oid, 'pg_class'::regclass, 0, 'test', 'masked' from pg_class where relname in ('t', 'tenants')`,
  )
  const schemas = { include: ['o*r', 'none'], exclude: ['pub_ic'] }
  const { snapshot } = await withClient(database.url, (client) => read(client, { schemas }))
  const { snapshot: rest } = await withClient(database.url, (client) =>
    read(client, { schemas: { include: null, exclude: ['other'] } }),
  )
  await database.query('drop schema other cascade; delete from pg_seclabel; reset allow_system_table_mods')
  expect(text(snapshot, 'schema')).toHaveLength(1)
  expect(text(snapshot, 'table').map((line) => line.split('\t')[0])).toEqual(['other'])
  expect(text(snapshot, 'grant').filter((line) => line.startsWith('table'))).toHaveLength(1)
  expect(text(snapshot, 'grant').some((line) => line.includes('public\ttwice'))).toBe(false)
  expect(text(snapshot, 'security-label').map((line) => line.split('\t')[1])).toEqual(['other'])
  expect(snapshot.diagnostics).toMatchObject([{ code: 'schemasSelected' }])
  expect(text(rest, 'table').map((line) => line.split('\t')[0])).toEqual(['public', 'public'])
  expect(text(rest, 'grant').some((line) => line.includes('other'))).toBe(false)
  expect(text(rest, 'security-label').map((line) => line.split('\t')[1])).toEqual(['public'])
})

describe('a read that stays open for what few of its objects need', () => {
  test.each(['all', 'these'] as const)('tells the same of %s as a read that told at once', async (which) => {
    await withClient(database.url, async (client) => {
      const { snapshot: whole } = await read(client)
      const { snapshot, finish } = await readOpenSnapshot(client, options)
      expect(fingerprint(snapshot)).toBe(fingerprint(whole))
      expect(await finish(which === 'all' ? null : allLines(snapshot))).toBe(true)
      expect(needsOf(snapshot)).toEqual(needsOf(whole))
      expect(needsOf(whole).filter((needs) => needs !== null).length).toBeGreaterThan(3)
    })
  })

  test('says so when the catalog changed in between, and not when only rows did', async () => {
    await withClient(database.url, async (client) => {
      const finishAfter = async (text: string) => {
        const { finish } = await vi.waitFor(async () => {
          const open = await readOpenSnapshot(client, options)
          const { rows } = await client.query('select now() < clock_timestamp() - $1::interval as open', [
            '1 ms',
          ])
          expect(rows).toEqual([{ open: true }])
          return open
        }, 20_000)
        await database.query(text)
        return finish(new Map([['view', [0]]]))
      }
      expect(await finishAfter('insert into tenants values (1)')).toBe(true)
      expect(await finishAfter('alter table tenants rename to renters')).toBe(false)
      await database.query('alter table renters rename to tenants; delete from tenants')
    })
  })
})

test('a catalog that never stands still is an error with the words of the server', async () => {
  const gone: Kind = { ...schema, query: () => sql`select name, owner from dropped_meanwhile` }
  await withClient(database.url, (client) =>
    expect(read(client, { kinds: [gone] })).rejects.toMatchObject({
      code: 'E-PG-CHANGING',
      detail: expect.stringContaining('dropped_meanwhile'),
    }),
  )
})

const timed = majors().filter((major) => major >= 17)
test.skipIf(timed.length === 0)('a limit that the database sets for transactions cuts no read', async () => {
  const limited = await createDatabase(timed[0] as (typeof majors)[never], { sql: SCHEMA })
  await limited.query(`alter database ${limited.name} set transaction_timeout = '5ms'`)
  await withClient(limited.url, async (client) => {
    expect((await read(client)).snapshot.blindSpots).toEqual([])
  })
  await limited.drop()
})

describe('a later check', () => {
  test('proves that nothing changed, or that something did, also on a server that is written to', async () => {
    const other = await createDatabase(oldest as (typeof majors)[never], {
      sql: 'create table noise (n int)',
    })
    await withClient(database.url, async (client) => {
      // A server writes to its log by itself now and then: what counts is a moment in which it does not.
      const quiet = await vi.waitFor(async () => {
        const once = await read(client)
        expect(once.mark.checksum).toBeNull()
        expect(await unchangedSince(client, once.mark)).toEqual(once.mark)
        return once
      }, 20_000)
      // Databases that other tests make and drop meanwhile are a change of what all of the server share.
      const mark = await vi.waitFor(async () => {
        const { mark } = await read(client, { withChecksum: true })
        await other.query('insert into noise values (1)')
        expect(await unchangedSince(client, mark)).toMatchObject({ checksum: mark.checksum })
        return mark
      }, 20_000)
      expect(await unchangedSince(client, quiet.mark)).toBeNull()
      await client.query(`comment on table tenants is 'changed'`)
      expect(await unchangedSince(client, mark)).toBeNull()
      await client.query('comment on table tenants is null')
    })
    await other.drop()
  })
})

test.runIf(hasPgBouncer())(
  'a transaction pooler gives the same snapshot and keeps no setting of ours',
  async () => {
    const pooler = await startPgBouncer({ url: database.url, poolMode: 'transaction', poolSize: 1 })
    try {
      const direct = await withClient(database.url, (client) => read(client))
      const pooled = await withClient(pooler.url(database.url), (client) => read(client))
      expect(fingerprint(pooled.snapshot)).toBe(fingerprint(direct.snapshot))
      const open = await withClient(pooler.url(database.url), readOpen)
      expect(fingerprint(open)).toBe(fingerprint(direct.snapshot))
      expect(needsOf(open)).toEqual(needsOf(direct.snapshot))
      const [row] = await withClient(
        pooler.url(database.url),
        async (client) => (await client.query('show search_path')).rows,
      )
      expect(row.search_path).toBe('"$user", public')
    } finally {
      await pooler.stop()
    }
  },
)

describe.each(majors())('read again and again by prepared statements, PostgreSQL %i', (major) => {
  const ODD = `comment on table tenants is E'tab\\t, line\\n, back\\\\slash, \\b\\f\\v\\r and \\\\N';
    create table "a\tb\nc\\d" (id int default length(E'\\t'));`
  let own: TestDatabase

  beforeAll(async () => {
    own = await createDatabase(major, { sql: SCHEMA + ODD })
  })
  afterAll(() => own.drop())

  const fresh = async () => (await withClient(own.url, (client) => read(client))).snapshot
  const textsOf = ({ kinds }: Snapshot) =>
    [...kinds].map(([kind, { lines }]) => [
      kind,
      ...Array.from({ length: lineCount(lines) }, (_, line) => lineText(lines, line)),
    ])

  test('is what a read over a new connection is, whatever has changed', async () => {
    await withClient(own.url, async (client) => {
      const changes = [
        '',
        '',
        `create table added (id int primary key, "ü" text default E'\\n'); create policy p on added using (id > 1)`,
        `alter table invoices rename to bills; alter table bills add column more int default 7`,
        'drop table tenants; create role prepared_reader; drop role prepared_reader',
        'create schema later; create function later.length(text) returns int language sql as $$ select 0 $$',
      ]
      for (const change of changes) {
        if (change) await own.query(change)
        const { snapshot } = await readPrepared(client)
        const expected = await fresh()
        expect(textsOf(snapshot)).toEqual(textsOf(expected))
        expect(needsOf(snapshot)).toEqual(needsOf(expected))
        expect(snapshot.diagnostics).toEqual(expected.diagnostics)
      }
    })
  })

  test('tells what is locked, and what is not any more', async () => {
    await withClient(own.url, async (client) => {
      const free = await readPrepared(client)
      await withClient(own.url, async (holder) => {
        await holder.query('begin; lock table bills in access exclusive mode')
        const locked = await readPrepared(client)
        expect(locked.snapshot.diagnostics.map(({ code }) => code)).toContain('busy')
        expect(compare(free.snapshot, locked.snapshot).counts.unknown).toBeGreaterThan(0)
      })
      const { identical, counts } = compare(free.snapshot, (await readPrepared(client)).snapshot)
      expect({ identical, unknown: counts.unknown }).toEqual({ identical: true, unknown: 0 })
    })
  })

  test('asks for the rights of each time', async () => {
    await own.query(`create table ruled (id int); create role prepared_reader login password 'x'`)
    const url = new URL(own.url)
    url.username = 'prepared_reader'
    url.password = 'x'
    try {
      await withClient(url.href, async (client) => {
        const readNow = () => readPrepared(client, { withChecksum: true })
        expect((await readNow()).snapshot.blindSpots).toEqual([])
        await own.query('revoke select on pg_catalog.pg_policy from public')
        const { blindSpots } = (await readNow()).snapshot
        expect(blindSpots.map(({ reason }) => reason)).toContain('permission')
        expect(blindSpots.map(({ kind }) => kind)).toContain('policy')
        await own.query('grant select on pg_catalog.pg_policy to public')
        const { snapshot, mark } = await readNow()
        expect(snapshot.blindSpots).toEqual([])
        expect((await catalogChecksum(client)).own).toBe(mark.checksum?.own)
        await own.query('create policy later on ruled')
        expect((await catalogChecksum(client)).own).not.toBe(mark.checksum?.own)
      })
    } finally {
      await own.query('drop role prepared_reader')
    }
  })
})

describe('reading writes nothing', () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-read-only-'))
  afterAll(() => removeCluster(dataDir))

  test('nothing but SELECT, COPY TO and SET LOCAL is sent, and no counter of the server moves', async () => {
    const settings = {
      log_statement: 'all',
      log_line_prefix: '',
      log_destination: 'stderr',
      autovacuum: 'off',
    }
    const cluster = await startCluster({ major: 18, dataDir, durable: false, settings })
    try {
      await withClient(cluster.url(), (client) => client.query(SCHEMA))
      // Every kind's query is to be seen, also where the database has no object of it.
      const kinds = KINDS.map(({ isPresent: _, ...kind }) => kind)
      // Whoever reads a page first may tidy it, which the server writes to its log.
      await withClient(cluster.url(), (client) => read(client, { kinds }))
      await withClient(cluster.url(), (client) => readOpen(client, { kinds }))
      await withClient(cluster.url(), (client) => readPrepared(client, { kinds }))
      await withClient(cluster.url(), (client) => client.query('checkpoint'))
      const before = await withClient(cluster.url(), serverCounters)
      const logged = fs.statSync(cluster.logFile).size
      await withClient(cluster.url(), (client) => read(client, { kinds, withChecksum: true }))
      const closed = fs.statSync(cluster.logFile).size
      await withClient(cluster.url(), (client) => readOpen(client, { kinds }))
      expect(fs.readFileSync(cluster.logFile, 'utf8').slice(closed)).toContain('values (0::oid, 0::oid), (')
      await withClient(cluster.url(), (client) => readPrepared(client, { kinds, withChecksum: true }))
      const log = fs.readFileSync(cluster.logFile, 'utf8').slice(logged)
      expect(await withClient(cluster.url(), serverCounters)).toEqual(before)
      const statements = log
        .split(/LOG: {2}(?:statement|execute lockstep_\w+): /)
        .slice(1)
        .flatMap((entry) => entry.split(';'))
        .map((statement) => statement.trim().toLowerCase())
      expect(statements.filter((statement) => /^copy/.test(statement)).length).toBeGreaterThan(KINDS.length)
      expect(log.split('execute lockstep_').length).toBeGreaterThan(KINDS.length)
      expect(log).not.toMatch(/LOG: {2}(?!statement: |execute lockstep_)/)
      const allowed =
        /^($|select|with \w+ as materialized \(select|copy \(|set local|begin isolation level repeatable read, read only|commit|savepoint|release savepoint)/
      expect(statements.filter((statement) => !allowed.test(statement))).toEqual([])
      expect(
        statements.filter((statement) => /^copy/.test(statement) && !statement.endsWith('to stdout')),
      ).toEqual([])
    } finally {
      await cluster.stop()
    }
  })

  async function serverCounters(client: pg.Client) {
    const [row] = (
      await client.query(`select pg_current_wal_insert_lsn() as wal, pg_current_xact_id_if_assigned() as xid,
        (select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_all_tables) as tuples,
        pg_snapshot_xmax(pg_current_snapshot()) as next_xid`)
    ).rows
    return row
  }
})
