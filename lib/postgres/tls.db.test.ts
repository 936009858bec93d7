import { execFileSync } from 'node:child_process'
import { chownSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serverUser } from '../embedded/server-user'
import { type Cluster, removeCluster, startCluster } from '../embedded/start-cluster'
import { majors, serverUrl } from '../testing/servers'
import { connect, withConnection } from './connect'
import { eventually, message, named, rejection } from './connect.fixture'
import { openRawSession } from './raw-session'

const [major = 18] = majors().slice(-1)
const certificates = mkdtempSync(path.join(tmpdir(), 'lockstep-tls-'))
const authority = path.join(certificates, 'authority.crt')
let cluster: Cluster
let owner: pg.Client

beforeAll(async () => {
  makeCertificates()
  const dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-tls-data-'))
  const settings = {
    ssl: 'on',
    ssl_cert_file: inFolder('localhost.crt'),
    ssl_key_file: inFolder('server.key'),
  }
  cluster = await startCluster({ major, dataDir, durable: false, settings })
  owner = new pg.Client({ connectionString: cluster.url() })
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  await cluster.stop()
  await removeCluster(cluster.dataDir)
  for (const folder of [cluster.dataDir, certificates]) rmSync(folder, { recursive: true, force: true })
})

const target = (parameters: string, host = 'localhost') => {
  const url = new URL(cluster.url())
  return named(
    'prod',
    `postgres://${url.username}:${url.password}@${host}:${url.port}/postgres?${parameters}`,
  )
}

describe('sslmode', () => {
  it.each([
    ['', 'nothing'],
    ['sslmode=prefer', 'nothing'],
    ['sslmode=require', 'nothing'],
    ['sslmode=require&channel_binding=require', 'nothing'],
    [`sslmode=require&sslrootcert=${authority}`, 'authority'],
    [`sslmode=verify-ca&sslrootcert=${authority}`, 'authority'],
    [`sslmode=verify-full&sslrootcert=${authority}`, 'host'],
    [`sslrootcert=${authority}`, 'host'],
  ])('%s encrypts and verifies %s', async (parameters, verified) => {
    const rows = await withConnection(target(parameters), {}, async ({ client, encryption }) => {
      expect(encryption).toEqual({ protocol: 'TLSv1.3', verified })
      return (await client.query('select ssl, version from pg_stat_ssl where pid = pg_backend_pid()')).rows
    })
    expect(rows).toEqual([{ ssl: true, version: 'TLSv1.3' }])
  })

  it('disable does not', async () => {
    await withConnection(target('sslmode=disable'), {}, async ({ client, encryption }) => {
      expect(encryption).toBeNull()
      expect((await client.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()')).rows).toEqual([
        { ssl: false },
      ])
    })
  })

  it('verify-ca takes a certificate for another name, verify-full does not', async () => {
    await withConnection(
      target(`sslmode=verify-ca&sslrootcert=${authority}`, '127.0.0.1'),
      {},
      async () => undefined,
    )
    expect(
      await rejection(connect(target(`sslmode=verify-full&sslrootcert=${authority}`, '127.0.0.1'))),
    ).toMatchObject({
      code: 'E-TLS-HOST',
      errorClass: 'needsYou',
      message: 'The certificate of prod is for another name than 127.0.0.1.',
      detail: expect.stringMatching(/127\.0\.0\.1.*cert/),
    })
  })

  it.each(['verify-ca', 'verify-full'])(
    '%s refuses an authority that is not trusted, whatever Node is told',
    async (mode) => {
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
      try {
        expect(await rejection(connect(target(`sslmode=${mode}`)))).toMatchObject({
          code: 'E-TLS-CA',
          errorClass: 'needsYou',
        })
      } finally {
        delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
      }
    },
  )

  it.each([
    ['a missing file', path.join(certificates, 'nope.crt'), /ENOENT/],
    ['a folder', certificates, /EISDIR/],
    ['a file without a certificate', path.join(certificates, 'server.key'), /no PEM certificate/],
  ])('with %s as authority says so', async (_, file, detail) => {
    expect(await rejection(connect(target(`sslmode=verify-full&sslrootcert=${file}`)))).toMatchObject({
      code: 'E-TLS-FILE',
      errorClass: 'needsYou',
      detail: expect.stringMatching(detail),
    })
  })
})

