import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { logIn } from './own-dashboard'

const ADDRESS = process.env.LOCKSTEP_E2E_URL ?? ''
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function openOverview(page: Page): Promise<void> {
  await logIn(page, ADDRESS)
  await expect(page.getByRole('heading', { name: 'Look at these first' })).toBeVisible({ timeout: 20_000 })
}

test('the doctor shows its seven steps', async ({ page }) => {
  await openOverview(page)
  await page.getByRole('link', { name: 'Environments' }).click()
  await expect(page.getByText('4 of 4 environments could be read.')).toBeVisible()
  await page.getByRole('button', { name: 'Examine the connection' }).first().click()
  const steps = page
    .getByRole('region', { name: /Connection doctor/ })
    .first()
    .getByRole('listitem')
  await expect(steps).toHaveCount(7)
  await expect(steps.last()).toContainText('PostgreSQL 18')
})

test('a link to an object that nobody has says so and leads back', async ({ page }) => {
  await openOverview(page)
  await page.goto(`${new URL(ADDRESS).origin}/objects/${encodeURIComponent('table:public.nothing')}`)
  await expect(
    page.getByRole('heading', { name: 'No environment that could be read has this object' }),
  ).toBeVisible()
  await page.getByRole('link', { name: 'E-OBJECT' }).click()
  await expect(page.getByRole('heading', { name: 'No such object' })).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`every page is accessible, ${theme}, ${width} px`, async ({ page }) => {
      test.setTimeout(240_000)
      await page.emulateMedia({ colorScheme: theme })
      await page.setViewportSize({ width, height: 900 })
      await openOverview(page)
      const object = encodeURIComponent('table:public.bank_accounts')
      for (const path of [
        '/overview',
        `/objects/${object}`,
        '/backups',
        '/environments',
        '/settings',
        '/help/E-AUTH-PASS',
        '/nothing',
      ]) {
        await page.goto(new URL(ADDRESS).origin + path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.getByText(/^(Asking|Opening|Reading)/)).toHaveCount(0)
        const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
        expect(violations.map(({ id, nodes }) => [path, id, nodes[0]?.html])).toEqual([])
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(overflow).toBeLessThanOrEqual(0)
      }
    })
  }
}
