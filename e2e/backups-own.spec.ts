import fs from 'node:fs'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import pg from 'pg'
import { expectAccessible } from './accessible'
import { logIn, type OwnDashboard, ownDashboard } from './own-dashboard'
import { tabTo } from './tab-to'

// Dumps that wait, are cancelled, or replace what another environment holds, over databases of the tests' own.

const SCHEMA = `create table customers (id int primary key, name text not null, email text);
  create table orders (id int primary key, customer int not null references customers, total numeric(12,2));
  create view totals as select customer, sum(total) as total from orders group by customer;`
const ROWS = `insert into customers select i, 'Customer ' || i, 'c' || i || '@example.com' from generate_series(1, 500) i;
  insert into orders select i, 1 + i % 500, i from generate_series(1, 2000) i;`
const SLOW_MS = 120_000

let own: OwnDashboard
let address = ''

test.describe.configure({ mode: 'serial', timeout: 300_000 })
test.beforeAll(async () => {
  own = await ownDashboard({
    prod: SCHEMA,
    staging: `${SCHEMA} ${ROWS}`,
    local: 'create table leftover (id int); insert into leftover values (1), (2);',
  })
  address = await own.start({
    LOCAL_DATABASE_URL: own.url('local'),
    STAGING_DATABASE_URL: own.url('staging'),
    PROD_DATABASE_URL: own.url('prod'),
  })
})
test.afterAll(() => own.close())

async function open(page: Page, query: string): Promise<void> {
  await logIn(page, address)
  await page.goto(`${new URL(address).origin}/backups${query}`)
}

/** Keeps whoever reads a table of staging waiting, until what this gives is called. */
async function lockOrders(): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: own.url('staging') })
  await holder.connect()
  await holder.query('begin; lock table orders in access exclusive mode')
  return async () => void (await holder.end().catch(() => undefined))
}

/** Everything in the project's folder that is not Lockstep's own. */
function projectFiles(): string[] {
  const root = own.project(address)
  return fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.lockstep') && fs.statSync(path.join(root, name)).isFile())
}

test('a dump that waits for a lock goes on without its page, is cancelled, and leaves nothing', async ({
  page,
}) => {
  const unlock = await lockOrders()
  try {
    await open(page, '?from=staging&what=data')
    const start = page.getByRole('button', { name: 'Dump data' })
    await expect(start).toBeEnabled({ timeout: SLOW_MS })
    const before = projectFiles()
    await start.click()
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible()
    await page.reload()
    await expect(page.getByText('Running', { exact: true })).toBeVisible({ timeout: SLOW_MS })
    await expect(page.getByRole('region', { name: 'Log' })).toContainText('Reached 127.0.0.1')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(
      page.getByRole('table', { name: 'Dumps' }).getByText('Cancelled', { exact: true }),
    ).toBeVisible()
    expect(projectFiles()).toEqual(before)
  } finally {
    await unlock()
  }
})

test('by keys alone: a dump of the schema is made, cancelled, made again and seen verified', async ({
  page,
}) => {
  await open(page, '')
  const unlock = await lockOrders()
  try {
    await tabTo(page, page.getByLabel('From'))
    await page.keyboard.type('staging')
    const what = page.getByRole('group', { name: 'What' })
    await tabTo(page, what)
    while (!(await what.getByLabel('Schema').isChecked())) await page.keyboard.press('ArrowRight')
    const make = page.getByRole('button', { name: 'Dump schema' })
    await expect(make).toBeEnabled({ timeout: SLOW_MS })
    await tabTo(page, make)
    await page.keyboard.press('Enter')
    const cancel = page.getByRole('button', { name: 'Cancel' })
    await expect(cancel).toBeVisible()
    await tabTo(page, cancel)
    await page.keyboard.press('Enter')
    const dumps = page.getByRole('row', { name: /Schema of staging/ })
    await expect(dumps).toHaveCount(1)
    await expect(dumps).toContainText('Cancelled')
    await unlock()
    await tabTo(page, make)
    await page.keyboard.press('Enter')
    await expect(dumps).toHaveCount(2)
    await expect(dumps.first()).toContainText('Verified', { timeout: SLOW_MS })
  } finally {
    await unlock()
  }
})

test('my local like staging: what would go is shown, the name is typed, and the end is proven', async ({
  page,
}) => {
  await open(page, '?from=staging')
  const start = page.getByRole('button', { name: 'Dump all' })
  await expect(start).toBeEnabled({ timeout: SLOW_MS })
  await start.click()
  const row = page.getByRole('row', { name: /All of staging/ })
  await expect(row.getByText('Verified')).toBeVisible({ timeout: SLOW_MS })
  await row.getByRole('link').click()
  await page.getByRole('button', { name: 'Restore into…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Into').getByRole('option')).toHaveText(['local'])
  await dialog.getByRole('button', { name: 'See what would be replaced' }).click()
  const replace = dialog.getByRole('button', { name: 'Replace local' })
  await expect(dialog).toContainText('becomes what staging was', { timeout: SLOW_MS })
  await expect(dialog.getByRole('region', { name: 'Goes, with all that is in it' })).toContainText(
    'public: 1 table',
  )
  for (const turn of [0, 1, 2, 3]) await expectAccessible(page, turn, 'the plan of a restore')
  await dialog.getByLabel('Type local to replace it').fill('Local')
  await expect(replace).toBeDisabled()
  await dialog.getByLabel('Type local to replace it').fill('local')
  await replace.click()
  await expect(dialog.getByText('Restored, and equal to the dump')).toBeVisible({ timeout: SLOW_MS })
  await expect(dialog).toContainText('2,500 rows of 2 tables were compared')
  await dialog.getByRole('link', { name: 'a dump of its own' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('All of local')
  await expect(page.getByText('a restore, before it replaced anything')).toBeVisible()
  const local = new pg.Client({ connectionString: own.url('local') })
  await local.connect()
  const { rows } = await local.query(
    "select count(*)::int as orders, to_regclass('leftover') as leftover from orders",
  )
  await local.end()
  expect(rows).toEqual([{ orders: 2000, leftover: null }])
})
