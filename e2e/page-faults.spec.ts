import { expect, type Page, type Route, test } from '@playwright/test'
import { expectAccessible } from './accessible'
import { logIn, type OwnDashboard, ownDashboard } from './own-dashboard'

// What no database holds still long enough to look at: answers that are on their way, failed or never come, and time.

const SCHEMA = 'create table invoices (id int primary key); alter table invoices enable row level security;'
const MANY_TABLES = Array.from({ length: 400 }, (_, i) => `create table extra_${i} ();`).join(' ')
const TABLE = encodeURIComponent('table:public.invoices')
const SLOW_MS = 45_000

interface PageFault {
  readonly path: string
  /** What the page asks for first. */
  readonly asks: string
  readonly loading: string
  /** What is there once the answer has come. */
  readonly ready: string
}

const ASKING = 'Asking what is known of the environments…'
const PAGES: readonly PageFault[] = [
  { path: '/overview', asks: '/api/overview', loading: ASKING, ready: 'public.extra' },
  {
    path: '/compare',
    asks: '/api/compare/origins',
    loading: 'Asking what can be compared…',
    ready: 'Against the reference',
  },
  {
    path: '/compare/prod/staging',
    asks: '/api/compare',
    loading: 'Comparing staging with prod…',
    ready: '1 of 1 difference',
  },
  {
    path: '/compare/prod/staging/graph',
    asks: '/api/compare/graph',
    loading: 'Comparing staging with prod…',
    ready: 'The same in words',
  },
  { path: '/policies', asks: '/api/policies', loading: ASKING, ready: 'Policies' },
  {
    path: `/policies/${TABLE}`,
    asks: '/api/policies/table',
    loading: 'Reading the environments…',
    ready: 'Whom it holds back',
  },
  {
    path: `/objects/${TABLE}`,
    asks: '/api/objects',
    loading: 'Reading the environments…',
    ready: 'Properties',
  },
  {
    path: '/environments',
    asks: '/api/environments',
    loading: ASKING,
    ready: '2 of 2 environments could be read.',
  },
  {
    path: '/settings',
    asks: '/api/schedule',
    loading: 'Asking how often checks are made…',
    ready: 'Check all environments',
  },
]
const FAILURE = {
  code: 'E-NET-REFUSED',
  message: 'Nothing answers at this address',
  hint: 'Start the server, or correct the address.',
}

let own: OwnDashboard
let address: string

test.describe.configure({ mode: 'default' })
test.use({ contextOptions: { reducedMotion: 'reduce' } })
test.beforeAll(async () => {
  own = await ownDashboard({
    prod: SCHEMA,
    staging: `${SCHEMA} create table extra (id int);`,
    crowded: `${SCHEMA} ${MANY_TABLES}`,
  })
  address = await start()
})
test.afterAll(() => own.close())

function start(): Promise<string> {
  return own.start({ PROD_DATABASE_URL: own.url('prod'), STAGING_DATABASE_URL: own.url('staging') })
}

const isOf = (asks: string) => (url: URL) => url.pathname === asks
const main = (page: Page) => page.getByRole('main')

async function open(
  page: Page,
  { path, ready }: Pick<PageFault, 'path' | 'ready'>,
  at = address,
): Promise<void> {
  await page.goto(new URL(at).origin + path)
  await expect(main(page).getByText(ready).first()).toBeVisible({ timeout: SLOW_MS })
}

/** Both environments were read, so that no page is in the state of a first read. */
async function openRead(page: Page, at = address): Promise<void> {
  await logIn(page, at)
  await open(page, { path: '/environments', ready: '2 of 2 environments could be read.' }, at)
}

test('while the answer is on its way each page says what it waits for, and shows it when it comes', async ({
  page,
}) => {
  test.setTimeout(400_000)
  await openRead(page)
  for (const [turn, { path, asks, loading, ready }] of PAGES.entries()) {
    const url = isOf(asks)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route(url, async (route) => {
      await held
      await route.continue()
    })
    await page.goto(new URL(address).origin + path)
    await expect(main(page).getByText(loading)).toBeVisible({ timeout: SLOW_MS })
    await expect(main(page).getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page, turn, `loading ${path}`)
    release()
    await expect(main(page).getByText(ready).first()).toBeVisible({ timeout: SLOW_MS })
    await page.unrouteAll({ behavior: 'wait' })
  }
})

/** A click beside a button, as the page moved right then, is no press. */
async function notePresses(page: Page): Promise<void> {
  await page.addInitScript(() =>
    addEventListener(
      'click',
      ({ target }) => {
        if (target instanceof Element && target.closest('button')) Object.assign(window, { pressed: true })
      },
      { capture: true },
    ),
  )
}

/**
 * Also what a page asks of its own accord fails: only a press of a button mends it. A page that was left right then
 * cannot be asked for its presses, and has no use for an answer.
 */
