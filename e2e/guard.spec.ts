import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { type APIRequestContext, expect, type Page, type Request, test } from '@playwright/test'
import { EVENTS_PATH, KEY_HEADER, KEY_STORAGE_KEY } from '@/lib/server/wire'

// Against the production build, as it is shipped.
const LOGIN_URL = new URL(process.env.LOCKSTEP_E2E_URL ?? '')
const ORIGIN = LOGIN_URL.origin
const TOKEN = LOGIN_URL.searchParams.get('token') ?? ''
const BUILD = path.resolve(import.meta.dirname, '..', '.next')

/** Every route of the build, with a word in the place of each parameter. */
const ROUTES = Object.values(
  JSON.parse(readFileSync(path.join(BUILD, 'app-path-routes-manifest.json'), 'utf8')) as Record<
    string,
    string
  >,
).map((route) => route.replace(/\[[^\]]+\]/g, 'x'))
/** Those that end their answer. */
const FINITE_ROUTES = ROUTES.filter((route) => route !== EVENTS_PATH)
const ASSET = `/_next/static/${readFileSync(path.join(BUILD, 'BUILD_ID'), 'utf8').trim()}/_buildManifest.js`

/** Collects what the policy blocked, on every page this tab will show. */
async function watchViolations(page: Page): Promise<string[]> {
  const violations: string[] = []
  await page.exposeFunction('reportViolation', (text: string) => violations.push(text))
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample, documentURI }) => {
      const report = (window as unknown as { reportViolation(text: string): void }).reportViolation
      report(`${documentURI}: ${violatedDirective} ${blockedURI} ${sample}`)
    })
  })
  return violations
}

async function logIn(page: Page): Promise<void> {
  await page.goto(LOGIN_URL.href)
  await page.waitForURL((url) => url.search === '' && url.origin === ORIGIN)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
}

/** The headers of the owner's own requests. */
async function ownHeaders(page: Page): Promise<Record<string, string>> {
  const cookies = await page.context().cookies(ORIGIN)
  const key = await page.evaluate((name) => localStorage.getItem(name) ?? '', KEY_STORAGE_KEY)
  return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), [KEY_HEADER]: key }
}

async function status(request: APIRequestContext, url: string, headers: Record<string, string> = {}) {
  const response = await request.get(ORIGIN + url, { headers, maxRedirects: 0 })
  return `${url} ${response.status()}`
}

test('the address opens the dashboard and its token is gone from it', async ({ page }) => {
  const requests: Request[] = []
  page.on('request', (request) => requests.push(request))
  await logIn(page)
  const sent = requests.map(
    async (request) => `${request.url()} ${(await request.allHeaders()).referer ?? ''}`,
  )
  expect((await Promise.all(sent)).filter((url) => url.includes(TOKEN))).toEqual([`${LOGIN_URL.href} `])
  const traces = await page.evaluate(() =>
    JSON.stringify([
      (window as unknown as { navigation: { entries(): { url: string }[] } }).navigation
        .entries()
        .map(({ url }) => url),
      document.cookie,
      document.documentElement.outerHTML,
      { ...localStorage },
      { ...sessionStorage },
      document.referrer,
    ]),
  )
  expect(traces).not.toContain(TOKEN)
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const [cookie] = await page.context().cookies(ORIGIN)
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', expires: -1 })
  expect(traces).not.toContain(cookie?.value)
})

test('neither cookie nor key is in any page', async ({ page }) => {
  await logIn(page)
  const headers = await ownHeaders(page)
  const [, session = ''] = headers.cookie?.split('=') ?? []
  for (const route of FINITE_ROUTES) {
    const text = await (await page.request.get(ORIGIN + route, { headers })).text()
    for (const secret of [TOKEN, session, headers[KEY_HEADER] ?? '']) expect(text).not.toContain(secret)
  }
})

test('without the session every route is closed', async ({ request }) => {
  for (const route of [
    ...ROUTES,
    ASSET,
    '/favicon.ico',
    '/nothing',
    '/_next/image?url=/icon.svg&w=16&q=75',
  ]) {
    expect(await status(request, route)).toBe(`${route} 401`)
  }
})

test('without the key every API route is closed', async ({ page, request }) => {
  await logIn(page)
  const { cookie = '' } = await ownHeaders(page)
  for (const route of [...ROUTES.filter((each) => each.startsWith('/api')), '/api', '/api/nothing']) {
    expect(await status(request, route, { cookie })).toBe(`${route} 403`)
  }
})

test('every route refuses another host name', async ({ page }) => {
  await logIn(page)
  const { cookie, [KEY_HEADER]: key } = await ownHeaders(page)
  for (const route of [...ROUTES, ASSET]) {
    for (const host of ['evil.test', `evil.test:${LOGIN_URL.port}`, 'localhost:1', '127.0.0.1']) {
      const lines = [
        `Host: ${host}`,
        `Cookie: ${cookie}`,
        `${KEY_HEADER}: ${key}`,
        `X-Forwarded-Host: ${LOGIN_URL.host}`,
      ]
      const received = await sendBytes(
        `GET ${route} HTTP/1.1\r\n${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`,
      )
      expect(`${route} ${received.split('\r\n', 1)[0]}`).toBe(`${route} HTTP/1.1 421 Misdirected Request`)
    }
  }
})

