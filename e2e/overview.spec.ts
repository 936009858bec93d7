import { expect, type Locator, type Page, test } from '@playwright/test'
import { logIn } from './own-dashboard'

const ADDRESS = process.env.LOCKSTEP_E2E_URL ?? ''

async function openOverview(page: Page, query = ''): Promise<void> {
  await logIn(page, ADDRESS)
  if (query !== '') await page.goto(`${new URL(ADDRESS).origin}/overview${query}`)
  await expect(grid(page)).toBeVisible({ timeout: 20_000 })
}

const grid = (page: Page): Locator => page.getByRole('grid')
/** Around the grid; busy while it is the answer to another question than the one that was asked last. */
const list = (page: Page): Locator => page.locator('[aria-busy]').filter({ has: grid(page) })
const shown = (page: Page): Locator => page.getByText(/^[\d,]+ of [\d,]+ (?:differing )?objects$/)

async function numbers(page: Page): Promise<[matching: number, total: number]> {
  const text = ((await shown(page).textContent()) ?? '').replaceAll(',', '')
  const [, matching, total] = /(\d+) of (\d+)/.exec(text) ?? []
  return [Number(matching), Number(total)]
}

/** The head of every line of the grid, gathered while it is scrolled from top to bottom. */
async function allLines(page: Page): Promise<Map<number, string>> {
  const lines = new Map<number, string>()
  const count = Number(await grid(page).getAttribute('aria-rowcount')) - 1
  const box = page.getByRole('region', { name: 'Objects by environment' })
  for (let at = 0; lines.size < count && at < 200; at++) {
    const inSight = await grid(page)
      .locator('tr[data-index]')
      .evaluateAll((rows) =>
        rows.map((row) => ({
          index: Number(row.getAttribute('data-index')),
          head: row.querySelector('th [aria-expanded]')?.textContent ?? '',
        })),
      )
    for (const { index, head } of inSight) lines.set(index, head)
    await box.evaluate((element) => element.scrollBy(0, element.clientHeight * 0.6))
    await page.waitForTimeout(30)
  }
  return lines
}

test('it leads with what is critical, and one click shows the line that differs', async ({ page }) => {
  await openOverview(page)
  const critical = page.getByRole('region', { name: 'Look at these first' })
  await expect(critical).toContainText('lets authenticated read every row')
  await critical.getByRole('link', { name: 'policy public.invoices.Members read invoices' }).click()
  await expect(page).toHaveURL(/\/compare\/prod\/staging\?object=policy/)
  const using = page.getByRole('row', { name: /USING/ })
  await expect(using).toContainText('true')
  await expect(using).toContainText('tenant_ids')
})

test('environments in which a difference means the same are told together', async ({ page }) => {
  const meaning = 'Here the policy lets anon read every row.'
  await page.route('**/api/overview*', async (route) => {
    const response = await route.fetch()
    const answer = await response.json()
    for (const { cells } of answer.critical ?? [])
      for (const cell of cells.slice(0, 3)) Object.assign(cell, { severity: 'critical', meaning })
    await route.fulfill({ response, json: answer })
  })
  await openOverview(page)
  const critical = page.getByRole('region', { name: /Look at (this|these) first/ })
  await expect(critical.getByRole('listitem').first()).toContainText(
    /\w+, \w+ and \w+: Here the policy lets anon/,
  )
})

test('a cell leads to the line that differs there', async ({ page }) => {
  await openOverview(page, '?text=bank_accounts&kind=table')
  await grid(page)
    .getByRole('gridcell', { name: /Changed/ })
    .getByRole('link')
    .click()
  await expect(page).toHaveURL(/\/compare\/prod\/dev\?object=table/)
  await expect(page.getByRole('row', { name: /Row-level security/ })).toBeVisible()
})

test('counts add up: each kind has as many rows as its head says, and all of them as many as the page', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await openOverview(page)
  const lines = await allLines(page)
  expect(lines.size).toBe(Number(await grid(page).getAttribute('aria-rowcount')) - 1)
  const [matching, total] = await numbers(page)
  expect(matching).toBe(total)
  const heads = [...lines.values()].flatMap((head) => /^\D+([\d,]+)$/.exec(head)?.[1] ?? [])
  expect(heads.map(Number).reduce((sum, count) => sum + count, 0)).toBe(total)
})

