import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible'
import { logIn } from './own-dashboard'

const ADDRESS = process.env.LOCKSTEP_E2E_URL ?? ''

const panel = (page: Page) => page.getByRole('region', { name: 'Before you deploy' })

async function openPanel(page: Page, query = ''): Promise<void> {
  await logIn(page, ADDRESS)
  await page.goto(`${new URL(ADDRESS).origin}/migrations${query}`)
  await expect(panel(page).getByText(/^Judged by \d+ rules/)).toBeVisible({ timeout: 30_000 })
}

test('what would run in the reference is judged, the serious first, with the line, the reason and the way out', async ({
  page,
}) => {
  await openPanel(page)
  await expect(panel(page).getByRole('combobox')).toHaveValue(/\d/)
  await expect(panel(page)).toContainText('in 2 files that would run in prod')
  const file = panel(page).getByRole('group').filter({ hasText: 'purchase_orders.sql' })
  await expect(file).toContainText(/1\s*Critical/)
  const finding = file.getByRole('article')
  await expect(finding).toHaveCount(1)
  await expect(finding).toContainText('Critical')
  await expect(finding).toContainText('It drops the column redeem_by of public.discounts and its values.')
  await expect(file.getByRole('region', { name: 'Statement on line 11' })).toContainText(
    'alter table public.discounts drop column redeem_by',
  )
  await expect(finding).toContainText(/public\.discounts (has about|takes) .* in prod/)
  await expect(finding).toContainText('Instead: Release code that no longer uses it first')
  await expect(panel(page)).toContainText('1 file is clean')
  await expect(panel(page)).toContainText('-- lockstep-lint: ignore RULE reason')
})

test('another target is chosen in the address, and judged by what is there', async ({ page }) => {
  await openPanel(page)
  await panel(page).getByRole('combobox').selectOption({ label: 'dev (1 pending)' })
  await expect(page).toHaveURL(/deploy=dev/)
  await expect(panel(page)).toContainText(
    'The table public.api_keys is already in dev, so the deploy fails here.',
  )
  await page.reload()
  await expect(panel(page)).toContainText('in 1 file that would run in dev')
  await panel(page).getByRole('combobox').selectOption({ label: 'staging (0 pending)' })
  await expect(panel(page)).toContainText('Nothing is pending in staging.')
})

test('a long statement opens, and the file leads to its migration', async ({ page }) => {
  await openPanel(page, '?deploy=dev')
  const statement = panel(page).getByRole('region', { name: 'Statement on line 2', exact: true })
  await expect(statement).not.toContainText('revoked_at')
  await statement.getByRole('button', { name: /more lines/ }).click()
  await expect(statement).toContainText('revoked_at')
  await panel(page).getByRole('link', { name: 'See the whole file' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('20260903094000 api_keys')
})

for (const turn of [0, 1, 2, 3]) {
  test(`the panel is accessible, turn ${turn}`, async ({ page }) => {
    await openPanel(page, turn % 2 === 0 ? '' : '?deploy=dev')
    await expectAccessible(page, turn, 'before you deploy')
  })
}
