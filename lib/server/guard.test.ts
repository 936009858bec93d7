import { describe, expect, test } from 'vitest'
import { BODY_LIMIT_BYTES, createGuard, type GuardRequest } from './guard'
import { createSecrets } from './secrets'
import { KEY_HEADER } from './wire'

const PORT = 4780
const HOST = `127.0.0.1:${PORT}`
const ORIGIN = `http://${HOST}`
const secrets = createSecrets('the token of the test')
const COOKIE = `lockstep_${PORT}=${secrets.session}`

type HeaderList = Record<string, string | undefined>

/** A request as the dashboard's own page sends it; `headers` overrides, undefined removes. */
function request(method: string, url: string, headers: HeaderList = {}): GuardRequest {
  const own: HeaderList = {
    host: HOST,
    cookie: COOKIE,
    [KEY_HEADER]: secrets.key,
    'sec-fetch-site': 'same-origin',
  }
  if (method !== 'GET' && method !== 'HEAD') {
    Object.assign(own, { origin: ORIGIN, 'content-type': 'application/json', 'content-length': '2' })
  }
  const entries = Object.entries({ ...own, ...headers }).filter((entry) => entry[1] !== undefined)
  return { method, url, headers: Object.fromEntries(entries), rawHeaders: entries.flat() as string[] }
}

function outcome(given: GuardRequest, guard = createGuard({ port: PORT, secrets })): number | string {
  const verdict = guard.check(given)
  return verdict.action === 'refuse' ? verdict.refusal.status : verdict.action
}

describe('the host', () => {
  test.each([HOST, `localhost:${PORT}`, `LOCALHOST:${PORT}`])('%s is ours', (host) => {
    expect(outcome(request('GET', '/', { host }))).toBe('pass')
  })

  test.each([
    undefined,
    '',
    'evil.com',
    `evil.com:${PORT}`,
    '127.0.0.1',
    'localhost',
    'localhost:9999',
    '127.0.0.1:04780',
    `localhost.evil.com:${PORT}`,
    `127.0.0.1.nip.io:${PORT}`,
    `localhost.:${PORT}`,
    `127.1:${PORT}`,
    `2130706433:${PORT}`,
    `0.0.0.0:${PORT}`,
    `[::1]:${PORT}`,
    `[::ffff:127.0.0.1]:${PORT}`,
    `user@127.0.0.1:${PORT}`,
    `${HOST},${HOST}`,
    `${HOST}, evil.com`,
    ` ${HOST}`,
  ])('%s is not ours', (host) => {
    expect(outcome(request('GET', '/api/status', { host }))).toBe(421)
  })

  test('two Host headers are refused, equal or not', () => {
    for (const second of [HOST, 'evil.com']) {
      const given = request('GET', '/')
      expect(outcome({ ...given, rawHeaders: [...given.rawHeaders, 'HOST', second] })).toBe(421)
    }
  })
})

describe('the target', () => {
  test.each([
    '/',
    '/overview?status=changed&q=a%20b',
    '/objects/table/public.a%2Fb',
    '/objects/table/..%5C%0Ax',
    '/overview/',
    '/_next/static/chunks/a-1~2.js',
  ])('%s has one reading', (url) => {
    expect(outcome(request('GET', url))).toBe('pass')
  })

  test.each([
    '',
    'http://evil.com/',
    `${ORIGIN}/`,
    '*',
    '//evil.com/',
    '/\\evil.com',
    '/a\\b',
    '/a b',
    '/\u0000',
    '/caf\u00e9',
    '/a//b',
    '/./api/status',
    '/a/../api/status',
    '/a/%2e%2e/api/status',
    '/a/.%2E/api/status',
    '/%61pi/status',
    '/api%2fstatus',
    '/%5fnext/static/a.js',
    '/_next/static/..%2f..%2fsecret',
    '/_next/static/%2e%2e/secret',
    '/objects/%00',
    '/objects/%zz',
    '/objects#x',
  ])('%j is refused', (url) => {
    expect(outcome(request('GET', url))).toBe(400)
  })

  test('image optimisation and data routes of Next do not exist', () => {
    expect(outcome(request('GET', '/_next/image?url=http://169.254.169.254/'))).toBe(404)
    expect(outcome(request('GET', '/_NEXT/image'))).toBe(404)
  })

  test('Next gets the normalised target', () => {
    const verdict = createGuard({ port: PORT, secrets }).check(request('GET', '/overview?q="x"'))
    expect(verdict).toEqual({
      action: 'pass',
      target: '/overview?q=%22x%22',
      origin: ORIGIN,
      isAsset: false,
      isStream: false,
    })
  })
})