test('everything is one toggle away, and says so in the address', async ({ page }) => {
  await openOverview(page)
  const [, differing] = await numbers(page)
  await page.getByText('Everything', { exact: true }).click()
  await expect(page).toHaveURL(/show=everything/)
  await expect(shown(page)).toHaveText(/\d objects$/, { timeout: 30_000 })
  const [, all] = await numbers(page)
  expect(all).toBeGreaterThan(differing * 5)
  await page.getByRole('searchbox').fill('public.tenants')
  await expect(grid(page).getByRole('rowheader', { name: 'public.tenants', exact: true })).toBeVisible()
  await expect(
    grid(page)
      .getByRole('row', { name: /^public\.tenants / })
      .first()
      .getByRole('gridcell', { name: /^In sync in (?:local|dev|staging)/ }),
  ).toHaveCount(3)
})

test('every control is in the address, survives a reload and a new tab, and clearing it clears the address', async ({
  page,
  context,
}) => {
  await openOverview(page)
  await page.getByRole('searchbox').fill('invoices')
  await page.getByRole('button', { name: /^Critical/ }).click()
  await page.getByLabel('Status').selectOption('Changed')
  await page.getByRole('button', { name: /^policies/ }).click()
  for (const part of [/text=invoices/, /severity=critical/, /status=different/, /closed=policy/]) {
    await expect(page).toHaveURL(part)
  }
  await expect(list(page)).toHaveAttribute('aria-busy', 'false')
  const before = await shown(page).textContent()
  const other = await context.newPage()
  for (const tab of [page, other]) {
    await tab.goto(page.url())
    await expect(shown(tab)).toHaveText(before ?? '')
    await expect(tab.getByRole('searchbox')).toHaveValue('invoices')
    await expect(tab.getByLabel('Status').locator('option:checked')).toHaveText('Changed')
    await expect(tab.getByRole('button', { name: /^Critical/ })).toHaveAttribute('aria-pressed', 'true')
    await expect(tab.getByRole('button', { name: /^policies/ })).toHaveAttribute('aria-expanded', 'false')
  }
  await page.getByRole('button', { name: /^policies/ }).click()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL(/\/overview$/)
  await page.getByLabel('Compare with').selectOption('staging')
  await expect(page.getByText(/objects differ from staging/).first()).toBeVisible()
  await page.reload()
  await expect(page.getByText(/objects differ from staging/).first()).toBeVisible()
  await page.getByLabel('Compare with').selectOption('prod')
  await expect(page).toHaveURL(/\/overview$/)
  await page.getByRole('searchbox').fill('nothing is called so')
  await expect(page.getByRole('heading', { name: /^0 of \d+ differing objects match/ })).toBeVisible()
})

test('the grid is walked by keyboard alone, to the line that differs', async ({ page }) => {
  await openOverview(page)
  await page.keyboard.press('j')
  await expect(grid(page).locator(':focus')).toHaveAttribute('data-at', /^\d+:0$/)
  const first = await grid(page).locator(':focus').textContent()
  await page.keyboard.press('j')
  await expect(grid(page).locator(':focus')).not.toHaveText(first ?? '')
  await page.keyboard.press('k')
  await expect(grid(page).locator(':focus')).toHaveText(first ?? '')
  await page.keyboard.press('/')
  await page.keyboard.type('bank_accounts')
  await expect(shown(page)).toHaveText(/^1 of/)
  await page.keyboard.press('Tab')
  await grid(page).locator('[tabindex="0"]').focus()
  await page.keyboard.press('ArrowDown')
  for (let column = 0; column < 2; column++) await page.keyboard.press('ArrowRight')
  await expect(grid(page).locator(':focus')).toContainText('Changed')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/compare\/prod\/dev\?object=table/)
})

test('a list that comes late takes the place of the one before without moving anything, and keeps the focus', async ({
  page,
}) => {
  await openOverview(page)
  await page.evaluate(() => {
    const seen = { shift: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number
        hadRecentInput: boolean
      })[])
        if (!entry.hadRecentInput) seen.shift += entry.value
    }).observe({ type: 'layout-shift' })
  })
  // Longer than the half second after a press in which a browser expects things to move.
  await page.route(
    (url) => url.pathname === '/api/overview',
    async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      await route.continue()
    },
  )
  for (const key of ['j', 'l', 'l', 'a']) await page.keyboard.press(key)
  await expect(list(page)).toHaveAttribute('aria-busy', 'true')
  await expect(shown(page)).toHaveText(/\d objects$/)
  await expect(list(page)).toHaveAttribute('aria-busy', 'false')
  await expect(grid(page).locator(':focus')).toHaveAttribute('data-at', /^\d+:2$/)
  const all = (await shown(page).textContent()) ?? ''
  await page.getByRole('searchbox').fill('invoice')
  await expect(shown(page)).not.toHaveText(all)
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(shown(page)).toHaveText(all)
  expect(
    await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift),
  ).toBeLessThan(0.02)
})

