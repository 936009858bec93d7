import { expect, type Page, test } from '@playwright/test'
import { logIn, type OwnDashboard, ownDashboard } from './own-dashboard'

// What is missing along with others, and where the focus goes when a button under it goes away.

const TABLES = 250
const SCHEMA = `do $$ begin for i in 1..${TABLES} loop
  execute format('create table t%s (id int primary key, owner name)', lpad(i::text, 3, '0'));
  execute format('alter table t%s enable row level security', lpad(i::text, 3, '0'));
  execute format('create policy own on t%s using (owner = current_user)', lpad(i::text, 3, '0'));
end loop; end $$;`
const WIDER = 'alter policy own on t001 using (true); grant select on t001 to public;'
const SLOW_MS = 45_000

let own: OwnDashboard
let address: string

test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  own = await ownDashboard({ prod: SCHEMA, staging: `${SCHEMA} ${WIDER}`, local: '' })
  address = await own.start({
    PROD_DATABASE_URL: own.url('prod'),
    STAGING_DATABASE_URL: own.url('staging'),
    LOCAL_DATABASE_URL: own.url('local'),
  })
})
test.afterAll(() => own.close())

const main = (page: Page) => page.getByRole('main')
const search = (page: Page) => page.getByRole('searchbox')

async function open(page: Page, path: string, ready: string | RegExp): Promise<void> {
  await page.goto(new URL(address).origin + path)
  await expect(main(page).getByText(ready).first()).toBeVisible({ timeout: SLOW_MS })
}

async function openRead(page: Page): Promise<void> {
  await logIn(page, address)
  await open(page, '/environments', '3 of 3 environments could be read.')
}

test('what is missing along with others is not called none of its kind, nor in step', async ({ page }) => {
  await openRead(page)
  await open(page, '/overview', /objects? differs? from prod/)
  await page.getByRole('button', { name: /^tables/ }).click()
  const policies = page.getByRole('row', { name: /^policies/i })
  await expect(policies).toContainText(`${TABLES} differ with others`)
  await expect(policies.locator('[data-status="inSync"]')).toHaveCount(0)
})

test('a button that goes away with what it did leaves the focus where one goes on', async ({ page }) => {
  await openRead(page)
  for (const [path, ready] of [
    ['/overview?text=zzz', /match these filters/],
    ['/policies?text=zzz', /match these filters/],
    ['/compare/prod/staging?text=zzz', /The filters leave nothing/],
    ['/overview?text=t001', /^public\.t001/],
  ] as const) {
    await open(page, path, ready)
    const clear = main(page).getByRole('button', { name: 'Clear filters' })
    for (const button of [clear.last(), clear.first()]) {
      await search(page).fill('zzzz')
      await expect(clear).toHaveCount(2)
      await button.click()
      await expect(clear).toHaveCount(0)
      await expect(search(page), path).toBeFocused()
    }
  }
  await open(page, '/compare/prod/staging', 'Look at these first')
  const first = main(page).getByRole('region', { name: 'Look at these first' })
  await first.getByRole('link').first().click()
  const object = main(page).locator('section[aria-labelledby="compared-object"]')
  await expect(object).toBeVisible()
  await expect(object).toBeFocused()
})
