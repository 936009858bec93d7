import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy'
import { connect, withConnection } from './connect'
import { block, eventually, LONG_BEFORE_THE_USUAL_MS, named, rejection } from './connect.fixture'
import type { Connection } from './connection'
import { targetFromUrl } from './connection-url'

const [major = 18] = majors().slice(-1)
let database: TestDatabase
let proxy: TcpProxy

beforeAll(async () => {
  database = await createDatabase(major)
  proxy = await startTcpProxy(database.url)
})

afterAll(async () => {
  await proxy.close()
  await database.drop()
})

describe('an ordinary connection', () => {
  it('announces itself and says what the server is', async () => {
    const rows = await withConnection(named('prod', database.url), {}, async (connection) => {
      expect(connection).toMatchObject({ ip: '127.0.0.1', encryption: null })
      expect(connection.serverVersion).toMatch(/^\d+\.\d+/)
      return (
        await connection.client.query(
          'select application_name, pid from pg_stat_activity where pid = pg_backend_pid()',
        )
      ).rows
    })
    expect(rows).toEqual([{ application_name: 'lockstep', pid: expect.any(Number) }])
  })

  it('takes nothing from PG* variables and leaves no password behind', async () => {
    const variables = {
      PGOPTIONS: '-c statement_timeout=1',
      PGUSER: 'nobody',
      PGSSLNEGOTIATION: 'direct',
      PGAPPNAME: 'x',
    }
    Object.assign(process.env, variables)
    try {
      await withConnection(named('prod', database.url), {}, async ({ client }) => {
        expect((await client.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '0' }])
        const password = targetFromUrl(database.url).address.password?.reveal() ?? ''
        expect(password.length).toBeGreaterThan(10)
        expect(inspect(client, { depth: 20, showHidden: true })).not.toContain(password)
      })
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name]
    }
  })

  it('closes at once and leaves no session behind', async () => {
    const connection = await connect(named('prod', database.url))
    const { rows } = await connection.client.query('select pg_backend_pid() as pid')
    await connection.close()
    await connection.close()
    const left = await eventually(
      () => database.query('select 1 from pg_stat_activity where pid = $1', [rows[0].pid]),
      (found) => found.length === 0,
    )
    expect(left).toEqual([])
  })
})

