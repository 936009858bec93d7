import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DATA, openSocket, raw, sendRaw, startGuarded, statuses } from './raw-http.fixture'

let server: Awaited<ReturnType<typeof startGuarded>>

beforeAll(async () => {
  server = await startGuarded()
})
afterAll(() => server.close())
beforeEach(() => {
  server.passed.length = 0
})

/** Sends a request that must be turned away and checks that nothing of it or of the data got through. */
async function expectRefused(text: string, status: number): Promise<string> {
  const received = await sendRaw(server.port, text)
  expect(statuses(received)).toEqual([status])
  expect(received).not.toContain(DATA)
  expect(server.passed).toEqual([])
  return received
}

describe('binding', () => {
  test('only 127.0.0.1 listens', async () => {
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
    const addresses = others.filter(({ address }) => address !== '127.0.0.1' && !address.startsWith('fe80'))
    for (const { address } of addresses) {
      const outcome = await new Promise((resolve) => {
        const socket = openSocket(server.port, address)
        socket.on('connect', () => resolve('connected'))
        socket.on('error', () => resolve('refused'))
      })
      expect(`${address} ${outcome}`).toBe(`${address} refused`)
    }
    expect(server.server.address()).toMatchObject({ address: '127.0.0.1' })
  })
})

describe('what may pass', () => {
  test('a page, with all security headers and a nonce of its own', async () => {
    const page = () => sendRaw(server.port, raw('GET /overview HTTP/1.1', server.own))
    const [first, second] = [await page(), await page()]
    expect(statuses(first)).toEqual([200])
    expect(first).toContain(DATA)
    for (const line of [
      'X-Content-Type-Options: nosniff',
      'Referrer-Policy: no-referrer',
      'X-Frame-Options: DENY',
      'Cross-Origin-Opener-Policy: same-origin',
      'Cross-Origin-Resource-Policy: same-origin',
      'Cache-Control: no-store',
    ]) {
      expect(first).toContain(`${line}\r\n`)
    }
    const nonces = [first, second].map((text) => /nonce-([\w+/=]+)/.exec(text)?.[1])
    expect(nonces[0]).toMatch(/^[\w+/]{22}==$/)
    expect(nonces[0]).not.toBe(nonces[1])
    expect(server.passed[0]?.headers['content-security-policy']).toContain(`nonce-${nonces[0]}`)
    expect(server.passed[0]?.headers).not.toHaveProperty('cookie')
    expect(server.passed[0]?.headers).not.toHaveProperty('x-lockstep-key')
  })

  test('an asset may be cached, since its name holds its hash', async () => {
    const received = await sendRaw(server.port, raw('GET /_next/static/a.js HTTP/1.1', server.own))
    expect(received).toContain(DATA)
    expect(received).not.toContain('no-store')
  })

  test('a change', async () => {
    const lines = [
      ...server.own,
      `Origin: ${server.origin}`,
      'Content-Type: application/json',
      'Content-Length: 2',
    ]
    expect(await sendRaw(server.port, raw('POST /api/checks HTTP/1.1', lines, '{}'))).toContain(DATA)
    expect(server.passed).toMatchObject([{ method: 'POST', url: '/api/checks' }])
  })
})

