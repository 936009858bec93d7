import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Environment } from '../config/configuration'
import { findRows, type Snapshot } from '../objects/snapshot'
import { targetFromUrl } from '../postgres/connection-url'
import { DATABASE_KINDS } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy'
import type { EnvironmentHistory } from './environment-history'
import { Monitor } from './monitor'
import { createSlots } from './slots'

const [major] = majors() as [ReturnType<typeof majors>[number]]
const USER = { isUrgent: true }
const PAGE = { isUrgent: false }

let database: TestDatabase
let proxy: TcpProxy
let count = 0

beforeAll(async () => {
  database = await createDatabase(major, { sql: 'create table t (id int)' })
  proxy = await startTcpProxy(database.url)
})
beforeEach(() => proxy.setFault({ kind: 'pass' }))
afterEach(() => vi.useRealTimers())
afterAll(async () => {
  await proxy.close()
  await database.drop()
})

/** Each of a name of its own, so that none knows of the failures of another. */
function monitor(onChange = () => {}, history: EnvironmentHistory | null = null): Monitor {
  const name = `staging-${count++}`
  const target = { ...targetFromUrl(`${proxy.url(database.url)}?connect_timeout=5`), name }
  const environment: Environment = {
    name,
    isReference: false,
    isProtected: false,
    isRestorable: false,
    variable: null,
    source: 'test',
    staleAfterMinutes: 60,
    connection: { state: 'ready', target },
  }
  return new Monitor(
    environment,
    DATABASE_KINDS,
    { include: null, exclude: [] },
    createSlots(6),
    onChange,
    history,
  )
}

test('a server that is out of reach is left alone by pages for a while, and asked for a person', async () => {
  const staging = monitor()
  proxy.setFault({ kind: 'fin', afterBytes: 0 })
  const failed = await staging.check(PAGE)
  expect(failed.error?.code).toMatch(/^E-NET-(LOST|CLOSED)$/)
  const contacts = proxy.accepted()
  expect((await staging.check(PAGE)).error).toEqual(failed.error)
  expect(proxy.accepted()).toBe(contacts)
  proxy.setFault({ kind: 'pass' })
  expect((await staging.check(USER)).error).toBeNull()
  await staging.close()
})

test('a person does not take the failure of a check that only a page asked for', async () => {
  const staging = monitor()
  proxy.setFault({ kind: 'fin', afterBytes: 0 })
  await staging.check(PAGE)
  proxy.setFault({ kind: 'pass' })
  const [forPage, forPerson, forAnother] = await Promise.all(
    [PAGE, USER, USER].map((how) => staging.check(how)),
  )
  expect(forPage?.error).not.toBeNull()
  expect(forPerson?.error).toBeNull()
  expect(forAnother).toBe(forPerson)
  await staging.close()
})

test('a kept connection that has gone dead is given up, and the next check reads anew', async () => {
  const staging = monitor()
  expect((await staging.check(USER)).error).toBeNull()
  proxy.setFault({ kind: 'halfopen', afterBytes: 0 })
  const failed = await staging.check(USER)
  expect(failed.error?.code).toBe('E-NET-TIMEOUT')
  expect(failed.failingSince).not.toBeNull()
  await expect.poll(proxy.connections, { timeout: 60_000 }).toBe(0)
  proxy.setFault({ kind: 'pass' })
  expect(await staging.check(USER)).toMatchObject({ error: null, failingSince: null, wasUnchanged: false })
  await staging.close()
})

test('what changed is read over the connection that is kept, and a lost one is made anew', async () => {
  const staging = monitor()
  await staging.check(USER)
  const contacts = proxy.accepted()
  await database.query('create table added (id int)')
  const { snapshot, wasUnchanged } = await staging.check(USER)
  expect(wasUnchanged).toBe(false)
  expect(hasTable(snapshot, 'added')).toBe(true)
  expect(proxy.accepted()).toBe(contacts)
  await database.query('drop table added')
  await database.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  expect(hasTable((await staging.check(USER)).snapshot, 'added')).toBe(false)
  expect(proxy.accepted()).toBe(contacts + 1)
  await staging.close()
})

test('a schema that has grown by much is read over a new connection, for which it is planned anew', async () => {
  const staging = monitor()
  await staging.check(USER)
  const contacts = proxy.accepted()
  await database.query('create table few_1 (id int)')
  await staging.check(USER)
  expect(proxy.accepted()).toBe(contacts)
  await database.query(`do $$ begin for n in 1 .. 600 loop
    execute format('create table many_%s (a int, b int, c int, d int, e int)', n); end loop; end $$`)
  expect(hasTable((await staging.check(USER)).snapshot, 'many_600')).toBe(true)
  expect(proxy.accepted()).toBe(contacts + 1)
  await database.query(`do $$ begin for n in 1 .. 600 loop
    execute format('drop table many_%s', n); end loop; end $$; drop table few_1`)
  expect(hasTable((await staging.check(USER)).snapshot, 'many_600')).toBe(false)
  expect(proxy.accepted()).toBe(contacts + 1)
  await staging.close()
})

test('a connection is kept as long after a proof as after a read', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  const staging = monitor()
  await staging.check(USER)
  const contacts = proxy.accepted()
  await expect.poll(async () => (await staging.check(USER)).wasUnchanged).toBe(true)
  vi.advanceTimersByTime(20_000)
  await staging.check(USER)
  expect(proxy.accepted()).toBe(contacts)
  await staging.close()
})

test('to close it ends a check that hangs, which is no failure, and no other is begun', async () => {
  const onChange = vi.fn()
  const staging = monitor(onChange)
  proxy.setFault({ kind: 'halfopen', afterBytes: 20_000 })
  const [carried, contacts] = [proxy.carried(), proxy.accepted()]
  const check = staging.check(USER)
  await expect.poll(() => proxy.carried() - carried).toBe(20_000)
  await staging.close()
  await expect.poll(proxy.connections).toBe(0)
  expect(await check).toMatchObject({
    isChecking: false,
    error: null,
    failingSince: null,
    recordsError: null,
  })
  proxy.setFault({ kind: 'pass' })
  await staging.check(USER)
  expect(proxy.accepted()).toBe(contacts + 1)
  expect(onChange).toHaveBeenCalledOnce()
})

test('a monitor that was closed writes nothing down, tells nobody and keeps no connection', async () => {
  let answer: (known: null) => void = () => {}
  const last = vi.fn(() => new Promise<null>((resolve) => (answer = resolve)))
  const [keep, confirm, onChange] = [vi.fn(async () => {}), vi.fn(() => true), vi.fn()]
  const staging = monitor(onChange, { last, keep, confirm, changes: () => [] })
  const check = staging.check(USER)
  await expect.poll(() => last.mock.calls.length).toBe(1)
  await staging.close()
  answer(null)
  expect((await check).error).toBeNull()
  expect(keep).not.toHaveBeenCalled()
  expect(confirm).not.toHaveBeenCalled()
  expect(onChange).toHaveBeenCalledOnce()
  await expect.poll(proxy.connections).toBe(0)
})

function hasTable(snapshot: Snapshot | null, name: string): boolean {
  const table = DATABASE_KINDS.find((kind) => kind.name === 'table')
  return Boolean(snapshot && table && findRows(snapshot, table, ['public', name]).length > 0)
}
