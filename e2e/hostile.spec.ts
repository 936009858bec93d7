import { expect, type Page, test } from '@playwright/test'
import { logIn, type OwnDashboard, ownDashboard } from './own-dashboard'

/** Names that would do something if a page took them for more than names. */
const NAMES = [
  'a"b',
  "a'b",
  'line\nbreak',
  'tab\there',
  '\\! touch /tmp/p',
  '<img src=x onerror=window.__xss=1>',
  '</script><script>window.__xss=1</script>',
  '{{7*7}}',
  '$' + '{window.__xss=1}',
  'javascript:window.__xss=1',
  ';drop',
  '--',
  '/*',
  'txt.\u202eexe',
  'zero\u200bwidth',
  '😀👩‍👩‍👧',
  'e\u0301',
  'x'.repeat(63),
  '__proto__',
  'constructor',
  ' leading and trailing ',
  '.',
  '..',
  '%2e%2e%2f',
  'a/b',
  'a?b#c',
]

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const text = (value: string) => `'${value.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`

const HOSTILE = NAMES.map((name) => {
  const own = quoted(name)
  return `create table ${own} (${own} text default E${text(name)});
    create index ${quoted(`i ${name}`.slice(0, 60))} on ${own} (${own});
    alter table ${own} add constraint ${own} check (${own} <> E${text(name)});
    alter table ${own} enable row level security;
    create policy ${own} on ${own} using (${own} = E${text(name)});
    create function ${own}() returns text language sql as $hostile$ select E${text(name)} $hostile$;
    create type ${quoted(`t ${name}`.slice(0, 60))} as enum (E${text(name)});
    comment on table ${own} is E${text(name)};
    insert into ${own} values ('\\t' || E${text(name)} || '\\');`
}).join('\n')

const SLOW_MS = 120_000

let own: OwnDashboard

test.beforeAll(async () => {
  own = await ownDashboard({
    prod: 'create table public.ordinary (id int)',
    staging: HOSTILE,
    local: 'create table public.leftover (id int)',
  })
})
test.afterAll(() => own.close())

test('names, texts and bodies of a hostile database are shown as what they are, on every page', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const expectHarmless = await watched(page)
  const address = await own.start({
    PROD_DATABASE_URL: own.url('prod'),
    STAGING_DATABASE_URL: own.url('staging'),
  })
  await logIn(page, address)
  await expect(page.getByRole('row', { name: /__proto__/ }).first()).toBeVisible({ timeout: 30_000 })
  const shown = await objectsShown(page)
  expect([...shown.values()].join('')).not.toMatch(/[\u202e\u200b\n\t]/)
  const ids = [...shown.keys()].map((href) => decodeURIComponent(href.split('/').at(-1) ?? ''))
  const tables = ids.filter((id) => id.startsWith('table:') && id !== 'table:public.ordinary')
  expect(tables).toHaveLength(NAMES.length)
  for (const id of tables) {
    for (const [path, heading] of [
      [`/objects/${encodeURIComponent(id)}`, 'Properties'],
      [`/compare/prod/staging?object=${encodeURIComponent(id)}`, /./],
      [`/policies/${encodeURIComponent(id)}`, /./],
    ] as const) {
      await page.goto(new URL(address).origin + path)
      await expect(page.getByRole('heading', { level: 2, name: heading }).first()).toBeVisible()
      await expectHarmless()
    }
  }
})

test('a hostile database is dumped, its files stay in their folder, and it replaces another by its names', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const expectHarmless = await watched(page)
  const address = await own.start({
    LOCAL_DATABASE_URL: own.url('local'),
    STAGING_DATABASE_URL: own.url('staging'),
  })
  await logIn(page, address)
  const dump = async (query: string, button: string, title: string) => {
    await page.goto(`${new URL(address).origin}/backups?from=staging${query}`)
    await page.getByRole('button', { name: button }).click({ timeout: SLOW_MS })
    const made = page.getByRole('row', { name: title })
    await expect(made.getByText('Verified')).toBeVisible({ timeout: SLOW_MS })
    await made.getByRole('link').click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await expectHarmless()
  }

  await dump('&what=data&format=jsonl', 'Dump data', 'Data of staging')
  const listed = page.getByRole('table', { name: 'Files' }).getByRole('rowheader')
  await expect(listed).toHaveCount(NAMES.length)
  const files = await listed.allTextContents()
  expect(files.filter((file) => /^\/|\.\.(?:\/|$)|[\u202e\u200b\n\t]/.test(file))).toEqual([])
  expect(new Set(files.map((file) => file.split('/').slice(0, -1).join('/'))).size).toBe(1)

  await dump('', 'Dump all', 'All of staging')
  await page.getByRole('button', { name: 'Restore into…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'See what would be replaced' }).click()
  await dialog.getByLabel('Type local to replace it').fill('local', { timeout: SLOW_MS })
  await expectHarmless()
  await dialog.getByRole('button', { name: 'Replace local' }).click()
  await expect(dialog.getByText('Restored, and equal to the dump')).toBeVisible({ timeout: SLOW_MS })
  await expect(dialog).toContainText(`${NAMES.length} rows of ${NAMES.length} tables were compared`)
  await expectHarmless()
})

/** Notes from now on whatever a page does that a name made it do; gives what expects that there was nothing. */
async function watched(page: Page): Promise<() => Promise<void>> {
  const problems: string[] = []
  page.on('dialog', (dialog) => {
    problems.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => problems.push(`error ${error.message}`))
  page.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url()))
      problems.push(`request ${request.url()}`)
  })
  await page.addInitScript(() => {
    const violations: string[] = []
    Object.assign(window, { violations })
    addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
      violations.push(`${violatedDirective} ${sample}`),
    )
  })
  return async () => {
    const done = await page.evaluate(() => {
      const { __xss, violations } = window as unknown as { __xss?: number; violations?: string[] }
      return { xss: __xss ?? null, violations: violations ?? [], inherited: Object.keys({}) }
    })
    expect(done).toEqual({ xss: null, violations: [], inherited: [] })
    expect(problems).toEqual([])
  }
}

/** The names of all objects of the overview by their addresses, gathered while it is scrolled to its end. */
async function objectsShown(page: Page): Promise<ReadonlyMap<string, string>> {
  const box = page.getByRole('region', { name: 'Objects by environment' })
  const found = new Map<string, string>()
  for (let isAtEnd = false; !isAtEnd; ) {
    const links = await box
      .locator('tbody th a')
      .evaluateAll((all) => all.map((link) => [(link as HTMLAnchorElement).href, link.textContent ?? '']))
    for (const [href = '', text = ''] of links) found.set(href, text)
    isAtEnd = await box.evaluate((element) => {
      element.scrollBy(0, element.clientHeight * 0.7)
      return element.scrollTop + element.clientHeight >= element.scrollHeight - 1
    })
    await page.waitForTimeout(100)
  }
  return found
}