function sendBytes(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = ''
    const socket = connect(Number(LOGIN_URL.port), '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => {
      received += chunk
    })
    socket.on('close', () => resolve(received))
    socket.on('error', reject)
  })
}

test('every answer carries the security headers and no permission for others', async ({ page }) => {
  await logIn(page)
  const headers = await ownHeaders(page)
  for (const route of [...FINITE_ROUTES, '/nothing', '/api/nothing', ASSET]) {
    const found = (await page.request.get(ORIGIN + route, { headers, maxRedirects: 0 })).headers()
    expect(found, route).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*script-src 'nonce-/),
    })
    expect(
      Object.keys(found).filter((name) => /^access-control-|^x-powered-by$|^server$/.test(name)),
      route,
    ).toEqual([])
    expect(found['content-security-policy'], route).not.toMatch(/unsafe|strict-dynamic|\*/)
    if (route !== ASSET && route !== '/icon.svg') expect(found['cache-control'], route).toContain('no-store')
    expect(found.location ?? '/', route).toMatch(/^\/(?!\/)/)
  }
})

test('every script of a page carries the nonce of its own answer', async ({ page }) => {
  await logIn(page)
  const headers = await ownHeaders(page)
  const nonces = new Set<string>()
  for (let round = 0; round < 2; round += 1) {
    const response = await page.request.get(`${ORIGIN}/nothing`, {
      headers: { ...headers, accept: 'text/html' },
    })
    const nonce = /'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '')?.[1] ?? ''
    nonces.add(nonce)
    const scripts = [...(await response.text()).matchAll(/<script[^>]*>/g)].map(([tag]) => tag)
    expect(scripts.length).toBeGreaterThan(3)
    // The one script without a nonce is the theme's, allowed by its hash.
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual(['<script>'])
  }
  expect(nonces.size).toBe(2)
})

/** How many pages the tour below opens; objects are pages too, and there are hundreds. */
const MAX_PAGES = 12

test('normal use of every page violates nothing', async ({ page }) => {
  test.slow()
  const violations = await watchViolations(page)
  await logIn(page)
  const seen = new Set<string>([ORIGIN, `${ORIGIN}/nothing`])
  for (const url of seen) {
    await page.goto(url)
    await page.waitForLoadState('load')
    await expect(page.getByRole('main')).toBeVisible()
    const links = await page
      .getByRole('link')
      .evaluateAll((anchors) =>
        anchors.map((anchor) => (anchor as HTMLAnchorElement).href.split('#', 1)[0] ?? ''),
      )
    for (const link of links) if (new URL(link).origin === ORIGIN && seen.size < MAX_PAGES) seen.add(link)
  }
  for (const link of await page.getByRole('navigation', { name: 'Main' }).getByRole('link').all()) {
    await link.click()
    await expect(link).toHaveAttribute('aria-current', 'page')
  }
  for (const theme of ['Dark', 'Light', 'As the system']) {
    await page.getByRole('radio', { name: theme }).check({ force: true })
    const applied = theme === 'Dark' ? 'dark' : 'light'
    await expect(page.locator('html')).toHaveAttribute('data-theme', applied)
  }
  expect(violations).toEqual([])
})

test('injected markup runs nothing', async ({ page }) => {
  const violations = await watchViolations(page)
  await logIn(page)
  await page.evaluate(() => {
    const markup = document.createElement('div')
    markup.innerHTML =
      '<img src=x onerror="window.injected=`handler`"><iframe srcdoc="<script>parent.injected=`frame`</script>"></iframe>' +
      '<form action="https://evil.test/"><button>go</button></form><style>body{display:none}</style>' +
      '<p style="color:red">x</p><img src="https://evil.test/x.png"><base href="https://evil.test/">'
    document.body.append(markup)
    const script = document.createElement('script')
    script.textContent = 'window.injected=`script`'
    document.body.append(script)
    markup.querySelector('form')?.submit()
    setTimeout('window.injected=`timer`')
  })
  for (const directive of [
    'script-src-attr',
    'script-src-elem',
    'script-src',
    'form-action',
    'style-src-elem',
    'style-src-attr',
    'img-src',
    'base-uri',
  ]) {
    await expect.poll(() => violations.join('\n')).toContain(`: ${directive} `)
  }
  expect(await page.evaluate(() => (window as { injected?: string }).injected ?? 'nothing')).toBe('nothing')
  expect(page.url().startsWith(ORIGIN)).toBe(true)
})

test('a browser that was not let in is told what to do', async ({ page }) => {
  const violations = await watchViolations(page)
  await page.goto(`${ORIGIN}/overview`)
  await expect(page.getByRole('heading')).toHaveText('This browser has not opened the dashboard yet.')
  await expect(page.getByText('Open the address that Lockstep printed in the terminal.')).toBeVisible()
  await page.goto(`${ORIGIN}/?token=wrong`)
  await expect(page.getByRole('heading')).toHaveText('This address is not valid any more.')
  expect(violations).toEqual([])
})
