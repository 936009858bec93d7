import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { logIn, type OwnDashboard, ownDashboard } from './own-dashboard'

const ADDRESS = process.env.LOCKSTEP_E2E_URL ?? ''
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function openPolicies(page: Page, query = ''): Promise<void> {
  await logIn(page, ADDRESS)
  await page.goto(`${new URL(ADDRESS).origin}/policies${query}`)
  await expect(page.getByRole('table', { name: 'Tables by environment' })).toBeVisible({ timeout: 30_000 })
}

test('what was widened in staging and what is open in dev lead, in plain words, and one click shows the line', async ({
  page,
}) => {
  await openPolicies(page)
  const first = page.getByRole('region', { name: 'Look at these first' })
  await expect(first).toContainText('staging lets authenticated read every row; prod only some.')
  await expect(first).toContainText(
    'In dev row-level security is off: anybody who signs in can read, change and delete every row and insert any.',
  )
  await expect(first).toContainText('dev lets authenticated delete more rows than prod.')
  await first.getByRole('link', { name: 'public.invoices' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('public.invoices')
  await expect(page.getByText('The restrictive policy “Only drafts are deleted”')).toBeVisible()
  const policy = page.getByRole('table', { name: 'Policy Members read invoices by environment' })
  const using = policy.getByRole('row', { name: /^USING/ })
  await expect(using.getByText('differs:')).toHaveCount(1)
  await expect(using.locator('.bg-diff-target-word')).toHaveText('true')
  await expect(using.locator('.bg-diff-source-word', { hasText: 'tenant_id' })).not.toHaveCount(0)
})

test('a table whose policies do not apply says so', async ({ page }) => {
  await openPolicies(page, '?text=bank_accounts')
  const row = page.getByRole('row', { name: /public\.bank_accounts/ })
  await expect(row).toContainText('1 policy that does not apply')
  await row.getByRole('link').click()
  await expect(page.getByText('The policy does not apply: row-level security is off.')).toBeVisible()
})

test('only differences at first, everything one step away, and all of it in the address', async ({
  page,
}) => {
  await openPolicies(page)
  const shown = page.getByText(/^\d+ of \d+ tables$/)
  await expect(shown).toHaveText(/^29 of/)
  await page.getByRole('button', { name: 'Show all tables' }).click()
  await expect(page).toHaveURL(/show=everything/)
  await expect(shown).toHaveText(/^(\d+) of \1 tables$/)
  await page.getByLabel('Schema').selectOption('storage')
  await page.getByLabel('Role').selectOption('authenticated')
  await page.getByLabel('Command').selectOption('INSERT')
  await page.getByRole('searchbox').fill('object')
  await expect(shown).toHaveText(/^1 of/)
  await expect(page).toHaveURL(/text=object/)
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    show: 'everything',
    schema: 'storage',
    role: 'authenticated',
    command: 'INSERT',
    text: 'object',
  })
  await page.reload()
  await expect(shown).toHaveText(/^1 of/)
  await expect(page.getByLabel('Role').locator('option:checked')).toHaveText('authenticated')
  await page.getByRole('searchbox').fill('nothing is called so')
  await expect(page.getByRole('heading', { name: /^0 of \d+ tables match/ })).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await page.getByRole('button', { name: 'Show only differences' }).click()
  await expect(page).toHaveURL(/\/policies$/)
})

test('by keyboard: search, rows, the table, its neighbours, and back', async ({ page }) => {
  await openPolicies(page)
  await page.keyboard.press('a')
  await expect(page).toHaveURL(/show=everything/)
  await page.keyboard.press('a')
  await expect(page).toHaveURL(/\/policies$/)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  const second = page.getByRole('row').nth(2).getByRole('link')
  await expect(second).toBeFocused()
  await page.keyboard.press('k')
  await expect(page.getByRole('row').nth(1).getByRole('link')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Table 1 of 29$/)).toBeVisible()
  await page.keyboard.press('j')
  await expect(page.getByText(/^Table 2 of 29$/)).toBeVisible()
  await page.keyboard.press('k')
  await expect(page.getByText(/^Table 1 of 29$/)).toBeVisible()
  await page.getByRole('link', { name: 'Back to policies' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Policies' })).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
})

test('a link to a table that nobody has says so', async ({ page }) => {
  await logIn(page, ADDRESS)
  await page.goto(`${new URL(ADDRESS).origin}/policies/${encodeURIComponent('table:public.nothing')}`)
  await expect(
    page.getByRole('heading', { name: 'No environment that could be read has this table' }),
  ).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`the policies are accessible, ${theme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme })
      await page.setViewportSize({ width, height: 900 })
      await openPolicies(page)
      for (const path of ['/policies', '/policies?show=everything', '/policies/table%3Apublic.invoices']) {
        await page.goto(new URL(ADDRESS).origin + path)
        await expect(page.getByRole('table').first()).toBeVisible()
        const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
        expect(violations.map(({ id, nodes }) => [path, id, nodes[0]?.html])).toEqual([])
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(overflow).toBeLessThanOrEqual(0)
      }
    })
  }
}

test.describe('over databases of its own', () => {
  const TABLE =
    'create table notes (who text); alter table notes enable row level security; create policy "<b>mine</b>" on notes using (who = \'me\');'
  let own: OwnDashboard

  test.beforeAll(async () => {
    const many = Array.from({ length: 400 }, (_, i) => `create table t${i} (id int);`).join(' ')
    own = await ownDashboard({ prod: TABLE, twin: TABLE, many: `${TABLE} ${many}` })
  })
  test.afterAll(() => own.close())

  async function open(page: Page, variables: Readonly<Record<string, string>>): Promise<void> {
    const address = await own.start(variables)
    await logIn(page, address)
    await page.goto(`${new URL(address).origin}/policies`)
  }

  test('nothing differs: says so, of how many tables; one environment unreachable: it is unknown', async ({
    page,
  }) => {
    await open(page, { PROD_DATABASE_URL: own.url('prod'), DEV_DATABASE_URL: own.url('twin') })
    await expect(page.getByRole('heading', { name: 'Row-level security is in step' })).toBeVisible()
    await page.getByRole('button', { name: 'Show all tables' }).click()
    await expect(
      page.getByRole('row', { name: /public\.notes/ }).locator('[data-status="inSync"]'),
    ).toHaveCount(1)
    await open(page, {
      PROD_DATABASE_URL: own.url('prod'),
      DEV_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
    })
    await expect(page.getByRole('heading', { name: 'Nothing could be compared with prod' })).toBeVisible()
    await page.getByRole('button', { name: 'Show all tables' }).click()
    const row = page.getByRole('row', { name: /public\.notes/ })
    await expect(row.locator('[data-status="unknown"]')).toHaveCount(1)
    await expect(row.locator('[data-status="inSync"]')).toHaveCount(0)
    await row.getByRole('link').click()
    await expect(page.getByRole('heading', { name: '<b>mine</b>' })).toBeVisible()
    await expect(page.getByRole('cell', { name: 'unknown' }).first()).toBeVisible()
  })

  test('many tables: only the rows in sight exist, and the last one is found by scrolling', async ({
    page,
  }) => {
    await open(page, { PROD_DATABASE_URL: own.url('many'), DEV_DATABASE_URL: own.url('many') })
    await page.getByRole('button', { name: 'Show all tables' }).click()
    await expect(page.getByText('401 of 401 tables')).toBeVisible()
    expect(await page.getByRole('row').count()).toBeLessThan(60)
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await expect(page.getByRole('row', { name: /public\.t99\b/ })).toBeVisible()
  })
})
