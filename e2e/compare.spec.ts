import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { logIn, type OwnDashboard, ownDashboard } from './own-dashboard'

/** What pages say while something is on its way. */
const WAITING = /^(Asking|Opening|Reading|Comparing|Drawing|Checking…)/
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const LINES = Array.from({ length: 40 }, (_, i) => `  raise notice 'step ${i}';`).join('\n')
const FUNCTION = `create function run() returns void language plpgsql as $$ begin\n${LINES}\nend $$;`

const SCHEMA = `create table invoices (id int primary key, amount numeric(12,2));
  alter table invoices enable row level security;
  create policy mine on invoices for select using (amount > 0);
  create table archive (id int primary key, note text not null);
  create table lines (id int primary key, invoice_id int references invoices);
  ${FUNCTION}`
const CHANGES = `alter policy mine on invoices using (true); drop table archive; create table extra (id int);
  alter table lines add column plan text;
  create schema hostile; create table hostile."<img src=x onerror=alert(1)>" (id int);
  ${FUNCTION.replace('create function', 'create or replace function').replace("'step 20'", "'step twenty'")}`

const POLICY = 'policy:public.invoices.mine'
const ROUTINE = 'function:public.run.'

let own: OwnDashboard
let address: string

test.beforeAll(async () => {
  own = await ownDashboard({ prod: SCHEMA, twin: SCHEMA, staging: SCHEMA + CHANGES })
  address = await own.start({
    PROD_DATABASE_URL: own.url('prod'),
    STAGING_DATABASE_URL: own.url('staging'),
    DEV_DATABASE_URL: own.url('twin'),
    LOCAL_DATABASE_URL: 'postgres://nobody:canary-secret@127.0.0.1:1/nothing',
  })
})
test.afterAll(() => own.close())

async function open(page: Page, path: string): Promise<void> {
  await logIn(page, address)
  await page.goto(new URL(address).origin + path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText(WAITING)).toHaveCount(0, { timeout: 90_000 })
}

function objectPath(id: string, more = ''): string {
  return `/compare/prod/staging?object=${encodeURIComponent(id)}${more}`
}

const tree = (page: Page) => page.getByRole('tree', { name: 'Differences' })
const title = (page: Page) => page.getByRole('heading', { level: 2 }).first()

test('the picker offers the reference and what differs from it, and remembers the last pair', async ({
  page,
}) => {
  await open(page, '/compare')
  await expect(page.getByRole('link', { name: 'staging compared with prod' })).toContainText('differ')
  await expect(page.getByRole('link', { name: 'dev compared with prod' })).toContainText('In sync')
  await expect(page.getByRole('link', { name: 'local compared with prod' })).toContainText('Unknown')
  await expect(page.getByLabel('Measured against it').locator('option:checked')).toHaveText('staging')
  await page.getByLabel('Trusted').selectOption('dev')
  await page.getByRole('main').getByRole('link', { name: 'Compare', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('staging compared with dev')
  await page.getByRole('navigation').getByRole('link', { name: 'Compare' }).click()
  await expect(page.getByLabel('Trusted').locator('option:checked')).toHaveText('dev')
})

test('filters narrow the tree, survive a reload, and leave a clean address when cleared', async ({
  page,
}) => {
  await open(page, '/compare/prod/staging')
  const items = tree(page).getByRole('treeitem')
  await expect(items.filter({ hasText: 'mine' })).toBeVisible()
  await page.getByRole('searchbox').fill('invoices')
  await expect(page).toHaveURL(/text=invoices/)
  await page.getByLabel('Severity').selectOption({ label: 'Critical (1)' })
  await expect(page.getByText('1 of 6 differences')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('searchbox')).toHaveValue('invoices')
  await expect(page.getByText('1 of 6 differences')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(/\/compare\/prod\/staging$/)
  await page.getByRole('searchbox').fill('nothing is called so')
  await expect(page.getByRole('heading', { name: '0 of 6 differences match' })).toBeVisible()
})

test('properties come first, with what they mean; the statements mark the words', async ({ page }) => {
  await open(page, objectPath(POLICY))
  await expect(title(page)).toHaveText('public.invoices.mine')
  const row = page
    .getByRole('table', { name: 'Properties on both sides' })
    .getByRole('row', { name: /USING/ })
  await expect(row).toContainText('true')
  await expect(row.locator('[data-severity="critical"]')).toBeVisible()
  await page.getByText('DDL split').click()
  await expect(page).toHaveURL(/view=split/)
  const statements = page.getByRole('region', { name: 'DDL of prod and staging' })
  await expect(statements).toContainText('only in staging: ')
  await page.getByText('DDL unified').click()
  await expect(statements).toContainText('USING (true)')
})

test('a line has an address of its own, which opens, marks and unfolds it', async ({ page }) => {
  await open(page, objectPath(ROUTINE, '&view=split'))
  const statements = page.getByRole('region', { name: 'DDL of prod and staging' })
  await expect(statements.getByRole('button', { name: /equal lines/ }).first()).toBeVisible()
  await statements
    .getByRole('button', { name: /, line of staging/ })
    .first()
    .click()
  await expect(page).toHaveURL(/line=target-\d+/)
  await page.goto(page.url().replace(/line=target-\d+/, 'line=source-6'))
  const line = statements.getByRole('button', { name: '6, line of prod', exact: true })
  await expect(line).toHaveAttribute('aria-current', 'true')
  await expect(line).toBeInViewport()
  await line.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/line=source-7/)
})

test('swapping turns the sides around and keeps object, filter and line', async ({ page }) => {
  await open(page, objectPath(POLICY, '&view=split&line=source-1&text=mine'))
  await expect(title(page)).toHaveText('public.invoices.mine')
  await page.keyboard.press('x')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/prod compared with staging/)
  await expect(page).toHaveURL(/\/compare\/staging\/prod\?.*line=target-1.*text=mine/)
  await expect(page.getByRole('region', { name: 'DDL of staging and prod' })).toBeVisible()
  const swap = page.getByRole('button', { name: 'Swap the sides' })
  await swap.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/staging compared with .*prod/)
  await expect(swap).toBeFocused()
})