describe('hosts', () => {
  const paths = ['/', '/_next/static/a.js', '/api/status', '/api/events']

  test.each([
    'evil.com',
    'localhost.evil.com:PORT',
    '127.0.0.1.nip.io:PORT',
    'localhost:9999',
    'localhost',
    '127.1:PORT',
    '[::ffff:127.0.0.1]:PORT',
    'localhost.:PORT',
    'x@127.0.0.1:PORT',
    '',
  ])('Host: %s', async (host) => {
    const own = server.own.slice(1)
    for (const path of paths) {
      const lines = [`Host: ${host.replace('PORT', String(server.port))}`, ...own]
      await expectRefused(raw(`GET ${path} HTTP/1.1`, lines), 421)
    }
  })

  test('no Host, several Hosts, HTTP/1.0 without one', async () => {
    const [host = '', ...own] = server.own
    await expectRefused(raw('GET / HTTP/1.1', own), 400)
    await expectRefused(raw('GET / HTTP/1.0', own), 421)
    await expectRefused(raw('GET / HTTP/1.1', [host, 'Host: evil.com', ...own]), 421)
    await expectRefused(raw('GET / HTTP/1.1', ['Host: evil.com', host, ...own]), 421)
    await expectRefused(raw('GET / HTTP/1.1', [host, host, ...own]), 421)
  })

  test('forwarded hosts count for nothing', async () => {
    const forwarded = [`X-Forwarded-Host: ${server.host}`, `Forwarded: host=${server.host}`]
    await expectRefused(raw('GET / HTTP/1.1', ['Host: evil.com', ...server.own.slice(1), ...forwarded]), 421)
    await sendRaw(server.port, raw('GET / HTTP/1.1', [...server.own, 'X-Forwarded-Host: evil.com']))
    expect(server.passed[0]?.headers).not.toHaveProperty('x-forwarded-host')
  })

  test('an absolute target is refused whatever its host', async () => {
    await expectRefused(raw(`GET http://${server.host}/ HTTP/1.1`, server.own), 400)
    await expectRefused(raw('GET http://evil.com/ HTTP/1.1', server.own), 400)
    await expectRefused(raw('GET //evil.com/ HTTP/1.1', server.own), 400)
  })
})

describe('bodies', () => {
  const json = 'Content-Type: application/json'
  const write = (...lines: string[]) => [...server.own, `Origin: ${server.origin}`, ...lines]

  test('length and transfer coding together are refused', async () => {
    const lines = write(json, 'Content-Length: 2', 'Transfer-Encoding: chunked')
    await expectRefused(raw('POST /api/checks HTTP/1.1', lines, '0\r\n\r\n'), 400)
    await expectRefused(
      raw('POST /api/checks HTTP/1.1', write(json, 'Content-Length: 2', 'Content-Length: 5'), '{}'),
      400,
    )
  })

  test('a chunked body is refused', async () => {
    const text = raw(
      'POST /api/checks HTTP/1.1',
      write(json, 'Transfer-Encoding: chunked'),
      '2\r\n{}\r\n0\r\n\r\n',
    )
    await expectRefused(text, 411)
  })

  test('a large body is refused unread', async () => {
    await expectRefused(raw('POST /api/checks HTTP/1.1', write(json, 'Content-Length: 104857600'), '{'), 413)
  })

  test('an expectation is refused before any 100 Continue', async () => {
    for (const expectation of ['100-continue', 'something']) {
      const lines = write(json, 'Content-Length: 2', `Expect: ${expectation}`)
      await expectRefused(raw('POST /api/checks HTTP/1.1', lines), 417)
    }
  })

  test('bytes behind a refused change are not a second request', async () => {
    const inner = raw('GET /api/status HTTP/1.1', server.own)
    const lines = write('Content-Type: text/plain', `Content-Length: ${inner.length}`)
    const text = `${['POST /api/checks HTTP/1.1', ...lines].join('\r\n')}\r\n\r\n${inner}`
    await expectRefused(text, 415)
    await expectRefused(text.replace(/Content-Length: \d+/, 'Content-Length: 0'), 415)
  })

  test('oversized headers end the connection', async () => {
    await expectRefused(raw('GET / HTTP/1.1', [...server.own, `X-Long: ${'a'.repeat(20_000)}`]), 431)
    await expectRefused(raw(`GET /?${'a=1&'.repeat(100_000)} HTTP/1.1`, server.own), 431)
  })
})

describe('upgrades', () => {
  const upgrade = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: eA==',
  ]

  test.each(['/', '/_next/webpack-hmr', '/api/events'])('of %s are refused', async (path) => {
    for (const origin of [server.origin, 'http://evil.com']) {
      const text = `${[`GET ${path} HTTP/1.1`, ...server.own, `Origin: ${origin}`, ...upgrade].join('\r\n')}\r\n\r\n`
      await expectRefused(text, 403)
    }
  })

  test('CONNECT is refused', async () => {
    await expectRefused(`CONNECT evil.com:443 HTTP/1.1\r\nHost: evil.com:443\r\n\r\n`, 405)
  })
})