test('only the rows in sight are in the page', async ({ page }) => {
  await openOverview(page, '?show=everything')
  const count = Number(await grid(page).getAttribute('aria-rowcount'))
  expect(count).toBeGreaterThan(1_000)
  expect(await page.locator('*').count()).toBeLessThan(3_000)
  await grid(page).locator('[tabindex="0"]').focus()
  await page.keyboard.press('Control+End')
  await expect(grid(page).locator(`tr[aria-rowindex="${count}"]`)).toBeVisible()
  expect(await page.locator('*').count()).toBeLessThan(3_000)
})

test('a check that is asked for ends and says when it was', async ({ page }) => {
  await openOverview(page)
  await page.getByRole('button', { name: 'Check all now' }).click()
  await expect(page.getByRole('button', { name: 'Check all now' })).toBeEnabled({ timeout: 20_000 })
  await expect(page.getByText(/Checked just now/)).toBeVisible()
})

test('an unknown reference or filter in the address is told', async ({ page }) => {
  await logIn(page, ADDRESS)
  await page.goto(`${new URL(ADDRESS).origin}/overview?reference=stagin`)
  await expect(page.getByRole('heading', { name: /no environment named "stagin"/ })).toBeVisible()
  await expect(page.getByText('Did you mean staging?')).toBeVisible()
})

/** Opens it on another page than the overview, once all environments were read, and gives its field. */
async function openPalette(page: Page): Promise<Locator> {
  await logIn(page, ADDRESS)
  await page.goto(`${new URL(ADDRESS).origin}/environments`)
  await expect(page.getByText('environments could be read')).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  return page.getByRole('combobox')
}

test('any object, page and action is found from everywhere', async ({ page }) => {
  await openPalette(page)
  await page.keyboard.type('bank_acc')
  await expect(page.getByRole('option', { name: /^public\.bank_accounts table/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/objects\//)
  // While it is still open, keys are its own.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('bank_accounts')
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(page).toHaveURL(/\/overview/)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.getByRole('checkbox', { name: /Single letters/ }).uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Find' })).toBeVisible()
  await page.keyboard.type('dark')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('Enter finds what was typed even before it is known what that is', async ({ page }) => {
  const field = await openPalette(page)
  await field.fill('t')
  await expect(page.getByRole('option', { name: /differs/ }).first()).toBeVisible()
  await page.route('**/api/search?text=bank_accounts', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await route.continue()
  })
  await field.fill('bank_accounts')
  await field.press('Enter')
  await expect(page).toHaveURL(/\/objects\/table.*bank_accounts/)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('what is found first is selected, however fast it is typed and on whatever machine, until the keys go on', async ({
  page,
}) => {
  const field = await openPalette(page)
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 8 })
  const lines = page.getByRole('option')
  for (const delay of [0, 7, 30, 75])
    for (const [typed, found] of [
      ['dark', 'Use the dark theme'],
      ['theme', 'Use the light theme'],
      ['overv', 'Overview'],
    ] as const) {
      await field.fill('')
      await field.pressSequentially(typed, { delay })
      await expect(lines.first()).toHaveText(found)
      await expect(lines.and(page.locator('[aria-selected=true]'))).toHaveText([found])
    }
  await field.fill('theme')
  await expect(lines).toHaveText(['Use the light theme', 'Use the dark theme'])
  await field.press('ArrowDown')
  await expect(lines.and(page.locator('[aria-selected=true]'))).toHaveText(['Use the dark theme'])
  await field.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('a search that failed does not say that nothing is called so', async ({ page }) => {
  const field = await openPalette(page)
  await field.fill('no such name')
  const dialog = page.getByRole('dialog', { name: 'Find' })
  await expect(dialog).toContainText('Nothing is called that in any of the 4 environments.')
  await page.route('**/api/search?*', (route) => route.abort())
  await field.fill('bank_accounts')
  await expect(dialog.getByRole('alert')).toContainText('does not answer')
  await expect(dialog).not.toContainText('Nothing is called that')
})
