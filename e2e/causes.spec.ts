import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible'
import { logIn } from './own-dashboard'

const ADDRESS = process.env.LOCKSTEP_E2E_URL ?? ''

test.setTimeout(180_000)

const grid = (page: Page) => page.getByRole('grid')
const row = (page: Page, name: RegExp) => grid(page).getByRole('row', { name })

/** The overview, once the demo's files were replayed, which it does by itself. */
async function openExplained(page: Page, query = ''): Promise<void> {
  await logIn(page, ADDRESS)
  await page.goto(`${new URL(ADDRESS).origin}/overview${query}`)
  const head = grid(page).getByRole('columnheader', { name: /^Migration files/ })
  await expect(head).toContainText(/replayed (?:just now|\d)/, { timeout: 150_000 })
}

test('what the files build stands beside the environments, and pending is told from what was made by hand', async ({
  page,
}) => {
  await openExplained(page, '?text=invoices')
  const pending = row(page, /public\.invoices\.purchase_order/).getByRole('gridcell')
  await expect(pending.nth(0)).toContainText('Pending in prod')
  await expect(pending.last()).toContainText('Pending in prod')
  const hotfix = row(page, /invoices_customer_id_status_hotfix/).getByRole('gridcell')
  await expect(hotfix.last()).toContainText('made by hand in prod')
  await expect(page.getByText(/\d+ of \d+ differences are pending migrations, not drift/)).toBeVisible()
  await page.getByLabel('Cause').selectOption('Edited after it ran')
  await expect(page).toHaveURL(/cause=editedAfterApply/)
  await page.getByRole('searchbox').fill('')
  await expect(row(page, /usage_meters_aggregation_check/)).toContainText('edited after it ran')
  await expectAccessible(page, 2, 'causes in the overview')
})

test('what each record claims has a column when somebody wants to see it', async ({ page }) => {
  await openExplained(page, '?text=api_keys&kind=table')
  await expect(grid(page).getByRole('columnheader')).toHaveCount(6)
  await page.getByLabel('Also what each record claims').check()
  await expect(page).toHaveURL(/claims=true/)
  await expect(grid(page).getByRole('columnheader', { name: /^Recorded in dev/ })).toBeVisible()
  await expect(grid(page).getByRole('columnheader')).toHaveCount(10)
  // Dev has the table and has not recorded the migration that makes it.
  const cells = row(page, /public\.api_keys/).getByRole('gridcell')
  await expect(cells.nth(6)).toContainText('Pending')
})

test('a forecast shows an environment as it will be after a deploy, and the way back', async ({ page }) => {
  await openExplained(page)
  await page.getByLabel('After a deploy to').selectOption('prod (2 pending)')
  await expect(page).toHaveURL(/forecast=prod/)
  const note = page.getByRole('region', { name: 'After a deploy' })
  await expect(note).toContainText('2 pending migrations have run')
  await expect(note.getByRole('link', { name: /purchase_orders\.sql/ })).toBeVisible()
  await expect(page.getByText(/are pending migrations, not drift/)).toHaveCount(0)
  await expectAccessible(page, 1, 'a forecast')
  await page.goto(`${new URL(ADDRESS).origin}/overview?forecast=dev`)
  await expect(note).toContainText(
    '20260903094000_api_keys.sql is older than what ran last: the deploy stops there',
  )
  await page.getByRole('button', { name: 'Back to now' }).click()
  await expect(page).not.toHaveURL(/forecast/)
})

test('an object and a comparison tell where a difference comes from, down to the migration', async ({
  page,
}) => {
  await openExplained(page, '?text=portal_links')
  await page.goto(
    `${new URL(ADDRESS).origin}/compare/prod/dev?object=${encodeURIComponent('enum:public.invoice_status')}`,
  )
  const reasons = page.getByRole('list', { name: 'Where it comes from' })
  await expect(reasons).toContainText('dev has recorded 20260728091000_disputed_invoices.sql')
  await expect(reasons).toContainText('what it does is not there')
  await reasons.getByRole('link', { name: /disputed_invoices/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('20260728091000 disputed_invoices')
  await page.goto(`${new URL(ADDRESS).origin}/policies/${encodeURIComponent('table:public.invoices')}`)
  await expect(page.getByRole('region', { name: /^Members read invoices/ })).toContainText(
    'Made by hand in staging: none of the migrations that it has recorded does this.',
  )
  await page.goto(`${new URL(ADDRESS).origin}/objects/${encodeURIComponent('table:public.portal_links')}`)
  await expect(reasons).toContainText('staging has recorded supabase:20261029161200, which no folder holds')
})