describe('a connection that breaks', () => {
  it.each([
    ['rst', 'E-NET-LOST'],
    ['fin', 'E-NET-LOST'],
  ] as const)('by %s during a query is lost, and said so again afterwards', async (kind, code) => {
    const connection = await through({ deadlineMs: 20_000 })
    proxy.setFault({ kind, afterBytes: 0 })
    for (let round = 0; round < 2; round += 1) {
      const error = connection.explain(await rejection(connection.client.query("select repeat('x', 100000)")))
      expect(error).toMatchObject({
        code,
        errorClass: 'retryConnect',
        message: expect.stringContaining('prod'),
      })
    }
    await connection.close()
  })

  it('half open, is cut at the deadline', async () => {
    const connection = await through({ deadlineMs: 700 })
    proxy.setFault({ kind: 'halfopen', afterBytes: 0 })
    const started = performance.now()
    const error = connection.explain(await rejection(connection.client.query('select 1')))
    expect(error).toMatchObject({ code: 'E-TIMEOUT', errorClass: 'busy' })
    expect(performance.now() - started).toBeLessThan(LONG_BEFORE_THE_USUAL_MS)
    await connection.close()
  })

  it('has as long as it is given anew', async () => {
    const connection = await through({ deadlineMs: 400 })
    connection.setDeadline(20_000)
    await connection.client.query('select pg_sleep(0.6)')
    connection.setDeadline(200)
    const error = connection.explain(await rejection(connection.client.query('select pg_sleep(5)')))
    expect(error).toMatchObject({ code: 'E-TIMEOUT', detail: '0.2 s' })
    await connection.close()
  })

  it('is not called silent or slow while this process itself could not hear', async () => {
    const patient = named('prod', database.url)
    const target = { ...patient, address: { ...patient.address, connectTimeoutMs: 1_000 } }
    const connecting = connect(target, { deadlineMs: 1_000, silenceMs: 1_000 })
    await new Promise((resolve) => setTimeout(resolve))
    block(1_500)
    const connection = await connecting
    const answer = connection.client.query('select 1 as one')
    await new Promise((resolve) => setTimeout(resolve))
    block(1_500)
    expect((await answer).rows).toEqual([{ one: 1 }])
    await connection.close()
  })

  it('half open, is closed within a second when nothing more is wanted', async () => {
    const connection = await through({})
    proxy.setFault({ kind: 'halfopen', afterBytes: 0 })
    const started = performance.now()
    await connection.close()
    expect(performance.now() - started).toBeLessThan(LONG_BEFORE_THE_USUAL_MS)
  })

  it('is cut when the caller aborts', async () => {
    const controller = new AbortController()
    const connection = await through({ signal: controller.signal })
    setTimeout(() => controller.abort(), 100)
    const error = connection.explain(await rejection(connection.client.query('select pg_sleep(30)')))
    expect(error).toMatchObject({ code: 'E-CANCELLED', message: expect.stringContaining('prod') })
    await connection.close()
  })

  it('is reported by what the server said last', async () => {
    const connection = await connect(named('prod', database.url))
    const { rows } = await connection.client.query('select pg_backend_pid() as pid')
    await database.query('select pg_terminate_backend($1)', [rows[0].pid])
    await eventually(
      async () => connection.explain(await rejection(connection.client.query('select 1'))),
      () => true,
    )
    const error = connection.explain(await rejection(connection.client.query('select 1')))
    expect(error).toMatchObject({ code: 'E-PG-SHUTDOWN', errorClass: 'retryConnect' })
    await connection.close()
  })

  it('after a commit was sent leaves its outcome unknown', async () => {
    const connection = await through({})
    await connection.client.query('begin')
    proxy.setFault({ kind: 'rst', afterBytes: 0 })
    const error = connection.explain(await rejection(connection.client.query('commit')), 'commit')
    expect(error).toMatchObject({ code: 'E-PG-OUTCOME', errorClass: 'unknownOutcome' })
    await connection.close()
  })

  it.each(Array.from({ length: 12 }, (_, step) => step * 25))(
    'after %i bytes of signing in is reported',
    async (afterBytes) => {
      for (const kind of ['rst', 'fin'] as const) {
        proxy.setFault({ kind, afterBytes })
        const error = await rejection(
          connect(named(`prod-${kind}-${afterBytes}`, proxy.url(database.url)), { retries: 0 }),
        )
        expect(error).toMatchObject({
          code: expect.stringMatching(/^E-NET-(LOST|CLOSED)$/),
          errorClass: 'retryConnect',
        })
      }
    },
  )

  async function through(options: Parameters<typeof connect>[1]): Promise<Connection> {
    proxy.setFault({ kind: 'pass' })
    return connect(named('prod', proxy.url(database.url)), { ...options, isUrgent: true })
  }
})

describe('a server that falls silent while connecting', () => {
  it.each([0, 30])('after %i bytes is given up within the connect timeout', async (afterBytes) => {
    proxy.setFault({ kind: 'halfopen', afterBytes })
    const url = `${proxy.url(database.url)}?connect_timeout=1`
    const started = performance.now()
    const error = await rejection(connect(named(`silent-${afterBytes}`, url)))
    expect(error).toMatchObject({ code: 'E-NET-TIMEOUT', message: expect.stringContaining('within 1 s') })
    expect(performance.now() - started).toBeLessThan(LONG_BEFORE_THE_USUAL_MS)
  })

  it('is given up at once when the caller aborts', async () => {
    proxy.setFault({ kind: 'halfopen', afterBytes: 0 })
    const error = await rejection(
      connect(named('aborted', proxy.url(database.url)), { signal: AbortSignal.timeout(100) }),
    )
    expect(error).toMatchObject({ code: 'E-CANCELLED' })
  })

  it('is waited for when it is only slow', async () => {
    proxy.setFault({ kind: 'drip', afterBytes: 0, bytes: 40, everyMs: 5 })
    await withConnection(named('slow', proxy.url(database.url)), {}, async ({ client }) => {
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    })
  })
})