describe('the method', () => {
  test.each(['OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND', 'get', ''])('%j is refused', (method) => {
    expect(outcome(request(method, '/api/status'))).toBe(405)
  })

  test('pages take no changes, and Server Actions do not exist', () => {
    expect(outcome(request('POST', '/overview'))).toBe(405)
    expect(outcome(request('POST', '/api/status', { 'next-action': 'a1' }))).toBe(405)
  })

  test('a read carries no body', () => {
    expect(outcome(request('GET', '/', { 'content-length': '5' }))).toBe(400)
    expect(outcome(request('GET', '/', { 'transfer-encoding': 'chunked' }))).toBe(400)
    expect(outcome(request('GET', '/', { 'content-length': '0' }))).toBe('pass')
  })

  test('an upgrade is refused', () => {
    expect(outcome(request('GET', '/', { upgrade: 'websocket' }))).toBe(403)
  })
})

describe('the sender', () => {
  test.each(['cross-site', 'same-site', 'same-origin, none'])('Sec-Fetch-Site: %s is refused', (site) => {
    expect(outcome(request('GET', '/', { 'sec-fetch-site': site }))).toBe(403)
  })

  test.each(['none', undefined])('Sec-Fetch-Site: %s may read', (site) => {
    expect(outcome(request('GET', '/', { 'sec-fetch-site': site }))).toBe('pass')
  })

  const foreign = [
    'null',
    'http://evil.com',
    'http://127.0.0.1:4781',
    `https://${HOST}`,
    `http://localhost:${PORT}`,
    '',
  ]

  test.each(foreign)('a read with Origin %j is refused', (origin) => {
    expect(outcome(request('GET', '/api/status', { origin }))).toBe(403)
  })

  test.each([...foreign, undefined])('a change with Origin %j is refused', (origin) => {
    expect(outcome(request('POST', '/api/checks', { origin }))).toBe(403)
  })

  test('a service worker script is refused', () => {
    expect(outcome(request('GET', '/worker.js', { 'service-worker': 'script' }))).toBe(403)
  })
})

describe('the session', () => {
  test.each([
    undefined,
    '',
    'lockstep_4780=',
    `lockstep_4780=${secrets.token}`,
    `lockstep_4781=${secrets.session}`,
    `${COOKIE}; lockstep_4780=other`,
    `lockstep_4780=other; ${COOKIE}`,
    `x${COOKIE}`,
  ])('cookie %j opens nothing', (cookie) => {
    for (const url of [
      '/',
      '/_next/static/a.js',
      '/favicon.ico',
      '/api/status',
      '/api/events',
      '/_next/image',
    ]) {
      expect(outcome(request('GET', url, { cookie }))).toBe(401)
    }
  })

  test('the cookie stands among those of other ports', () => {
    expect(outcome(request('GET', '/', { cookie: `lockstep_4781=x; ${COOKIE}; other=y` }))).toBe('pass')
  })

  test('the cookie alone opens pages and assets, never data', () => {
    const noKey = { [KEY_HEADER]: undefined }
    expect(outcome(request('GET', '/overview', noKey))).toBe('pass')
    expect(outcome(request('GET', '/_next/static/a.js', noKey))).toBe('pass')
    for (const url of ['/api', '/api/', '/api/status', '/API/status', '/api/events']) {
      expect(outcome(request('GET', url, noKey))).toBe(403)
      expect(outcome(request('GET', url, { [KEY_HEADER]: secrets.session }))).toBe(403)
      expect(outcome(request('GET', url, { [KEY_HEADER]: `${secrets.key}, ${secrets.key}` }))).toBe(403)
    }
    expect(outcome(request('POST', '/api/checks', noKey))).toBe(403)
  })
})