it('a session that is handed over is encrypted and bound to its channel, and ends with what it does', async () => {
  const session = await openRawSession(
    target(`sslmode=verify-full&sslrootcert=${authority}&channel_binding=require`),
    { applicationName: 'handed over', silenceMs: 10_000 },
  )
  expect(session.reported.get('server_version')).toMatch(new RegExp(`^${major}\\.`))
  const chunks: Buffer[] = []
  session.stream.on('data', (chunk: Buffer) => chunks.push(chunk)).resume()
  session.stream.write(message('Q', 'select ssl from pg_stat_ssl where pid = pg_backend_pid()\0'))
  const received = () => Buffer.concat(chunks).toString('latin1')
  expect(await eventually(received, (text) => text.endsWith('Z\0\0\0\u0005I'))).toContain(
    'D\0\0\0\u000b\0\u0001\0\0\0\u0001t',
  )
  session.stream.write(message('Q', 'select pg_sleep(60)\0'))
  const sessions = async () => {
    const { rows } = await owner.query(
      "select pid, state from pg_stat_activity where application_name = 'handed over'",
    )
    return rows as { pid: number; state: string }[]
  }
  expect(await eventually(sessions, ([row]) => row?.state === 'active')).toEqual([
    { pid: session.pid, state: 'active' },
  ])
  await session.close()
  expect(await eventually(sessions, (rows) => rows.length === 0)).toEqual([])
})

it('a certificate that has expired is refused', async () => {
  copyFileSync(inFolder('expired.crt'), inFolder('localhost.crt'))
  await owner.query('select pg_reload_conf()')
  const check = target(`sslmode=verify-full&sslrootcert=${authority}`)
  const attempt = () =>
    connect(check).then(
      (connection) => connection.close(),
      (error: unknown) => error,
    )
  expect(await eventually(attempt, (error) => error !== undefined)).toMatchObject({
    code: 'E-TLS-EXPIRED',
    errorClass: 'needsYou',
  })
})

it('a server without TLS is refused where TLS is demanded, and used where it is preferred', async () => {
  const plain = serverUrl(major)
  expect(await rejection(connect(named('prod', `${plain}?sslmode=require`)))).toMatchObject({
    code: 'E-TLS-ABSENT',
    errorClass: 'needsYou',
    message: 'prod offers no encryption, and sslmode=require demands it.',
  })
  await withConnection(named('prod', `${plain}?sslmode=prefer`), {}, async ({ encryption }) => {
    expect(encryption).toBeNull()
  })
  expect(await rejection(connect(named('prod', `${plain}?channel_binding=require`)))).toMatchObject({
    code: 'E-AUTH-METHOD',
  })
})

/** An authority, and two certificates of it for the name localhost: a good one and an expired one. */
function makeCertificates(): void {
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=Test authority',
    '-keyout',
    'authority.key',
    '-out',
    'authority.crt',
  )
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=localhost',
    '-keyout',
    'server.key',
    '-out',
    'server.csr',
  )
  writeFileSync(inFolder('names'), 'subjectAltName=DNS:localhost')
  const sign = [
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'authority.crt',
    '-CAkey',
    'authority.key',
    '-CAcreateserial',
    '-extfile',
    'names',
  ]
  openssl(...sign, '-days', '2', '-out', 'localhost.crt')
  openssl(...sign, '-days', '-1', '-out', 'expired.crt')
  const user = serverUser()
  if (!user) return
  for (const file of ['', 'server.key', 'localhost.crt', 'expired.crt'])
    chownSync(inFolder(file), user.uid, user.gid)
}

function openssl(...args: string[]): void {
  execFileSync(process.env.OPENSSL ?? 'openssl', args, { cwd: certificates, stdio: 'pipe' })
}

function inFolder(file: string): string {
  return path.join(certificates, file)
}
