import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Cluster, removeCluster, startCluster } from '../embedded/start-cluster'
import { majors } from '../testing/servers'
import { connect, withConnection } from './connect'
import { eventually, named, rejection } from './connect.fixture'
import type { Connection } from './connection'

const [major = 18] = majors().slice(-1)
let cluster: Cluster
let owner: pg.Client
let user = ''
let count = 0

beforeAll(async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-sign-in-'))
  cluster = await startCluster({ major, dataDir, durable: false, settings: { max_connections: '12' } })
  owner = new pg.Client({ connectionString: cluster.url() })
  owner.on('error', () => undefined)
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  await cluster.stop()
  await removeCluster(cluster.dataDir)
  rmSync(cluster.dataDir, { recursive: true, force: true })
})

beforeEach(async () => {
  count += 1
  user = `app_${count}`
  await owner.query(`create role ${user} login password 'right one'`)
})

function target(password: string, { name = user, database = 'postgres', revision = '' } = {}) {
  const url = new URL(cluster.url(database))
  const login = password === '' ? name : `${name}:${encodeURIComponent(password)}`
  return named('prod', `postgres://${login}@${url.host}${url.pathname}`, revision)
}

/** How many passwords for the user the server has refused, by its own log. */
function refusals(): number {
  const line = `password authentication failed for user "${user}"`
  return readFileSync(cluster.logFile, 'utf8').split(line).length - 1
}

describe('a wrong password', () => {
  it('is sent twice at most, then not before something changes', async () => {
    const errors = []
    for (let round = 0; round < 4; round += 1) errors.push(await rejection(connect(target('wrong'))))
    expect(errors).toMatchObject([
      { code: 'E-AUTH-PASS', errorClass: 'needsYou', message: `prod rejected the password for ${user}.` },
      { code: 'E-AUTH-PASS' },
      { code: 'E-AUTH-WAIT', errorClass: 'needsYou' },
      { code: 'E-AUTH-WAIT' },
    ])
    expect(refusals()).toBe(2)

    expect(await rejection(connect(target('wrong', { revision: 'saved again' })))).toMatchObject({
      code: 'E-AUTH-PASS',
    })
    expect(refusals()).toBe(3)
    await withConnection(target('right one'), {}, async () => undefined)
  })

  it('is sent twice at most by ten connections at once, also to several databases', async () => {
    const databases = ['postgres', 'template1']
    const attempts = Array.from({ length: 10 }, (_, index) => {
      return rejection(connect(target('wrong', { database: databases[index % 2] })))
    })
    const codes = (await Promise.all(attempts)).map((error) => (error as { code: string }).code)
    expect(codes.filter((code) => code === 'E-AUTH-PASS')).toHaveLength(2)
    expect(codes.filter((code) => code === 'E-AUTH-WAIT')).toHaveLength(8)
    expect(refusals()).toBe(2)
  })

  it('after the password was changed at the server is sent twice at most', async () => {
    await withConnection(target('right one'), {}, async () => undefined)
    await owner.query(`alter role ${user} password 'new one'`)
    const attempts = Array.from({ length: 5 }, () => rejection(connect(target('right one'))))
    await Promise.all(attempts)
    expect(refusals()).toBe(2)
    await withConnection(target('new one'), {}, async () => undefined)
  })

  it('does not hold up those with the right one', async () => {
    const all = Array.from({ length: 6 }, () => withConnection(target('right one'), {}, async () => 'in'))
    expect(await Promise.all(all)).toEqual(Array(6).fill('in'))
    expect(refusals()).toBe(0)
  })
})

describe('signing in is refused', () => {
  it('without a password in the address, before anything is sent', async () => {
    expect(await rejection(connect(target('')))).toMatchObject({
      code: 'E-AUTH-NONE',
      errorClass: 'needsYou',
    })
    expect(refusals()).toBe(0)
  })

  it('to a database that does not exist', async () => {
    expect(await rejection(connect(target('right one', { database: 'nope' })))).toMatchObject({
      code: 'E-PG-DATABASE',
      errorClass: 'needsYou',
      message: 'prod has no database nope.',
    })
  })

  it('to a user that does not exist, as if its password were wrong', async () => {
    expect(await rejection(connect(target('x1234', { name: 'nobody' })))).toMatchObject({
      code: 'E-AUTH-PASS',
    })
  })

  it.each([
    ['to a role that may not log in', (role: string) => `alter role ${role} nologin`, 'postgres', 'the role'],
    [
      'to a database that lets nobody in',
      () => 'create database closed allow_connections false',
      'closed',
      'ALLOW_CONNECTIONS',
    ],
    [
      'without the right to connect',
      () => 'create database private; revoke connect on database private from public',
      'private',
      'CONNECT on it',
    ],
  ])('%s', async (_, sql, database, hint) => {
    for (const statement of sql(user).split('; ')) await owner.query(statement)
    expect(await rejection(connect(target('right one', { database })))).toMatchObject({
      code: 'E-AUTH-REFUSED',
      errorClass: 'needsYou',
      message: expect.stringContaining(user),
      hint: expect.stringContaining(hint),
    })
  })

  it('by pg_hba.conf', async () => {
    await owner.query('create database fenced')
    expect(await refusalUnder('host fenced all all reject', 'fenced')).toMatchObject({
      code: 'E-AUTH-REFUSED',
      sqlState: '28000',
    })
  })

  it('for want of a free connection, until there is one', async () => {
    const limited = `alter role ${user} connection limit 1`
    await owner.query(limited)
    const first = await connect(target('right one'))
    expect(await rejection(connect(target('right one'), { retries: 0 }))).toMatchObject({
      code: 'E-PG-LIMIT',
      errorClass: 'retryConnect',
    })
    setTimeout(() => first.close(), 300)
    await withConnection(target('right one'), { isUrgent: true }, async () => undefined)
  })

  it('when max_connections is reached, to those who are no superuser', async () => {
    const held: Connection[] = []
    let refused: unknown = null
    for (let round = 0; round < 12 && refused === null; round += 1) {
      await connect(target('right one'), { retries: 0, isUrgent: true }).then(
        (connection) => held.push(connection),
        (error) => {
          refused = error
        },
      )
    }
    expect(refused).toMatchObject({ code: 'E-PG-LIMIT', sqlState: '53300' })
    await Promise.all(held.map((connection) => connection.close()))
  })
})