describe('secrets', () => {
  const paths = [
    '/',
    '/overview',
    '/_next/static/a.js',
    '/favicon.ico',
    '/api/status',
    '/api/events',
    '/_next/image',
  ]

  test('without the session every path is closed', async () => {
    for (const path of paths) {
      await expectRefused(raw(`GET ${path} HTTP/1.1`, [`Host: ${server.host}`, server.key]), 401)
    }
  })

  test('without the key no data is given', async () => {
    for (const path of ['/api/status', '/api/events', '/API/status']) {
      await expectRefused(raw(`GET ${path} HTTP/1.1`, [`Host: ${server.host}`, server.session]), 403)
    }
  })

  test('a thousand wrong tokens are limited while the right one still works', async () => {
    const attempt = (token: string) => `GET /?token=${token} HTTP/1.1\r\nHost: ${server.host}\r\n\r\n`
    const text =
      Array.from({ length: 999 }, (_, index) => attempt(`wrong${index}`)).join('') +
      raw('GET /?token=x HTTP/1.1', [`Host: ${server.host}`])
    const received = statuses(await sendRaw(server.port, text))
    expect(received).toHaveLength(1000)
    expect(received.filter((status) => status === 401)).toHaveLength(10)
    expect(received.filter((status) => status === 429)).toHaveLength(990)
    expect(server.passed).toEqual([])

    const login = await sendRaw(
      server.port,
      raw(`GET /?token=${server.secrets.token} HTTP/1.1`, [`Host: ${server.host}`]),
    )
    expect(statuses(login)).toEqual([200])
    expect(login).toContain(
      `Set-Cookie: lockstep_${server.port}=${server.secrets.session}; HttpOnly; SameSite=Strict; Path=/`,
    )
    expect(login).toContain(server.secrets.key)
    expect(login).toContain('location.replace("/")')
    expect(login).not.toContain(server.secrets.token)
  })

  test('the login page escapes where it leads', async () => {
    const target = `/overview?q=%3C/script%3E&x=</script><script>&token=${server.secrets.token}`
    const login = await sendRaw(server.port, raw(`GET ${target} HTTP/1.1`, [`Host: ${server.host}`]))
    expect(statuses(login)).toEqual([200])
    expect(login.match(/<\/script>/g)).toHaveLength(1)
  })

  test('no answer allows another origin to read it', async () => {
    for (const origin of ['http://evil.com', 'null']) {
      const lines = [...server.own, `Origin: ${origin}`]
      expect(await expectRefused(raw('GET /api/status HTTP/1.1', lines), 403)).not.toMatch(/access-control/i)
      const preflight = [...lines, 'Access-Control-Request-Method: POST']
      expect(await expectRefused(raw('OPTIONS /api/status HTTP/1.1', preflight), 405)).not.toMatch(
        /access-control/i,
      )
    }
  })
})

describe('refusals', () => {
  test('are JSON for programs and a page for people', async () => {
    const [host = ''] = server.own
    const asProgram = await sendRaw(server.port, raw('GET /api/status HTTP/1.1', [host, 'Accept: text/html']))
    expect(JSON.parse(asProgram.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      code: 'E-SESSION',
      helpPath: '/help/E-SESSION',
      hint: expect.stringContaining('terminal'),
    })
    const asPerson = await sendRaw(server.port, raw('GET /overview HTTP/1.1', [host, 'Accept: text/html']))
    expect(asPerson).toContain('Content-Type: text/html')
    expect(asPerson).toContain('<h1>This browser has not opened the dashboard yet.</h1>')
  })

  test('of HEAD have no body', async () => {
    const received = await sendRaw(server.port, raw('HEAD /overview HTTP/1.1', server.own.slice(0, 1)))
    expect(statuses(received)).toEqual([401])
    expect(received.split('\r\n\r\n')[1]).toBe('')
  })
})
