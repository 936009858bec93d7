import { expect, type Page, test } from '@playwright/test'
import { logIn } from './own-dashboard'
import { tabTo } from './tab-to'

// Nothing here touches the mouse: each test is a task that people come for, done with keys alone.

const ADDRESS = process.env.LOCKSTEP_E2E_URL ?? ''

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

async function openOverview(page: Page): Promise<void> {
  await logIn(page, ADDRESS)
  await expect(page.getByRole('grid')).toBeVisible({ timeout: 40_000 })
  await expect(page.getByRole('searchbox')).toBeVisible()
}

test('finding the most serious difference', async ({ page }) => {
  await openOverview(page)
  const critical = page.getByRole('region', { name: 'Look at these first' })
  await expect(critical).toContainText('is not in prod')
  await expect(critical).not.toContainText('the source')
  await tabTo(page, critical.getByRole('link'))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/compare\/prod\/.*object=policy/)
  await expect(page.locator('[data-severity="critical"]').first()).toBeVisible()
})

test('opening the exact line in which staging differs from prod, and copying its link', async ({ page }) => {
  await openOverview(page)
  await page.keyboard.press('/')
  await page.keyboard.type('Members read invoices')
  await expect(page.getByText(/^1 of \d+ differing objects$/)).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('j')
  const focused = page.locator(':focus')
  await expect(focused).toContainText('Members read invoices')
  for (let column = 1; column <= 3; column++) await page.keyboard.press('l')
  await expect(focused).toContainText('Changed')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/compare\/prod\/staging\?object=policy/)
  await expect(page.getByRole('row', { name: /USING/ })).toBeVisible()
  await page.keyboard.press('d')
  const statements = page.getByRole('region', { name: 'DDL of prod and staging' })
  await expect(statements).toContainText('USING (true)')
  await tabTo(page, statements.getByRole('button', { name: /, line of/ }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/line=(source|target)-\d+/)
  await page.keyboard.press('c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
})

test('telling who may read a table in staging that may not in prod', async ({ page }) => {
  await openOverview(page)
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(page.getByRole('table', { name: 'Tables by environment' })).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press('/')
  await page.keyboard.type('public.invoices')
  const row = page.getByRole('row', { name: /public\.invoices(?!_)/ }).first()
  await expect(row).toContainText('staging lets authenticated read every row')
  await tabTo(page, row.getByRole('link'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('public.invoices')
})

test('listing what is pending for prod and copying the command that shows what would run', async ({
  page,
}) => {
  await openOverview(page)
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page.getByRole('table', { name: 'Migrations by environment' })).toBeVisible({
    timeout: 20_000,
  })
  const pending = page.getByRole('article').filter({ hasText: '2 migrations are pending in prod.' })
  await expect(pending).toBeVisible({ timeout: 20_000 })
  await tabTo(page, pending.getByText('Evidence and commands'))
  await page.keyboard.press('Enter')
  await expect(pending).toContainText('20261112110000 purchase_orders')
  await tabTo(page, pending.getByRole('button', { name: /^Copy command/ }).first())
  await page.keyboard.press('Enter')
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe('supabase db push --dry-run --db-url "$DEMO_PROD_DATABASE_URL"')
})

test('every page is left again by Tab, and leads back by its keys', async ({ page }) => {
  await openOverview(page)
  for (const [key, path] of [
    ['c', '/compare'],
    ['p', '/policies'],
    ['m', '/migrations'],
    ['b', '/backups'],
    ['e', '/environments'],
    ['s', '/settings'],
    ['o', '/overview'],
  ] as const) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(page).toHaveURL(new RegExp(`${path}`))
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await tabTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link').first())
  }
})

test('a button that is switched off while it works keeps the focus', async ({ page }) => {
  await openOverview(page)
  const check = page.getByRole('button', { name: 'Check all now' })
  await tabTo(page, check)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Check(ing|ed)/).first()).toBeVisible()
  await expect(check).toBeEnabled()
  await expect(check).toBeFocused()
})