test('choosing another side keeps the focus on what was chosen with', async ({ page }) => {
  await open(page, '/compare/prod/staging')
  const measured = page.getByLabel('Measured against it')
  await measured.focus()
  await measured.selectOption('dev')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/dev compared with .*prod/)
  await expect(measured).toBeFocused()
})

test('next and previous stay within the filter; viewed marks count and end when the content changes', async ({
  page,
}) => {
  await open(page, '/compare/prod/staging?schema=public&kind=table')
  await expect(page.getByText('2 of 6 differences')).toBeVisible()
  await page.keyboard.press('n')
  await expect(title(page)).toHaveText('public.archive')
  await expect(page.getByText('3 objects follow from this')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Previous' })).toBeDisabled()
  await page.keyboard.press('v')
  await expect(page.getByText('1 of 2 viewed')).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(title(page)).toHaveText('public.extra')
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled()
  await page.getByRole('checkbox', { name: 'Viewed' }).check()
  await expect(page.getByText('2 of 2 viewed')).toBeVisible()
  await page.reload()
  await expect(page.getByText('2 of 2 viewed')).toBeVisible()
  await own.query('staging', 'alter table extra add column later int')
  await page.getByRole('button', { name: 'Check both now' }).click()
  await expect(page.getByText('1 of 2 viewed')).toBeVisible()
  await own.query('staging', 'alter table extra drop column later')
})

test('links and statements are copied', async ({ page, context }) => {
  await allowClipboard(context)
  await open(page, objectPath(POLICY))
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await page.getByRole('button', { name: 'Copy link' }).click()
  expect(await copied()).toBe(page.url())
  await page.getByRole('button', { name: 'Copy DDL of staging' }).click()
  expect(await copied()).toContain('USING (true)')
  await page.keyboard.press('y')
  await expect.poll(copied).toContain('amount')
})

test('by keyboard only: from the picker to the exact line and its link', async ({ page, context }) => {
  await allowClipboard(context)
  await open(page, '/compare/prod/staging')
  await expect(tree(page)).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('mine')
  await expect(page.getByText('1 of 6 differences')).toBeVisible()
  await tree(page).focus()
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  await expect(title(page)).toHaveText('public.invoices.mine')
  await page.keyboard.press('d')
  const statements = page.getByRole('region', { name: 'DDL of prod and staging' })
  await expect(statements).toBeVisible()
  await statements.focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/line=source-\d+/)
  await page.keyboard.press('c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
  await tree(page).focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(page).toHaveURL(/closed=/)
})

test('what is in sync is shown on demand and opens', async ({ page }) => {
  await open(page, '/compare/prod/staging')
  await page.getByLabel('Also what is in sync').check()
  await expect(page).toHaveURL(/show=everything/)
  await page.getByRole('searchbox').fill('invoices_pkey')
  await tree(page)
    .getByRole('treeitem', { name: /primary key .*invoices_pkey/ })
    .click()
  await expect(page.getByText('In sync').first()).toBeVisible()
  await expect(page.getByText('not among the 0 listed')).toBeVisible()
})

test('no drift is said only of what was read whole', async ({ page }) => {
  await open(page, '/compare/prod/dev')
  await expect(page.getByRole('heading', { name: 'dev matches prod' })).toBeVisible()
  await expect(page.getByText(/Both were read whole: \d+ objects, no difference/)).toBeVisible()
  await page.getByRole('button', { name: /^Show \d+ objects that are the same/ }).click()
  await expect(tree(page)).toBeVisible()
  const hide = page.getByRole('button', { name: /^Hide \d+ objects that are the same/ })
  await expect(hide).toBeFocused()
  await hide.click()
  await expect(tree(page)).toHaveCount(0)
})

test('an environment that never answered is unknown, with the reason and what to do', async ({ page }) => {
  await open(page, '/compare/prod/local')
  const alert = page.getByRole('alert').filter({ hasText: 'local could not be reached, so it is unknown' })
  await expect(alert).toContainText('127.0.0.1:1')
  await expect(alert.getByRole('link', { name: 'E-NET-REFUSED' })).toBeVisible()
  await expect(alert.getByRole('button', { name: /Compare as it was/ })).toHaveCount(0)
  await expect(page.getByText('matches prod')).toHaveCount(0)
  expect(await page.content()).not.toContain('canary-secret')
})

test('an environment that is lost is unknown at first, and as it was only when asked for', async ({
  page,
}) => {
  await open(page, '/compare/staging/dev')
  await expect(tree(page)).toBeVisible()
  await own.query('postgres', 'alter database twin with allow_connections false')
  await own.query('postgres', `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'twin'`)
  try {
    await page.getByRole('button', { name: 'Check both now' }).click()
    const alert = page.getByRole('alert').filter({ hasText: 'dev could not be reached, so it is unknown' })
    await expect(alert).toBeVisible()
    await expect(tree(page)).toHaveCount(0)
    await alert.getByRole('button', { name: /Compare as it was/ }).click()
    await expect(page).toHaveURL(/lastKnown=true/)
    await expect(page.getByRole('alert').filter({ hasText: 'it is shown as it was' })).toBeVisible()
    await expect(tree(page)).toBeVisible()
  } finally {
    await own.query('postgres', 'alter database twin with allow_connections true')
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'could not be reached' })).toHaveCount(0)
})

