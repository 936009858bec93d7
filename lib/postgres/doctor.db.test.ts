import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../objects/app-error'
import { hasPgBouncer, type PgBouncer, startPgBouncer } from '../testing/pgbouncer'
import { createDatabase, majors, serverLabels, serverUrl, type TestDatabase } from '../testing/servers'
import { connect, withConnection } from './connect'
import { named, rejection, startStranger } from './connect.fixture'
import type { ConnectionTarget } from './connection-address'
import { type DoctorReport, runDoctor } from './doctor'

const [major = 18] = majors().slice(-1)
let database: TestDatabase

beforeAll(async () => {
  database = await createDatabase(major, {
    sql: `create table t (a int);
      create role doctor_reader login password 'x1234' in role pg_read_all_data;
      create role doctor_writer login password 'x1234';
      create role doctor_owner login password 'x1234' bypassrls;
      grant insert on t to doctor_writer;
      create function f() returns int language sql as 'select 1';
      alter function f() owner to doctor_owner;
      revoke create on schema public from public`,
  })
})

afterAll(async () => {
  await database.drop()
  const server = await createDatabase(major)
  await server.query(
    'drop role if exists doctor_reader; drop role if exists doctor_writer; drop role if exists doctor_owner',
  )
  await server.drop()
})

const examine = (target: ConnectionTarget, isProtected = false) =>
  runDoctor({
    name: target.name,
    source: 'PROD_DATABASE_URL (.env.local:3)',
    isProtected,
    connection: { state: 'ready', target },
  })

const states = ({ steps }: DoctorReport) => steps.map(({ name, state }) => `${name} ${state}`)
const as = (role: string) => named('prod', database.url.replace(/\/\/[^@]*@/, `//${role}:x1234@`))

