import fs from 'node:fs'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible'
import { logIn, type OwnDashboard, ownDashboard } from './own-dashboard'

const BASE = 'create table public.invoices (id bigint primary key, customer bigint, total numeric);\n'
const FOLDER = 'db/migrations'
const HEAD = (name: string) => `-- Migration: ${name}\n-- Reviewed: yes\n\n-- migrate:up\n`

let own: OwnDashboard
let address = ''

test.beforeAll(async () => {
  own = await ownDashboard({
    main: `${BASE}
      create table public.schema_migrations (version varchar(128) primary key);
      insert into public.schema_migrations values ('20260101000000'), ('20260102000000');
      create index invoices_customer_hotfix on public.invoices (customer);
      alter table public.invoices alter column total type numeric(12, 2);`,
  })
  address = await own.start(
    { MAIN_DATABASE_URL: own.url('main') },
    {
      [`${FOLDER}/20260101000000_invoices.sql`]: `${HEAD('invoices')}${BASE}-- migrate:down\n`,
      [`${FOLDER}/20260102000000_nothing.sql`]: `${HEAD('nothing')}select 1;\n-- migrate:down\n`,
    },
  )
})

test.afterAll(() => own.close())

const filesNow = () => fs.readdirSync(path.join(own.project(address), FOLDER)).sort()
const textOf = (name: string) => fs.readFileSync(path.join(own.project(address), FOLDER, name), 'utf8')

async function openMigrations(page: Page): Promise<void> {
  await logIn(page, address)
  await page.goto(`${new URL(address).origin}/migrations`)
  await expect(page.getByRole('button', { name: 'New migration' })).toBeVisible({ timeout: 30_000 })
}

test.describe.configure({ mode: 'serial' })

test('an empty migration is shown as it will be, refused where its name is taken, and then written', async ({
  page,
}) => {
  await openMigrations(page)
  await page.getByRole('button', { name: 'New migration' }).click()
  const dialog = page.getByRole('dialog', { name: 'New migration' })
  const name = dialog.getByLabel('Name')
  await expect(name).toBeFocused()
  await name.fill('Nothing')
  await expect(dialog.getByText('There is a migration Nothing already.')).toBeVisible()
  await name.fill('../outside')
  await expect(dialog.getByText(/cannot be the name of a migration/)).toBeVisible()
  await name.fill('add customers')
  await expect(dialog.getByRole('code').filter({ hasText: /\d{14}_add_customers\.sql/ })).toBeVisible()
  await expectAccessible(page, 0, 'a new migration')
  expect(filesNow()).toHaveLength(2)
  await dialog.getByRole('button', { name: 'Write file' }).click()
  await expect(dialog.getByText('Written', { exact: true })).toBeVisible()
  const [, , made = ''] = filesNow()
  expect(made).toMatch(/^\d{14}_add_customers\.sql$/)
  expect(textOf(made)).toBe(
    '-- Migration: add_customers\n-- Reviewed: yes\n\n-- migrate:up\n\n-- migrate:down\n',
  )
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)
})

test('what was made by hand becomes a proven file, with what it cannot say and how it is recorded', async ({
  page,
}) => {
  test.setTimeout(240_000)
  await openMigrations(page)
  await page.getByRole('button', { name: 'Replay the files' }).click()
  const main = page.getByRole('region', { name: /^main, against what its record claims/ })
  await expect(main.getByRole('checkbox')).toHaveCount(2, { timeout: 150_000 })
  await main.getByRole('button', { name: 'Write a migration for all 2' }).click()
  const dialog = page.getByRole('dialog', { name: 'Migration from main' })
  await expect(dialog.getByRole('heading', { name: 'Proven' })).toBeVisible({ timeout: 60_000 })
  await expect(dialog.getByRole('region', { name: 'Not in the file, and why' })).toContainText(
    /column public\.invoices\.total.*Its type differs/,
  )
  await expect(dialog.getByRole('region', { name: /_hotfix\.sql$/ })).toContainText(
    'CREATE INDEX invoices_customer_hotfix ON public.invoices USING btree (customer);',
  )
  await expectAccessible(page, 1, 'a draft of a migration')
  const before = filesNow()
  await dialog.getByLabel('Name').fill('keep hotfix')
  await dialog.getByRole('button', { name: 'Save file' }).click()
  await expect(dialog.getByText('Written', { exact: true })).toBeVisible()
  await expect(dialog.getByText(/dbmate has no command that only writes down a migration/)).toBeVisible()
  const [made = ''] = filesNow().filter((name) => !before.includes(name))
  expect(made).toMatch(/^\d{14}_keep_hotfix\.sql$/)
  expect(textOf(made)).toContain('\n-- migrate:up\n\n-- From main, where it was done beside the migrations')
})

test('one object is chosen by its box; what cannot be said is never offered', async ({ page }) => {
  test.setTimeout(240_000)
  await openMigrations(page)
  const main = page.getByRole('region', { name: /^main, against what its record claims/ })
  await main.getByRole('checkbox', { name: /column public\.invoices\.total/ }).check({ timeout: 60_000 })
  await main.getByRole('button', { name: 'Write a migration for the 1 chosen' }).click()
  const dialog = page.getByRole('dialog', { name: 'Migration from main' })
  await expect(dialog.getByRole('heading', { name: 'No statement can be written for this' })).toBeVisible({
    timeout: 60_000,
  })
  await expect(dialog.getByRole('button', { name: 'Save file' })).toHaveCount(0)
})