async function failUntilPressed(route: Route): Promise<void> {
  const isPressed = await route
    .request()
    .frame()
    .evaluate(() => 'pressed' in window)
    .catch(() => false)
  await (isPressed ? route.continue() : route.fulfill({ status: 502, json: FAILURE }))
}

test('a failure is told in its own words, with what to do; trying again mends the page', async ({ page }) => {
  test.setTimeout(400_000)
  await notePresses(page)
  await openRead(page)
  for (const [turn, { path, asks, ready }] of PAGES.entries()) {
    let answered = 0
    await page.route(isOf(asks), async (route) => {
      const isOfPage = new URL(route.request().frame().url()).pathname === path
      await failUntilPressed(route)
      if (isOfPage) answered++
    })
    await page.goto(new URL(address).origin + path)
    const alert = main(page).getByRole('alert').filter({ hasText: FAILURE.message }).first()
    await expect(alert).toBeVisible({ timeout: SLOW_MS })
    await expect(alert).toContainText(FAILURE.hint)
    await expect(alert.getByRole('link', { name: FAILURE.code })).toBeVisible()
    // A while after it was opened a page asks once more: a press right then would be one with that, and fail with it.
    await expect.poll(() => answered, { timeout: SLOW_MS }).toBeGreaterThan(1)
    await expectAccessible(page, turn, `failed ${path}`)
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(main(page).getByText(ready).first()).toBeVisible({ timeout: SLOW_MS })
    await expect(alert).toHaveCount(0)
    // The page itself, or in a panel its heading.
    await expect(page.locator('main:focus, main :focus')).toHaveCount(1)
    await page.unrouteAll({ behavior: 'wait' })
  }
})

test('a failure stands while it is tried again, with the focus; the page has that once it helped', async ({
  page,
}) => {
  await openRead(page)
  const fail = (route: Route) => route.fulfill({ status: 502, json: FAILURE })
  const held: Route[] = []
  let isFirst = true
  await page.route(isOf('/api/policies/table'), (route) => {
    if (!isFirst) return void held.push(route)
    isFirst = false
    return fail(route)
  })
  await page.goto(`${new URL(address).origin}/policies/${TABLE}`)
  const alert = main(page).getByRole('alert')
  const again = alert.getByRole('button', { name: 'Try again' })
  // Also when the page asks of its own accord, a while after it was opened.
  await expect.poll(() => held.length, { timeout: SLOW_MS }).toBe(1)
  await expect(alert).toContainText(FAILURE.message)
  await again.focus()
  await page.keyboard.press('Enter')
  const trying = alert.getByRole('button', { name: 'Trying again…' })
  await expect(trying).toBeFocused()
  await expect(main(page).getByText('Reading the environments…')).toHaveCount(0)
  await Promise.all(held.splice(0).map(fail))
  // The press is not lost with what was under way: the page asks once more for it.
  await expect.poll(() => held.length, { timeout: SLOW_MS }).toBe(1)
  await expect(trying).toBeFocused()
  await Promise.all(held.splice(0).map(fail))
  await expect(again).toBeFocused()
  await expect(alert).toContainText(FAILURE.message)
  await page.keyboard.press('Enter')
  await expect.poll(() => held.length, { timeout: SLOW_MS }).toBe(1)
  await Promise.all(held.map((route) => route.continue()))
  await expect(main(page).getByText('Whom it holds back')).toBeVisible({ timeout: SLOW_MS })
  await expect(main(page)).toBeFocused()
  await page.unrouteAll({ behavior: 'wait' })
})

test('where a panel is mended by trying again, its heading gets the focus', async ({ page }) => {
  await openRead(page)
  let isMended = false
  await page.route(isOf('/api/dumps/preflight'), (route) =>
    isMended ? route.continue() : route.fulfill({ status: 502, json: FAILURE }),
  )
  await page.goto(`${new URL(address).origin}/backups`)
  const again = main(page).getByRole('button', { name: 'Try again' })
  await again.focus({ timeout: SLOW_MS })
  isMended = true
  await page.keyboard.press('Enter')
  await expect(again).toHaveCount(0, { timeout: SLOW_MS })
  await expect(page.getByRole('heading', { name: 'Create a dump' })).toBeFocused()
  await page.unrouteAll({ behavior: 'wait' })
})

