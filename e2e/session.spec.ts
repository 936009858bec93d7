import { expect, type Page, test } from '@playwright/test'
import { KEY_STORAGE_KEY } from '@/lib/server/wire'

const LOGIN_URL = process.env.LOCKSTEP_E2E_URL ?? ''
const ENDED = 'This browser is not connected to the dashboard any more.'
const STOPPED = 'The dashboard’s process does not answer.'

async function logIn(page: Page): Promise<void> {
  await page.goto(LOGIN_URL)
  await page.waitForURL((url) => url.search === '')
  await expect(page.getByRole('main')).toBeVisible()
}

test('a page whose key is of another run says so, and goes on once the address is opened again', async ({
  page,
  context,
}) => {
  await logIn(page)
  await page.evaluate((name) => localStorage.setItem(name, 'of another run'), KEY_STORAGE_KEY)
  await page.reload()
  await expect(page.getByText(ENDED)).toBeVisible()
  await logIn(await context.newPage())
  await expect(page.getByText(ENDED)).toBeHidden({ timeout: 15_000 })
})

test('a page whose process is gone says so and stays readable', async ({ page }) => {
  await logIn(page)
  await expect(page.getByText(STOPPED)).toBeHidden()
  await page.route('**/api/**', (route) => route.abort('connectionrefused'))
  await page.reload()
  await expect(page.getByText(STOPPED)).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await page.unroute('**/api/**')
  await expect(page.getByText(STOPPED)).toBeHidden({ timeout: 15_000 })
})