test('an unknown environment and an unknown object say so and lead back', async ({ page }) => {
  await open(page, '/compare/prod/stagging')
  await expect(page.getByRole('heading', { name: 'There is no environment named "stagging"' })).toBeVisible()
  await expect(page.getByText('Did you mean staging?')).toBeVisible()
  await page.getByRole('link', { name: 'Choose what to compare' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Compare' })).toBeVisible()
  await page.goto(new URL(address).origin + objectPath('table:public.nothing'))
  await expect(page.getByRole('heading', { name: 'Neither side has this object' })).toBeVisible()
  await expect(tree(page)).toBeVisible()
})

test('a hostile name is text', async ({ page }) => {
  let dialogs = 0
  page.on('dialog', (dialog) => {
    dialogs++
    void dialog.dismiss()
  })
  await open(page, objectPath('schema:hostile'))
  await expect(tree(page)).toContainText('hostile')
  await expect(
    page.getByRole('listitem').filter({ hasText: '<img src=x onerror=alert(1)>' }).first(),
  ).toBeVisible()
  expect(dialogs).toBe(0)
})

test('the diagram shows the tables that differ, in a drawing and in words, by keyboard too', async ({
  page,
}) => {
  await open(page, '/compare/prod/staging')
  await page.getByRole('link', { name: 'Diagram' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tables of staging compared with prod')
  const words = page.getByRole('table', { name: 'Tables' })
  await expect(words.getByRole('row', { name: /public\.lines/ })).toContainText('plan text only in staging')
  await page.getByText('1 foreign key that is the same').click()
  await expect(page.getByRole('table', { name: 'Foreign keys that are the same' })).toContainText(
    'lines_invoice_id_fkey',
  )
  const box = page.locator('.react-flow__node').filter({ hasText: 'lines' })
  await expect(box).toContainText('only in staging: plan')
  await expect(box).toContainText('FK')
  await box.focus()
  await expect(box).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(title(page)).toHaveText('public.lines')
  await expect(page.getByRole('heading', { name: 'Below this object' })).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`accessible, ${theme}, ${width} px`, async ({ page }) => {
      test.setTimeout(180_000)
      await page.emulateMedia({ colorScheme: theme })
      await page.setViewportSize({ width, height: 900 })
      await logIn(page, address)
      for (const path of [
        '/compare',
        '/compare/prod/staging',
        '/compare/prod/dev',
        '/compare/prod/local',
        objectPath(POLICY),
        objectPath(ROUTINE, '&view=split'),
        objectPath(ROUTINE, '&view=unified&wrap=false'),
        objectPath('table:public.archive'),
        '/compare/prod/staging/graph',
      ]) {
        await page.goto(new URL(address).origin + path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.getByText(WAITING)).toHaveCount(0)
        const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
        expect(violations.map(({ id, nodes }) => [path, id, nodes[0]?.html])).toEqual([])
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(overflow).toBeLessThanOrEqual(0)
      }
    })
  }
}

async function allowClipboard(context: BrowserContext): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
}
