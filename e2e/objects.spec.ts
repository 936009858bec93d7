import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { logIn } from './own-dashboard'

const ADDRESS = process.env.LOCKSTEP_E2E_URL ?? ''
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const POLICY = `policy:public.invoices.${encodeURIComponent('Members read invoices')}`

async function openObject(page: Page, id: string, query = ''): Promise<void> {
  await logIn(page, ADDRESS)
  await page.goto(`${new URL(ADDRESS).origin}/objects/${encodeURIComponent(id)}${query}`)
  await expect(page.getByRole('table', { name: 'Properties by environment' })).toBeVisible({
    timeout: 30_000,
  })
}

test('variants say who shares which definition, and each is one press from the other', async ({ page }) => {
  await openObject(page, POLICY)
  const variants = page.getByRole('list', { name: 'Variants' })
  await expect(variants.getByRole('listitem').filter({ hasText: 'Variant B' }).first()).toContainText(
    'staging',
  )
  await expect(variants.getByRole('listitem').filter({ hasText: 'Variant A' }).first()).toContainText('prod')
  await expect(page.getByRole('region', { name: 'DDL of prod and staging' })).toContainText('USING (true)')
  const using = page
    .getByRole('table', { name: 'Properties by environment' })
    .getByRole('row', { name: /^USING/ })
  await expect(using.locator('.bg-diff-target-word')).toHaveText('true')
  await page.getByRole('combobox', { name: 'Compare', exact: true }).selectOption('dev · A')
  await expect(page).toHaveURL(/with=dev/)
  await expect(page.getByRole('region', { name: 'DDL of dev and staging' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('region', { name: 'DDL of dev and staging' })).toBeVisible()
})

test('by keyboard: sides swap, environments step, the statement goes unified, equal properties open', async ({
  page,
}) => {
  await openObject(page, POLICY)
  await expect(page.getByRole('region', { name: 'DDL of prod and staging' })).toBeVisible()
  await page.keyboard.press('x')
  await expect(page.getByRole('region', { name: 'DDL of staging and prod' })).toBeVisible()
  await page.keyboard.press('x')
  await expect(page.getByRole('region', { name: 'DDL of prod and staging' })).toBeVisible()
  await page.keyboard.press('h')
  await expect(page.getByRole('region', { name: 'DDL of prod and dev' })).toBeVisible()
  await page.keyboard.press('u')
  await expect(page).toHaveURL(/view=unified/)
  await page.keyboard.press('e')
  await expect(page.getByRole('rowheader', { name: 'WITH CHECK' })).toBeVisible()
})

test('a table shows what depends on it, what is below it, and leads to its row-level security', async ({
  page,
}) => {
  await openObject(page, 'table:public.invoices')
  const dependents = page.getByRole('table', { name: 'What depends on it' })
  await expect(
    dependents.getByRole('row', { name: /foreign key.*payment_allocations_invoice_id_fkey/ }),
  ).toBeVisible()
  await expect(dependents.getByRole('row', { name: /view public\.overdue_invoices/ })).toBeVisible()
  await expect(dependents.getByRole('link', { name: /invoices\.Members read invoices/ })).toHaveCount(0)
  const counts = page.getByRole('table', { name: 'Directly below this object, counted' })
  await expect(counts.getByRole('row', { name: /^policies/i })).toContainText('5')
  await dependents.getByRole('link', { name: 'public.overdue_invoices' }).click()
  const needs = page.getByRole('table', { name: 'What it depends on' })
  await expect(needs.getByRole('link', { name: /public\.invoices\.\w+/ }).first()).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: 'Row-level security' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Whom it holds back' })).toBeVisible()
})

test('the object opens in the comparison of the same two environments', async ({ page }) => {
  await openObject(page, POLICY)
  const link = page.getByRole('link', { name: 'Compare prod with staging' })
  expect(await link.getAttribute('href')).toBe(`/compare/prod/staging?object=${encodeURIComponent(POLICY)}`)
})

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`objects are accessible, ${theme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme })
      await page.setViewportSize({ width, height: 900 })
      for (const id of [POLICY, 'table:public.invoices', 'table:public.audit_events_2026_12']) {
        await openObject(page, id)
        await expect(page.getByText('Looking through the snapshots…')).toHaveCount(0)
        const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
        expect(violations.map(({ id: rule, nodes }) => [id, rule, nodes[0]?.html])).toEqual([])
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(overflow).toBeLessThanOrEqual(0)
      }
    })
  }
}