test('an answer that cannot be brought up to date is told, stays readable, and is mended by trying again', async ({
  page,
}) => {
  test.setTimeout(400_000)
  await notePresses(page)
  await openRead(page)
  for (const [turn, { path, asks, ready }] of PAGES.entries()) {
    const url = isOf(asks)
    let isFirst = true
    await page.route(url, async (route) => {
      if (!isFirst) return failUntilPressed(route)
      isFirst = false
      await route.continue()
    })
    await open(page, { path, ready })
    const bar = page.getByRole('alert').filter({ hasText: 'could not be brought up to date' })
    await expect(bar, path).toBeVisible({ timeout: SLOW_MS })
    await expect(bar).toContainText(`${FAILURE.message}. ${FAILURE.hint}`)
    await expect(bar.getByRole('link', { name: FAILURE.code })).toBeVisible()
    await expect(main(page).getByText(ready).first(), path).toBeVisible()
    await expect(page.getByText(FAILURE.message), 'told once').toHaveCount(1)
    await expectAccessible(page, turn, `old ${path}`)
    await bar.getByRole('button', { name: 'Try again' }).click()
    await expect(bar).toHaveCount(0, { timeout: SLOW_MS })
    await expect(main(page)).toBeFocused()
    await page.unrouteAll({ behavior: 'wait' })
  }
})

/** Runs in the page. */
function isAnyInSight(elements: readonly Element[]): boolean {
  return elements
    .map((element) => element.getBoundingClientRect())
    .some(({ top, bottom }) => top >= 0 && bottom <= innerHeight)
}

test('rows that cannot be read while a list is scrolled are told where the reader is, and come when tried again', async ({
  page,
}) => {
  const crowded = await own.start({
    PROD_DATABASE_URL: own.url('prod'),
    STAGING_DATABASE_URL: own.url('crowded'),
  })
  await openRead(page, crowded)
  const url = isOf('/api/overview/rows')
  await page.route(url, (route) => route.fulfill({ status: 502, json: FAILURE }))
  await open(page, { path: '/overview', ready: 'extra_0' }, crowded)
  const list = page.getByRole('grid').or(page.getByRole('table')).first()
  await list.hover()
  const bar = page.getByRole('alert').filter({ hasText: 'A part of this page could not be read.' })
  await expect(async () => {
    await page.mouse.wheel(0, 4_000)
    await expect(bar).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: SLOW_MS })
  await expect(bar).toBeInViewport()
  await expect(bar).toContainText(FAILURE.message)
  await page.unrouteAll({ behavior: 'wait' })
  await bar.getByRole('button', { name: 'Try again' }).click()
  await expect(bar).toHaveCount(0, { timeout: SLOW_MS })
  await expect.poll(() => page.getByText(/^extra_\d+$/).evaluateAll(isAnyInSight)).toBe(true)
  await own.stop(crowded)
})

test('an answer that is no answer of ours is not shown, only that there was none', async ({ page }) => {
  test.setTimeout(200_000)
  await openRead(page)
  for (const { path, asks } of PAGES) {
    const url = isOf(asks)
    await page.route(url, (route) =>
      route.fulfill({
        status: 500,
        contentType: 'text/html',
        body: '<h1>postgres://app:hunter2@db/app</h1>',
      }),
    )
    await page.goto(new URL(address).origin + path)
    await expect(main(page).getByText('The dashboard could not answer (status 500)').first()).toBeVisible({
      timeout: SLOW_MS,
    })
    expect(await page.content()).not.toContain('hunter2')
    await page.unrouteAll({ behavior: 'wait' })
  }
})

test('what was proven long ago is marked as stale wherever its age is shown', async ({ page }) => {
  await openRead(page)
  await page.clock.setSystemTime(Date.now() + 3 * 24 * 60 * 60_000)
  for (const [turn, [path, text]] of (
    [
      ['/overview', 'stale, 3 days ago'],
      ['/environments', 'stale, 3 days ago'],
      ['/compare/prod/staging', 'staging checked 3 days ago'],
    ] as const
  ).entries()) {
    await page.goto(new URL(address).origin + path)
    await expect(main(page)).toContainText(text, { timeout: SLOW_MS })
    await expectAccessible(page, turn, `stale ${path}`)
  }
})

test('a time of a clock that is ahead is told as that, and not as fresh', async ({ page }) => {
  await openRead(page)
  await page.clock.setSystemTime(Date.now() - 3.5 * 24 * 60 * 60_000)
  await page.goto(`${new URL(address).origin}/environments`)
  await expect(main(page)).toContainText('stale, 3 days ahead of this clock', { timeout: SLOW_MS })
  await expect(main(page)).not.toContainText('just now')
})

test('when the process ends every open page says so, stays readable, and loses nothing', async ({
  page,
  context,
}) => {
  test.setTimeout(400_000)
  const ending = await start()
  await openRead(page, ending)
  const tabs = []
  for (const fault of PAGES) {
    const tab = await context.newPage()
    await open(tab, fault, ending)
    tabs.push({ tab, ...fault })
  }
  await own.stop(ending)
  for (const [turn, { tab, path, ready }] of tabs.entries()) {
    await expect(tab.getByText('The dashboard’s process does not answer.')).toBeVisible({ timeout: SLOW_MS })
    await expect(main(tab).getByText(ready).first(), path).toBeVisible()
    await expectAccessible(tab, turn, `process gone ${path}`)
  }
})
