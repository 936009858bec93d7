import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test'
import { DATA, raw, sendRaw, startGuarded, statuses } from '@/lib/server/raw-http.fixture'
import { attack, type HostileSite, startHostileSite } from './hostile-site'

// The application behind the guard is a stand-in that records what reaches it: after an attack it must have
// seen nothing, whatever the browser showed.
let dashboard: Awaited<ReturnType<typeof startGuarded>>
let hostile: HostileSite

test.beforeAll(async () => {
  dashboard = await startGuarded()
  hostile = await startHostileSite()
})
test.afterAll(async () => {
  hostile.close()
  await dashboard.close()
})

/** Opens the dashboard as its owner does, and forgets what that sent. */
async function logIn(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${dashboard.origin}/?token=${dashboard.secrets.token}`)
  await expect(page.locator('body')).toContainText(DATA)
  await page.waitForLoadState('networkidle')
  dashboard.passed.length = 0
  return page
}

for (const [place, origin] of [
  ['another port', () => `http://127.0.0.1:${hostile.port}`],
  ['another host name and port', () => `http://localhost:${hostile.port}`],
] as const) {
  test(`a page on ${place} reads and changes nothing`, async ({ context }) => {
    await logIn(context)
    const page = await context.newPage()
    await page.goto(`${origin()}/`)
    expect(await page.evaluate(attack, { victim: dashboard.origin, own: origin() })).toEqual([])
    expect(dashboard.passed).toEqual([])
  })

  test(`a frame without an origin on ${place} reads and changes nothing`, async ({ context }) => {
    await logIn(context)
    const page = await context.newPage()
    await page.goto(`${origin()}/frame`)
    const frame = await (await page.waitForSelector('#null')).contentFrame()
    expect(await frame?.evaluate(() => self.origin)).toBe('null')
    expect(await frame?.evaluate(attack, { victim: dashboard.origin, own: origin() })).toEqual([])
    expect(dashboard.passed).toEqual([])
  })
}

test('the same attack finds its way in where there is no guard', async ({ context }) => {
  // Shows that the attack itself works: it reaches, blind, a server that lets everything pass.
  const open = await startHostileSite()
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${hostile.port}/`)
  await page.evaluate(attack, {
    victim: `http://127.0.0.1:${open.port}`,
    own: `http://127.0.0.1:${hostile.port}`,
  })
  open.close()
  const types = open.received.map((headers) => headers['content-type'])
  expect(types.filter((type) => type === 'text/plain').length).toBeGreaterThanOrEqual(4)
  expect(open.received.some((headers) => headers['sec-fetch-dest'] === 'iframe')).toBe(true)
  expect(open.received.some((headers) => headers.accept === 'text/event-stream')).toBe(true)
})

test('a link from elsewhere opens nothing, an address typed does', async ({ context }) => {
  await logIn(context)
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${hostile.port}/`)
  await page.evaluate((to) => location.assign(to), `${dashboard.origin}/overview`)
  await expect(page.getByRole('heading')).toHaveText('Another site or port sent this request.')
  expect(dashboard.passed).toEqual([])
  await page.goto(`${dashboard.origin}/overview`)
  await expect(page.locator('body')).toContainText(DATA)
})

test('the dashboard cannot be framed, even with the right token', async ({ context }) => {
  await logIn(context)
  const page = await context.newPage()
  await page.goto(`http://127.0.0.1:${hostile.port}/`)
  const address = `${dashboard.origin}/?token=${dashboard.secrets.token}`
  await page.evaluate(
    (src) =>
      new Promise((done) => {
        const frame = document.createElement('iframe')
        Object.assign(frame, { src, onload: done })
        document.body.append(frame)
      }),
    address,
  )
  expect(dashboard.passed).toEqual([])
})

test('the cookie reaches other ports, and is worth nothing there', async ({ context }) => {
  await logIn(context)
  const page = await context.newPage()
  hostile.received.length = 0
  await page.goto(`http://127.0.0.1:${hostile.port}/`)
  const stolen = hostile.received.find(({ cookie }) => cookie?.includes(dashboard.secrets.session))?.cookie
  expect(stolen).toContain(`lockstep_${dashboard.port}=`)
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}')
  const lines = [`Host: ${dashboard.host}`, `Cookie: ${stolen}`]
  for (const path of ['/api/status', '/api/events', '/API/status', '/api']) {
    expect(statuses(await sendRaw(dashboard.port, raw(`GET ${path} HTTP/1.1`, lines)))).toEqual([403])
  }
  expect(dashboard.passed).toEqual([])
})

test('a name that turns to this machine is refused', async ({ launchOptions }) => {
  const args = ['--host-resolver-rules=MAP rebound.test 127.0.0.1']
  const browser = await chromium.launch({ ...launchOptions, args })
  const page = await browser.newPage()
  dashboard.passed.length = 0
  for (const path of [
    `/?token=${dashboard.secrets.token}`,
    '/overview',
    '/api/status',
    '/_next/static/a.js',
  ]) {
    const response = await page.goto(`http://rebound.test:${dashboard.port}${path}`)
    expect(response?.status()).toBe(421)
  }
  expect(dashboard.passed).toEqual([])
  await browser.close()
})
