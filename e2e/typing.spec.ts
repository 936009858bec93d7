import { expect, type Page, test } from '@playwright/test'
import { logIn } from './own-dashboard'

// What is typed counts once typing pauses, and comes back by the address. On a slow machine more was typed by then,
// and none of it may be lost.

const ADDRESS = process.env.LOCKSTEP_E2E_URL ?? ''
const ORIGIN = ADDRESS === '' ? '' : new URL(ADDRESS).origin
const TYPED = 'Members read invoices'

const FIELDS = [
  { path: '/overview', label: 'Search', name: 'text' },
  { path: '/policies', label: 'Search', name: 'text' },
  { path: '/migrations', label: 'Search', name: 'text' },
  { path: '/compare/prod/staging', label: 'Search', name: 'text' },
  { path: '/backups', label: 'Only these tables', name: 'tables' },
]

/** Makes scripts of the page take as many times as long. */
async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

for (const { path, label, name } of FIELDS) {
  test(`no letter is lost that is typed into “${label}” of ${path}, however fast and on whatever machine`, async ({
    page,
  }) => {
    test.setTimeout(180_000)
    await logIn(page, ADDRESS)
    await page.goto(`${ORIGIN}${path}`)
    const field = page.getByLabel(label, { exact: true })
    for (const [rate, delay] of [
      [1, 60],
      [6, 160],
      [6, 420],
    ] as const) {
      await field.fill('')
      await expect(page).not.toHaveURL(new RegExp(`[?&]${name}=`))
      await slowDown(page, rate)
      await field.pressSequentially(TYPED, { delay })
      await expect.poll(() => new URL(page.url()).searchParams.get(name)).toBe(TYPED)
      await expect(field).toHaveValue(TYPED)
      await slowDown(page, 1)
    }
  })
}

test('the field of a search follows what clears it, right after typing', async ({ page }) => {
  await logIn(page, ADDRESS)
  await page.goto(`${ORIGIN}/overview`)
  const field = page.getByRole('searchbox')
  await field.pressSequentially('in', { delay: 400 })
  await field.pressSequentially('v', { delay: 400 })
  await expect(page).toHaveURL(/text=inv/)
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(field).toHaveValue('')
  await expect(page).not.toHaveURL(/text=/)
})

test('one click dumps the tables that stand in the field, even before it is known what that reads', async ({
  page,
}) => {
  await logIn(page, ADDRESS)
  await page.goto(`${ORIGIN}/backups?from=prod&what=data`)
  const start = page.getByRole('button', { name: 'Dump data' })
  await expect(page.getByText('Looking whether prod can be dumped')).toHaveCount(0, { timeout: 60_000 })
  await expect(start).toBeEnabled()
  const asked: unknown[] = []
  await page.route('**/api/dumps', (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    asked.push(route.request().postDataJSON())
    return route.abort()
  })
  await page.route('**/api/dumps/preflight?*', async (route) => {
    const answer = await route.fetch()
    await expect(start).toBeFocused()
    await route.fulfill({ response: answer })
  })
  await page.getByLabel('Only these tables', { exact: true }).pressSequentially('public.invoices')
  // Not by click(), which would wait for a button that is switched off.
  const { x, y, width, height } = (await start.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await page.mouse.click(x + width / 2, y + height / 2)
  await expect.poll(() => asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ action: 'start', options: { selection: { tables: ['public.invoices'] } } })
})
