import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible'
import { logIn } from './own-dashboard'

const ADDRESS = process.env.LOCKSTEP_E2E_URL ?? ''

const table = (page: Page) => page.getByRole('table', { name: 'Migrations by environment' })

async function openMigrations(page: Page, query = ''): Promise<void> {
  await logIn(page, ADDRESS)
  await page.goto(`${new URL(ADDRESS).origin}/migrations${query}`)
  await expect(table(page)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Check all now' })).toBeEnabled({ timeout: 30_000 })
}

test('what is off leads, each with its cause, what it rests on and the command that would mend it', async ({
  page,
}) => {
  await openMigrations(page)
  const first = page.getByRole('region', { name: 'Look at these first' })
  const cards = first.getByRole('article')
  await expect(cards.first()).toContainText('20261105201500 report_run_format failed in local.')
  const missing = cards.filter({ hasText: 'customer_portal_preview is recorded in staging' })
  await expect(missing).toContainText('It most likely ran from a branch that is not merged here')
  const late = cards.filter({ hasText: 'api_keys is not recorded in dev' })
  await late.getByText('Evidence and commands').click()
  await expect(late.getByRole('code').filter({ hasText: '20260903094000 --status applied' })).toContainText(
    '--db-url "$DEMO_DEV_DATABASE_URL"',
  )
})

test('the table tells pending from edited, missing and recorded under another version', async ({ page }) => {
  await openMigrations(page)
  const row = (name: string) => table(page).getByRole('row', { name: new RegExp(name) })
  await expect(row('purchase_orders').getByRole('cell').last()).toContainText('Pending')
  await expect(row('usage_billing')).toContainText('Edited')
  await expect(row('customer_portal_preview')).toContainText('no file')
  await expect(row('customer_risk')).toContainText(/Other version in dev ?as 20260714150622/)
  await expect(row('report_runs').getByRole('cell').last()).toContainText('Not recorded')
  await expect(row('init_tenancy')).toHaveCount(0)
  await page.getByText('Everything', { exact: true }).click()
  await expect(row('init_tenancy')).toContainText('Applied')
})

test('filters are in the address, survive a reload, and clearing them clears it', async ({ page }) => {
  await openMigrations(page)
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Pending')
  await expect(page.getByText('2 of 8 migrations')).toBeVisible()
  await page.getByRole('combobox', { name: 'Environment' }).selectOption('prod')
  await expect(page).toHaveURL(/status=pending&environment=prod/)
  await page.reload()
  await expect(page.getByText('2 of 8 migrations')).toBeVisible()
  await page.getByRole('searchbox').fill('nothing is called so')
  await expect(page.getByRole('heading', { name: /^0 of \d+ migrations match/ })).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(page).toHaveURL(/\/migrations$/)
})

test('a migration shows what ran beside what its file holds', async ({ page }) => {
  await openMigrations(page)
  await table(page)
    .getByRole('link', { name: /usage_billing/ })
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('20260812130000 usage_billing')
  const diff = page.getByRole('region', { name: /^DDL of ran in staging/ })
  await expect(diff.locator('.bg-diff-target-word', { hasText: 'unique' })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('table', { name: 'The migration in each environment' })).toContainText(
    'Supabase CLI does not record when one ran',
  )
  await expectAccessible(page, 0, 'a migration')
})

test('a link to a migration that nobody has says so and leads back', async ({ page }) => {
  await logIn(page, ADDRESS)
  await page.goto(`${new URL(ADDRESS).origin}/migrations/nothing`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no migration')
})

for (const turn of [0, 1, 2, 3]) {
  test(`the migrations are accessible, turn ${turn}`, async ({ page }) => {
    test.setTimeout(120_000)
    await openMigrations(page)
    await page.getByText('Evidence and commands').first().click()
    await expectAccessible(page, turn, 'migrations')
  })
}

test('a replay says whether the files build a database and what was made by hand, down to the line', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await openMigrations(page)
  // The demo replays its files by itself.
  await expect(page.getByRole('button', { name: 'Stop replaying' })).toBeVisible({ timeout: 150_000 })
  const head = page.getByRole('region', { name: 'All files, in an empty database' })
  await expect(head).toContainText('30 files ran on PostgreSQL 18', { timeout: 150_000 })
  const prod = page.getByRole('region', { name: /^prod, against what its record claims/ })
  await expect(prod).toContainText('1 object drifted')
  await expectAccessible(page, 1, 'a replay')
  await prod.getByRole('link', { name: /invoices_customer_id_status_hotfix/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('prod compared with migrations@prod')
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText(
    'invoices_customer_id_status_hotfix',
    {
      timeout: 60_000,
    },
  )
})