describe('a change', () => {
  test('of the dashboard itself passes', () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(outcome(request(method, '/api/checks'))).toBe('pass')
    }
  })

  test.each([
    undefined,
    'text/plain',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'application/jsonx',
  ])('of type %s is refused', (type) => {
    expect(outcome(request('POST', '/api/checks', { 'content-type': type }))).toBe(415)
  })

  test('must tell its length, within the limit', () => {
    const sized = (length: string | undefined) =>
      outcome(request('POST', '/api/checks', { 'content-length': length }))
    expect(sized(undefined)).toBe(411)
    expect(sized('-1')).toBe(411)
    expect(sized('1e3')).toBe(411)
    expect(sized(String(BODY_LIMIT_BYTES))).toBe('pass')
    expect(sized(String(BODY_LIMIT_BYTES + 1))).toBe(413)
    expect(outcome(request('POST', '/api/checks', { 'transfer-encoding': 'chunked' }))).toBe(411)
  })
})

describe('the token', () => {
  const visitor = { cookie: undefined, [KEY_HEADER]: undefined, 'sec-fetch-site': 'cross-site' }

  test('opens the dashboard from anywhere and leaves the address', () => {
    const verdict = createGuard({ port: PORT, secrets }).check(
      request('GET', `/objects/table/x?token=${encodeURIComponent(secrets.token)}&base=prod`, visitor),
    )
    expect(verdict).toEqual({ action: 'logIn', location: '/objects/table/x?base=prod' })
  })

  test('opens pages only, in a tab of their own', () => {
    const token = encodeURIComponent(secrets.token)
    expect(outcome(request('GET', `/api/status?token=${token}`, visitor))).toBe(400)
    expect(outcome(request('GET', `/?token=${token}`, { ...visitor, 'sec-fetch-dest': 'iframe' }))).toBe(400)
    expect(outcome(request('HEAD', `/?token=${token}`, { ...visitor, 'sec-fetch-site': 'none' }))).toBe(401)
    expect(outcome(request('POST', `/api/checks?token=${token}`, { cookie: undefined }))).toBe(401)
    expect(outcome(request('GET', `/?token=${token}`, { host: `evil.com:${PORT}` }))).toBe(421)
  })

  test('two tokens are not one', () => {
    const token = encodeURIComponent(secrets.token)
    expect(outcome(request('GET', `/?token=${token}&token=${token}`, visitor))).toBe(401)
  })

  test('wrong ones are limited per minute, the right one is not', () => {
    let now = 0
    const guard = createGuard({ port: PORT, secrets, now: () => now })
    const tryToken = (token: string) =>
      outcome(request('GET', `/?token=${encodeURIComponent(token)}`, visitor), guard)
    const first = Array.from({ length: 10 }, (_, index) => tryToken(`wrong ${index}`))
    expect(new Set(first)).toEqual(new Set([401]))
    for (let index = 0; index < 1000; index += 1) expect(tryToken(`wrong again ${index}`)).toBe(429)
    expect(tryToken(secrets.token)).toBe('logIn')
    now += 60_000
    expect(tryToken('wrong')).toBe(401)
  })
})

describe('streams', () => {
  test.each([
    ['/api/events', undefined, true],
    ['/api/events?since=3', '*/*', true],
    ['/api/jobs/1', 'text/event-stream', true],
    ['/api/status', 'application/json', false],
    ['/overview', 'text/event-stream', false],
  ])('%s accepting %s: %s', (url, accept, isStream) => {
    const verdict = createGuard({ port: PORT, secrets }).check(request('GET', url, { accept }))
    expect(verdict).toMatchObject({ action: 'pass', isStream })
  })
})

describe('the secrets', () => {
  test('differ from each other and from those of another run', () => {
    const [first, second] = [createSecrets(), createSecrets()]
    const all = [...Object.values(first), ...Object.values(second)]
    expect(new Set(all).size).toBe(6)
    for (const secret of all) expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  })
})
