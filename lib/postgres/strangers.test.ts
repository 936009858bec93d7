import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { networkInterfaces } from 'node:os'
import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connect } from './connect'
import {
  afterStartup,
  errorMessage,
  eventually,
  message,
  named,
  rejection,
  startStranger,
} from './connect.fixture'
import { PostgresError } from './postgres-error'

const AUTH_OK = message('R', Buffer.from([0, 0, 0, 0]))
const ASK_CLEARTEXT = message('R', Buffer.from([0, 0, 0, 3]))
const ASK_GSS = message('R', Buffer.from([0, 0, 0, 7]))
const READY = message('Z', 'I')
const NOTICE = message('N', `SNOTICE\0M${'x'.repeat(1000)}\0\0`)

const attempt = (name: string, url: string) => connect(named(name, url), { retries: 0, isUrgent: true })

describe('at the port is', () => {
  it.each(['prefer', 'disable', 'require'])('a web server (sslmode=%s)', async (sslMode) => {
    const server = createHttpServer((_, response) => response.end('hello'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    const error = await rejection(attempt('web', `postgres://u:p@127.0.0.1:${port}/d?sslmode=${sslMode}`))
    expect(error).toMatchObject({
      code: 'E-NET-PROTOCOL',
      errorClass: 'needsYou',
      message: `web: what answers on 127.0.0.1:${port} is not Postgres.`,
      detail: expect.stringMatching(/^It looks like a web server, which said: HTTP\/1\.1 400/),
    })
  })

  it.each([
    ['SSH-2.0-OpenSSH_9.2\r\n', /SSH server/],
    ['-ERR unknown command\r\n', /Redis/],
    ['J\0\0\0\x0a8.0.36\0', /MySQL/],
    ['220 mail ESMTP\r\n', /mail/],
    ['\x15\x03\x01\0\x02\x02\x28', /unknown service/],
    ['Sxxxx', /unknown service/],
    ['Nxxxx', /unknown service/],
  ])('something that says %j', async (words, expected) => {
    const { url } = await startStranger((socket) => socket.write(Buffer.from(words, 'latin1')))
    const error = await rejection(attempt('stranger', url))
    expect(error).toMatchObject({ code: 'E-NET-PROTOCOL', detail: expect.stringMatching(expected) })
  })

  it('a port forward with nothing behind it', async () => {
    const { url, port } = await startStranger((socket) => socket.end())
    expect(await rejection(attempt('forward', url))).toMatchObject({
      code: 'E-NET-CLOSED',
      errorClass: 'retryConnect',
      message: `forward: 127.0.0.1:${port} accepted the connection and closed it at once.`,
    })
  })

  it('a server that says no in place of an answer about TLS', async () => {
    const words = errorMessage('53300', 'sorry, too many clients already')
    const { url } = await startStranger((socket) => {
      socket.write(words.subarray(0, 3))
      setTimeout(() => socket.end(words.subarray(3)), 20)
    })
    expect(await rejection(attempt('full', url))).toMatchObject({
      code: 'E-PG-LIMIT',
      errorClass: 'retryConnect',
      detail: 'sorry, too many clients already [53300]',
    })
  })
})

describe('a server or pooler that says', () => {
  it.each([
    ['57P03', 'the database system is starting up', 'E-PG-STARTING', 'retryConnect'],
    [
      '57P02',
      'terminating connection because of crash of another server process',
      'E-PG-SHUTDOWN',
      'retryConnect',
    ],
    ['28000', 'kein pg_hba.conf-Eintrag für Host »1.2.3.4«', 'E-AUTH-REFUSED', 'needsYou'],
    ['28000', 'Ident authentication failed for user "u"', 'E-AUTH-METHOD', 'needsYou'],
    ['28000', 'connection requires a valid client certificate', 'E-AUTH-METHOD', 'needsYou'],
    ['28000', 'LDAP authentication failed for user "u"', 'E-AUTH-PASS', 'needsYou'],
    ['28000', 'RADIUS authentication failed for user "u"', 'E-AUTH-PASS', 'needsYou'],
    ['XX000', 'Tenant or user not found', 'E-POOL-TENANT', 'needsYou'],
    [
      'XX000',
      '(EADDRNOTALLOWED) Address not in tenant allow_list: {1, 2, 3, 4}',
      'E-NET-ALLOWLIST',
      'needsYou',
    ],
    ['XX000', '(ECIRCUITBREAKER) too many authentication failures', 'E-POOL-BANNED', 'needsYou'],
    ['XX000', '(ESSLREQUIRED) SSL connection is required', 'E-TLS-REQUIRED', 'needsYou'],
    ['XX000', '(EWRONGPASSWORD) wrong password', 'E-AUTH-PASS', 'needsYou'],
    ['XX000', 'MaxClientsInSessionMode: max clients reached', 'E-POOL-FULL', 'retryConnect'],
    ['XX000', '(EMAXCONN) max client connections reached', 'E-POOL-FULL', 'retryConnect'],
    ['XX000', '(ECHECKOUTTIMEOUT) unable to check out connection', 'E-POOL-FULL', 'retryConnect'],
    ['XX000', '(EDBHANDLEREXITED) connection to database closed', 'E-POOL-SERVER', 'retryConnect'],
    ['22021', 'invalid byte sequence for encoding "UTF8": 0xe9', 'E-PG-ENCODING', 'needsYou'],
    ['22P05', 'character has no equivalent in encoding "UTF8"', 'E-PG-ENCODING', 'needsYou'],
    ['XX000', 'something internal', 'E-PG-QUERY', 'needsYou'],
    ['08P01', 'no more connections allowed (max_client_conn)', 'E-POOL-FULL', 'retryConnect'],
    ['08P01', 'query_wait_timeout', 'E-POOL-FULL', 'retryConnect'],
    ['08P01', 'database removed', 'E-NET-LOST', 'retryConnect'],
    ['08P01', 'admin forced disconnect', 'E-NET-LOST', 'retryConnect'],
    ['08P01', 'server lifetime over', 'E-NET-LOST', 'retryConnect'],
    ['08P01', 'idle server got dirty', 'E-NET-LOST', 'retryConnect'],
    ['08P01', 'query timeout', 'E-TIMEOUT', 'busy'],
    ['08P01', 'query_timeout', 'E-TIMEOUT', 'busy'],
    ['08P01', 'transaction timeout', 'E-TIMEOUT', 'busy'],
    ['08P01', 'idle transaction timeout', 'E-TIMEOUT', 'busy'],
    [
      '08P01',
      'server login has been failing, try again later (server_login_retry)',
      'E-POOL-SERVER',
      'retryConnect',
    ],
    ['08P01', 'unsupported startup parameter: extra_float_digits', 'E-POOL-SETTING', 'needsYou'],
    ['08P01', 'SSL required', 'E-TLS-REQUIRED', 'needsYou'],
    ['08P01', 'no such database: d', 'E-PG-DATABASE', 'needsYou'],
    ['08P01', 'garbled', 'E-POOL-SETTING', 'needsYou'],
    ['08P01', 'database "d" does not exist', 'E-PG-DATABASE', 'needsYou'],
    ['08P01', 'sorry, too many clients already', 'E-PG-LIMIT', 'retryConnect'],
    ['08P01', 'the database system is shutting down', 'E-PG-STARTING', 'retryConnect'],
    ['08P01', 'password authentication failed for user "u"', 'E-AUTH-PASS', 'needsYou'],
    ['55000', 'database "d" is not currently accepting connections', 'E-AUTH-REFUSED', 'needsYou'],
  ])('%s %s', async (state, words, code, errorClass) => {
    const { url } = await startStranger(afterStartup(errorMessage(state, words)))
    const error = await rejection(attempt(`${state} ${words}`, url))
    expect(error).toMatchObject({ code, errorClass, sqlState: state, detail: `${words} [${state}]` })
  })
})

it.each([
  ['no encryption', 'disable', 'E-TLS-REQUIRED'],
  ['SSL off', 'disable', 'E-TLS-REQUIRED'],
  ['no encryption', 'prefer', 'E-AUTH-REFUSED'],
])('a server whose rules refuse a connection with %s under sslmode=%s', async (words, sslMode, code) => {
  const refused = errorMessage(
    '28000',
    `no pg_hba.conf entry for host "1.2.3.4", user "u", database "d", ${words}`,
  )
  const { url } = await startStranger(afterStartup(refused))
  expect(await rejection(attempt('fenced', `${url}&sslmode=${sslMode}`))).toMatchObject({ code })
})

describe('a hostile server', () => {
  it('does not get the password in clear text over an unencrypted connection to another machine', async () => {
    const ip = Object.values(networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)?.address
    if (!ip) return
    const { url, received } = await startStranger(afterStartup(ASK_CLEARTEXT), ip)
    const error = await rejection(attempt('remote', url))
    expect(error).toMatchObject({ code: 'E-AUTH-CLEARTEXT', errorClass: 'needsYou' })
    expect(Buffer.concat(received).toString('latin1')).not.toContain('Can4ry')

    const accepted = await startStranger(afterStartup(ASK_CLEARTEXT), ip)
    void attempt('risky', `${accepted.url}&sslmode=disable`).catch(() => undefined)
    await eventually(
      () => accepted.received.length,
      (count) => count > 1,
    )
    expect(Buffer.concat(accepted.received).toString('latin1')).toContain('Can4ryS3cret')
  })

  it('gets no password when it does not ask for one the way it is demanded', async () => {
    const { url, received } = await startStranger(afterStartup(ASK_CLEARTEXT))
    const error = await rejection(attempt('bound', `${url}&channel_binding=require`))
    expect(error).toMatchObject({ code: 'E-AUTH-METHOD' })
    expect(Buffer.concat(received).toString('latin1')).not.toContain('Can4ry')
  })

  it('that lets us in without the proof it owes is not believed', async () => {
    const askScram = message(
      'R',
      Buffer.concat([Buffer.from([0, 0, 0, 10]), Buffer.from('SCRAM-SHA-256\0\0')]),
    )
    const { url } = await startStranger((socket, bytes) => {
      if (bytes[0] === 0x70) socket.write(Buffer.concat([AUTH_OK, READY]))
      else afterStartup(askScram)(socket, bytes)
    })
    expect(await rejection(attempt('poser', url))).toMatchObject({
      code: 'E-AUTH-SERVER',
      errorClass: 'needsYou',
    })
  })

  it.each([
    ['asks for a sign-in that is not known', ASK_GSS, 'E-AUTH-METHOD'],
    ['announces an endless message', message('R', '', 0x7fff_ffff), 'E-NET-PROTOCOL'],
    ['announces an impossible length', message('R', '', 2), 'E-NET-PROTOCOL'],
    ['sends a message of no known kind', message('?', 'xx'), 'E-NET-PROTOCOL'],
    ['never ends a list of texts', message('E', 'SFATAL\0C08P01\0Mx\0'), 'E-NET-PROTOCOL'],
    ['never ends a text', message('N', 'SNOTICE'), 'E-NET-PROTOCOL'],
    ['sends a message too short for its kind', message('R', 'x'), 'E-NET-PROTOCOL'],
  ])('that %s is cut off', async (_, bytes, code) => {
    const { url } = await startStranger(afterStartup(bytes))
    expect(await rejection(attempt('hostile', url))).toMatchObject({ code })
  })

  it('that sends an endless message after signing in is cut off', async () => {
    const { url } = await startStranger((socket, bytes) => {
      if (bytes[0] === 0x51) socket.write(message('D', 'x', 0x7000_0000))
      else afterStartup(AUTH_OK, READY)(socket, bytes)
    })
    const connection = await attempt('endless', url)
    const error = connection.explain(await rejection(connection.client.query('select 1')))
    expect(error).toMatchObject({ code: 'E-NET-OVERSIZE', errorClass: 'needsYou' })
    await connection.close()
  })

  it('that sends more than was allowed in all is cut off', async () => {
    const { url } = await startStranger((socket, bytes) => {
      if (bytes[0] !== 0x51) return afterStartup(AUTH_OK, READY)(socket, bytes)
      const timer = setInterval(
        () => socket.writable && socket.write(Buffer.concat(Array(100).fill(NOTICE))),
        1,
      )
      socket.on('close', () => clearInterval(timer))
    })
    const connection = await connect(named('chatty', url), { totalBytes: 1 << 20 })
    const error = connection.explain(await rejection(connection.client.query('select 1')))
    expect(error).toMatchObject({ code: 'E-NET-OVERSIZE' })
    await connection.close()
  })

  it('that talks without end while signing in is given up in time', async () => {
    const { url } = await startStranger((socket, bytes) => {
      afterStartup(NOTICE)(socket, bytes)
      const timer = setInterval(() => socket.writable && bytes.length > 8 && socket.write(NOTICE), 1)
      socket.on('close', () => clearInterval(timer))
    })
    const error = await rejection(attempt('talker', url.replace('connect_timeout=3', 'connect_timeout=1')))
    expect(error).toMatchObject({ code: 'E-NET-TIMEOUT', detail: 'It stopped answering during sign-in.' })
  })

  it('cannot put markup, terminal codes or our own password into what is shown', async () => {
    const words =
      'x\u001b[2J\u001b]0;title\u0007 <script>alert(1)</script>\r\n\u202e Can4ryS3cret Q2FuNHJ5UzNjcmV0 end'
    const { url } = await startStranger(afterStartup(errorMessage('08P01', words)))
    const error = await rejection(attempt('words', url))
    if (!(error instanceof PostgresError)) throw error
    expect(error.detail).toBe('x <script>alert(1)</script> [secret] [secret] end [08P01]')
    expect(inspect(error, { depth: 9, showHidden: true }) + error.stack).not.toMatch(/Can4ry|Q2FuNHJ5/)
  })
})

it('asks a server that was out of reach less and less often, unless a person asks', async () => {
  let contacts = 0
  const { url } = await startStranger((socket) => {
    contacts += 1
    socket.end()
  })
  const target = named('down', url)
  const first = await rejection(connect(target, { retries: 0 }))
  const errors = await Promise.all(
    Array.from({ length: 20 }, () => rejection(connect(target, { retries: 0 }))),
  )
  expect(errors.every((error) => error === first)).toBe(true)
  expect(contacts).toBe(1)
  await rejection(connect(target, { retries: 0, isUrgent: true }))
  expect(contacts).toBe(2)
})

it('tries again to reach a server, and no more than was asked', async () => {
  let contacts = 0
  const { url } = await startStranger((socket) => {
    contacts += 1
    socket.end()
  })
  const startedAt = performance.now()
  expect(await rejection(connect(named('flaky', url)))).toMatchObject({ code: 'E-NET-CLOSED' })
  expect(contacts).toBe(3)
  expect(performance.now() - startedAt).toBeGreaterThan(1000)
})
