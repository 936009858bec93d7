import fs from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible'
import { logIn } from './own-dashboard'

// Dumps of the demo's databases, made through the page while somebody watches.

const ADDRESS = process.env.LOCKSTEP_E2E_URL ?? ''
const ORIGIN = ADDRESS === '' ? '' : new URL(ADDRESS).origin
/** Time enough for a dump on a machine that does other things as well. */
const SLOW_MS = 120_000

test.describe.configure({ mode: 'serial', timeout: 300_000 })

async function open(page: Page, query: string): Promise<void> {
  await logIn(page, ADDRESS)
  await page.goto(`${ORIGIN}/backups${query}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Backups' })).toBeVisible()
}

/** Presses the button once nothing is in its way, and opens the page of the dump that has ended. */
async function makeDump(page: Page, button: string, what: string): Promise<void> {
  const start = page.getByRole('button', { name: button })
  await expect(start).toBeEnabled({ timeout: SLOW_MS })
  const made = page.waitForResponse(
    (response) => response.url().endsWith('/api/dumps') && response.request().method() === 'POST',
  )
  await start.click()
  const { started: id } = await (await made).json()
  await expect(page.locator(`a[href="/backups/${id}"]`)).toBeVisible({ timeout: SLOW_MS })
  await page.locator(`a[href="/backups/${id}"]`).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(what)
}

test('all of prod, while you watch: verified, restored and equal, saved, compared with now', async ({
  page,
}) => {
  await open(page, '?from=prod')
  await expect(page.getByText(/^Reads [\d,]+ tables/)).toBeVisible({ timeout: SLOW_MS })
  await makeDump(page, 'Dump all', 'All of prod')
  const main = page.getByRole('main')
  await expect(main.getByText('Verified', { exact: true })).toBeVisible()
  await expect(main.getByText('Failed')).toHaveCount(0)
  await expect(main.getByText('Restored, equal')).toBeVisible({ timeout: SLOW_MS })
  await expect(main.getByText(/[\d,]+ objects and [\d,]+ rows of [\d,]+ tables were compared/)).toBeVisible()

  await page.setViewportSize({ width: 390, height: 844 })
  for (const name of ['Files', 'Rows']) {
    const heights = await page
      .getByRole('table', { name })
      .getByRole('row')
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height))
    // No name stands in a column of a few letters.
    expect(Math.max(...heights)).toBeLessThan(80)
  }
  await page.setViewportSize({ width: 1280, height: 720 })

  const row = page.getByRole('row', { name: /schema\.sql/ }).first()
  const saving = page.waitForEvent('download')
  await row.getByRole('button', { name: /Download/ }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('schema.sql')
  expect(fs.readFileSync(await saved.path(), 'utf8')).toContain(
    'CREATE TABLE IF NOT EXISTS "public"."invoices"',
  )

  await page.getByRole('link', { name: 'What changed since' }).click()
  await expect(page.getByText(/matches|the same/i).first()).toBeVisible({ timeout: SLOW_MS })
})

test('types and schema go to their places, and the page shows what changed in them', async ({ page }) => {
  await open(page, '?from=dev&what=types')
  await makeDump(page, 'Dump types', 'Types of dev')
  await expect(page.getByText('src/lib/supabase-types.ts').first()).toBeVisible()
  await open(page, '?from=local&what=types')
  await makeDump(page, 'Dump types', 'Types of local')
  await expect(
    page
      .getByRole('region', { name: 'Changes of src/lib/supabase-types.ts' })
      .getByText(/^[+-] /)
      .first(),
  ).toBeVisible()
})

test('a dump that is pinned is not deleted; unpinned it is', async ({ page }) => {
  await open(page, '?from=staging&what=roles')
  await makeDump(page, 'Dump roles', 'Roles of staging')
  await page.getByRole('button', { name: 'Pin', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Delete…' })).toBeDisabled()
  await page.getByRole('button', { name: 'Unpin' }).click()
  await page.getByRole('button', { name: 'Delete…' }).click()
  await page.getByRole('button', { name: 'Delete its files for good' }).click()
  await expect(page).toHaveURL(/\/backups$/)
  await expect(page.getByRole('row', { name: /Roles of staging/ })).toHaveCount(0)
})

test('a table that is not there is named before anything begins', async ({ page }) => {
  await open(page, '?from=prod&what=data&tables=public.invoicez')
  await expect(page.getByText(/public\.invoicez/).filter({ hasText: /public\.invoices/ })).toBeVisible({
    timeout: SLOW_MS,
  })
  await expect(page.getByRole('button', { name: 'Dump data' })).toBeDisabled()
})

test('a schedule is set, tells when it runs next, and is removed', async ({ page }) => {
  await open(page, '')
  await page.getByRole('button', { name: 'Add a schedule' }).click()
  await page.getByLabel('Minute, hour, day, month, weekday').fill('0 4 * * 7')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const row = page.getByRole('row', { name: /0 4 \* \* 7/ })
  await expect(row).toContainText('4:00')
  await row.getByRole('button', { name: 'Switch off' }).click()
  await expect(row).toContainText('switched off')
  await row.getByRole('button', { name: 'Remove' }).click()
  await expect(row).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Schedules' })).toBeFocused()
})

for (const turn of [0, 1, 2, 3]) {
  test(`the pages of backups are accessible, turn ${turn}`, async ({ page }) => {
    await open(page, '?what=data')
    await expect(page.getByText(/^Reads /)).toBeVisible({ timeout: SLOW_MS })
    await expectAccessible(page, turn, 'the backups')
    await page.getByRole('table', { name: 'Dumps' }).getByRole('link').first().click()
    await expect(page.getByRole('button', { name: /^Pin|^Unpin/ })).toBeVisible()
    await expectAccessible(page, turn, 'a dump')
  })
}