describe('the seven steps', () => {
  it.each(serverLabels())('all succeed on a healthy server: %s', async (label) => {
    const report = await examine(named('prod', serverUrl(label)))
    expect(report.steps.map(({ name }) => name)).toEqual([
      'Address',
      'Name',
      'Route',
      'TLS',
      'Sign-in',
      'Rights',
      'Versions',
    ])
    expect(report.steps.map(({ state }) => state)).toEqual(Array(7).fill('ok'))
    expect(report).toMatchObject({ environment: 'prod', isReachable: true, way: 'direct', pooler: 'none' })
    expect(report.server?.major).toBe(Number.parseInt(String(label), 10))
    expect(report.latencyMs).toBeGreaterThan(0)
    expect(report.steps[0]?.text).toMatch(
      /^Address read from PROD_DATABASE_URL \(\.env\.local:3\), password hidden: postgres at 127/,
    )
    expect(JSON.stringify(report)).not.toContain(new URL(serverUrl(label)).password)
  })

  it.each([
    ['postgres://u:p@nx.invalid/d', 1, 'E-NET-DNS'],
    ['postgres://u:p@127.0.0.1:1/d', 2, 'E-NET-REFUSED'],
  ])('stop at the first that fails: %s', async (url, index, code) => {
    const report = await examine(named('prod', url))
    expect(report.steps[index]).toMatchObject({
      state: 'failed',
      code,
      text: expect.stringContaining('prod'),
      fix: expect.any(String),
    })
    expect(report.steps.slice(0, index).every(({ state }) => state === 'ok')).toBe(true)
    expect(report.steps.slice(index + 1).every(({ state }) => state === 'notReached')).toBe(true)
    expect(report).toMatchObject({ isReachable: false, server: null, rights: null, latencyMs: null })
  })

  it('look at what a name resolves to', async () => {
    const target = named('prod', 'postgres://u:p@127.0.0.1/d')
    const disguised = { ...target, address: { ...target.address, host: '2852039166' } }
    expect((await examine(disguised)).steps[1]).toMatchObject({
      state: 'failed',
      code: 'E-URL-BLOCKED',
      text: 'prod leads to 169.254.169.254, which Lockstep never contacts',
    })
  })

  it('put a failure in its place even if it came to light later', async () => {
    const stranger = await startStranger((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    expect(states(await examine(named('web', stranger.url))).slice(1, 4)).toEqual([
      'Name ok',
      'Route failed',
      'TLS notReached',
    ])
    const noTls = await examine(named('plain', `${serverUrl(major)}?sslmode=require`))
    expect(states(noTls).slice(2, 5)).toEqual(['Route ok', 'TLS failed', 'Sign-in notReached'])
    const noDatabase = await examine(named('none', serverUrl(major).replace(/[^/]*$/, 'nope')))
    expect(states(noDatabase).slice(3, 6)).toEqual(['TLS ok', 'Sign-in failed', 'Rights notReached'])
  })

  it('begin with an address that cannot be used', async () => {
    const error = new AppError({
      code: 'E-CONF-VARIABLE',
      message: 'The variable X is not set.',
      hint: 'Set it.',
    })
    const report = await runDoctor({
      name: 'x',
      source: 'X',
      isProtected: false,
      connection: { state: 'unusable', error },
    })
    expect(report.steps[0]).toEqual({
      name: 'Address',
      state: 'failed',
      text: 'The variable X is not set',
      code: 'E-CONF-VARIABLE',
      fix: 'Set it.',
    })
    expect(report).toMatchObject({ isReachable: false, way: null })
  })

  it('ask the server even if it was out of reach a moment ago, once', async () => {
    let contacts = 0
    const { url } = await startStranger((socket) => {
      contacts += 1
      socket.end()
    })
    for (let round = 1; round <= 3; round += 1) {
      await examine(named('down', url))
      expect(contacts).toBe(round)
    }
  })

  it('end when aborted', async () => {
    const { url } = await startStranger(() => undefined)
    const connection = { state: 'ready', target: named('silent', url) } as const
    const patient = { name: 'silent', source: '', isProtected: false, connection }
    expect(await rejection(runDoctor(patient, { signal: AbortSignal.timeout(100) }))).toMatchObject({
      code: 'E-CANCELLED',
    })
  })
})

describe('rights', () => {
  it.each([
    ['doctor_reader', 'readOnly', { readsAllData: true, bypassesRowSecurity: false }, 'ok'],
    ['doctor_writer', 'writer', { readsAllData: false, bypassesRowSecurity: false }, 'warning'],
    ['doctor_owner', 'owner', { readsAllData: false, bypassesRowSecurity: true }, 'warning'],
  ])('of %s are %s', async (role, level, facts, stateIfProtected) => {
    const report = await examine(as(role), true)
    expect(report.rights).toMatchObject({ role, level, ...facts, isStandby: false })
    expect(report.rights?.hidden).toEqual(
      role === 'doctor_reader' ? [] : ['options of user mappings', 'connections of subscriptions'],
    )
    expect(report.steps[5]).toMatchObject({ name: 'Rights', state: stateIfProtected })
    expect((await examine(as(role), false)).steps[5]?.state).toBe('ok')
  })

  it('of a superuser are a warning where it matters', async () => {
    const report = await examine(named('prod', database.url), true)
    expect(report.rights).toMatchObject({
      level: 'superuser',
      readsAllData: true,
      bypassesRowSecurity: true,
      hidden: [],
    })
    expect(report.steps[5]).toMatchObject({
      state: 'warning',
      fix: expect.stringContaining('pg_read_all_data'),
    })
    expect(report.isReachable).toBe(true)
  })
})

describe.runIf(hasPgBouncer())('a pooler', () => {
  const poolers: PgBouncer[] = []
  afterAll(() => Promise.all(poolers.map((pooler) => pooler.stop())))

  async function pooled(options: { poolMode: 'transaction' | 'session' }): Promise<PgBouncer> {
    const pooler = await startPgBouncer({ url: database.url, ...options })
    poolers.push(pooler)
    return pooler
  }

  it.each([
    ['transaction', 'warning'],
    ['session', 'ok'],
  ] as const)('in %s mode is recognised and can be worked through', async (poolMode, state) => {
    const pooler = await pooled({ poolMode })
    const report = await examine(named('prod', pooler.url(database.url)))
    expect(report).toMatchObject({ isReachable: true, pooler: poolMode })
    expect(report.steps[4]).toMatchObject({
      name: 'Sign-in',
      state,
      text: expect.stringContaining(`${poolMode} mode`),
    })
    await withConnection(named('prod', pooler.url(database.url)), {}, async ({ client }) => {
      const { rows } = await client.query("select current_setting('application_name') as name")
      expect(rows).toEqual([{ name: 'lockstep' }])
    })
  })

  it('refuses in its own words, which are translated', async () => {
    const pooler = await pooled({ poolMode: 'transaction' })
    const url = pooler.url(database.url)
    const codes = []
    for (const [name, changed] of [
      ['password', url.replace(/:[^:@]*@/, ':x1234@')],
      ['user', url.replace(/\/\/[^:]*:/, '//nobody:')],
      ['database', url.replace(/[^/]*$/, 'nope')],
    ] as const) {
      const error = (await rejection(connect(named(name, changed), { retries: 0 }))) as AppError
      codes.push([name, error.code])
    }
    expect(codes).toEqual([
      ['password', 'E-AUTH-PASS'],
      ['user', 'E-AUTH-PASS'],
      ['database', 'E-PG-DATABASE'],
    ])
  })

  it('whose server is gone, so that it stays silent, is named as the likely cause', async () => {
    const closedServer = new URL(database.url)
    closedServer.port = '1'
    const pooler = await startPgBouncer({ url: closedServer.href })
    poolers.push(pooler)
    const url = `${pooler.url(database.url)}?connect_timeout=1`
    expect(await rejection(connect(named('prod', url), { retries: 0 }))).toMatchObject({
      code: 'E-NET-TIMEOUT',
      errorClass: 'retryConnect',
      hint: expect.stringContaining('A pooler does this when the server behind it is down'),
    })
  })
})