describe('a query', () => {
  it('that waits for a lock is busy', async () => {
    await owner.query('create table held (a int); grant select on held to public')
    await owner.query('begin; lock table held')
    const error = await rejection(
      withConnection(target('right one'), {}, ({ client }) =>
        client.query('begin; set local lock_timeout = 100; select * from held'),
      ),
    )
    await owner.query('rollback')
    expect(error).toMatchObject({ code: 'E-PG-BUSY', errorClass: 'busy', sqlState: '55P03' })
  })

  it.each([
    [
      'that takes too long',
      'begin; set local statement_timeout = 100; select pg_sleep(5)',
      'E-TIMEOUT',
      'busy',
    ],
    [
      'that writes in a read-only transaction',
      'begin read only; create table t (a int)',
      'E-PG-READONLY',
      'needsYou',
    ],
    ['without the right to', 'select * from pg_authid', 'E-AUTH-PERM', 'needsYou'],
    ['that makes no sense', 'select from from', 'E-PG-QUERY', 'needsYou'],
    ['on a prepared statement of another session', 'execute nothing', 'E-POOL-MODE', 'needsYou'],
  ])('%s', async (_, sql, code, errorClass) => {
    const error = await rejection(withConnection(target('right one'), {}, ({ client }) => client.query(sql)))
    expect(error).toMatchObject({ code, errorClass, message: expect.stringContaining('prod') })
  })

  it('that another transaction got in the way of may be tried again', async () => {
    await owner.query(
      'create table counter (n int); insert into counter values (0); grant all on counter to public',
    )
    const error = await rejection(
      withConnection(target('right one'), {}, async ({ client }) => {
        await client.query('begin isolation level serializable; select * from counter')
        await owner.query('update counter set n = 1')
        await client.query('update counter set n = 2')
      }),
    )
    expect(error).toMatchObject({ code: 'E-PG-CONFLICT', errorClass: 'retryTransaction' })
  })

  it('that somebody cancels is told from one that was too slow', async () => {
    const error = await rejection(
      withConnection(target('right one'), {}, async ({ client, announcedPid }) => {
        setTimeout(() => owner.query('select pg_cancel_backend($1)', [announcedPid]), 100)
        await client.query('select pg_sleep(20)')
      }),
    )
    expect(error).toMatchObject({ code: 'E-PG-CANCELLED', errorClass: 'busy' })
  })
})

describe('a server that goes away', () => {
  it('during a query ends it with its last words, and is not there afterwards', async () => {
    const connection = await connect(target('right one'))
    const running = rejection(connection.client.query('select pg_sleep(60)'))
    await eventually(
      async () =>
        (await owner.query(`select 1 from pg_stat_activity where query like 'select pg_sleep(60)%'`))
          .rowCount,
      (found) => found === 1,
    )
    await cluster.stop()
    expect(connection.explain(await running)).toMatchObject({
      code: 'E-PG-SHUTDOWN',
      errorClass: 'retryConnect',
    })
    await connection.close()
    expect(await rejection(connect(target('right one'), { retries: 0 }))).toMatchObject({
      code: 'E-NET-REFUSED',
      errorClass: 'retryConnect',
    })
  })
})

/** How signing in fails while a line stands first in pg_hba.conf. */
async function refusalUnder(line: string, database: string): Promise<unknown> {
  const { rows } = await owner.query('show hba_file')
  const file: string = rows[0].hba_file
  const text = readFileSync(file, 'utf8')
  const attempt = () =>
    connect(target('right one', { database })).then((connection) => connection.close(), String)
  writeFileSync(file, `${line}\n${text}`)
  await owner.query('select pg_reload_conf()')
  try {
    await eventually(attempt, (refused) => refused !== undefined)
    return await rejection(connect(target('right one', { database })))
  } finally {
    writeFileSync(file, text)
    await owner.query('select pg_reload_conf()')
  }
}
