import { expect, test } from '@playwright/test'
import { logIn, type OwnDashboard, ownDashboard } from './own-dashboard'

const SCHEMA =
  'create table invoices (id int primary key); create view open_invoices as select id from invoices;'

let own: OwnDashboard

test.beforeAll(async () => {
  own = await ownDashboard({
    prod: SCHEMA,
    twin: SCHEMA,
    staging: `${SCHEMA} create table extra (id int);`,
  })
})
test.afterAll(() => own.close())

test('nothing configured: says how to begin', async ({ page }) => {
  await logIn(page, await own.start({}))
  await expect(page.getByRole('heading', { name: 'No environments yet' })).toBeVisible()
  await expect(page.getByText('PROD_DATABASE_URL')).toBeVisible()
})

test('a configuration with mistakes: says which, where nothing is shown because of them', async ({
  page,
}) => {
  const config =
    '{ "environments": [{ "name": "prod", "url": { "env": "PROD_DATABASE_URL" }, "protectd": true }] }'
  const variables = { PROD_DATABASE_URL: own.url('prod') }
  await logIn(page, await own.start(variables, { 'lockstep.config.json': config }))
  for (const name of ['Overview', 'Policies', 'Migrations', 'Backups']) {
    await page.getByRole('link', { name, exact: true }).first().click()
    await expect(
      page.getByRole('heading', { name: 'The configuration has mistakes', level: 1 }),
    ).toBeVisible()
    await expect(page.getByText(/lockstep\.config\.json:1:\d+ .*Did you mean "protected"/)).toBeVisible()
    await expect(page.getByText('No environments yet')).toBeHidden()
  }
})

test('all in step: says so, of how many objects', async ({ page }) => {
  const address = await own.start({ PROD_DATABASE_URL: own.url('prod'), DEV_DATABASE_URL: own.url('twin') })
  await logIn(page, address)
  await expect(page.getByRole('heading', { name: 'Everything is in step' })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(/objects of each environment compared with/)).toBeVisible()
})

test('one environment unreachable: its column is unknown, the rest stands, the reason is one click away', async ({
  page,
}) => {
  const address = await own.start({
    PROD_DATABASE_URL: own.url('prod'),
    STAGING_DATABASE_URL: own.url('staging'),
    DEV_DATABASE_URL: 'postgres://nobody:canary-secret@127.0.0.1:1/nothing',
  })
  await logIn(page, address)
  const row = page.getByRole('row', { name: /public\.extra/ })
  await expect(row).toBeVisible({ timeout: 20_000 })
  await expect(row.locator('[data-status="unknown"]')).toHaveCount(1)
  await expect(row.locator('[data-status="onlyHere"]')).toHaveCount(1)
  await expect(page.getByText('2 of 3 environments could be read.')).toBeVisible()
  await expect(page.getByText('Everything is in step')).toHaveCount(0)
  await page.getByRole('link', { name: 'Environments' }).click()
  await expect(page.getByRole('alert').filter({ hasText: '127.0.0.1:1' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'E-NET-REFUSED' })).toBeVisible()
  expect(await page.content()).not.toContain('canary-secret')
})

test('the reference unreachable: nothing is compared, nothing is called equal', async ({ page }) => {
  const address = await own.start({
    PROD_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
    STAGING_DATABASE_URL: own.url('staging'),
  })
  await logIn(page, address)
  await expect(page.getByText(/is the reference and could not be read/).first()).toBeVisible({
    timeout: 20_000,
  })
  const environments = page.getByRole('list', { name: 'Environments' })
  await expect(environments.locator('[data-status="unknown"]')).toHaveCount(1)
  await expect(environments.locator('[data-status="unreachable"]')).toHaveCount(1)
  await expect(page.locator('[data-status="inSync"]')).toHaveCount(0)
  await expect(page.getByText('Everything is in step')).toHaveCount(0)
})

test('a locked table: only what reads it is unknown, and nothing is called in step', async ({ page }) => {
  const pg = await import('pg')
  const holder = new pg.default.Client({ connectionString: own.url('twin') })
  await holder.connect()
  await holder.query('begin; lock table invoices in access exclusive mode')
  try {
    const address = await own.start({ PROD_DATABASE_URL: own.url('prod'), DEV_DATABASE_URL: own.url('twin') })
    await logIn(page, address)
    const row = page.getByRole('row', { name: /public\.open_invoices/ })
    await expect(row.locator('[data-status="unknown"]')).toHaveCount(1, { timeout: 20_000 })
    await expect(page.getByText('Everything is in step')).toHaveCount(0)
    await expect(page.getByText(/not everything could be compared/).first()).toBeVisible()
  } finally {
    await holder.query('rollback')
    await holder.end()
  }
})

test('a change in a database is on the page once it is checked', async ({ page }) => {
  const address = await own.start({
    PROD_DATABASE_URL: own.url('prod'),
    STAGING_DATABASE_URL: own.url('staging'),
  })
  await logIn(page, address)
  await expect(page.getByRole('row', { name: /public\.extra/ })).toBeVisible({ timeout: 20_000 })
  await own.query('staging', 'create table later (id int)')
  await page.getByRole('button', { name: 'Check all now' }).click()
  await expect(page.getByRole('row', { name: /public\.later/ })).toBeVisible({ timeout: 20_000 })
  const changed = page.getByRole('region', { name: /Changed since you last looked/ })
  await expect(changed).toContainText('staging')
  await expect(changed.getByRole('link', { name: 'table public.later' })).toBeVisible()
  await changed.getByRole('button', { name: 'Mark as seen' }).click()
  await expect(changed).toHaveCount(0)
  await own.query('staging', 'drop table later')
})
