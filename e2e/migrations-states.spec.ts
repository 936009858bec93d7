import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible'
import { logIn, type OwnDashboard, ownDashboard } from './own-dashboard'

// The page of migrations in the states that real projects and databases can be in.

const RECORD = `create schema supabase_migrations;
  create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);`
const row = (version: string, name: string) =>
  `insert into supabase_migrations.schema_migrations values ('${version}', null, $n$${name}$n$);`
const GUEST = { name: 'migrations_guest', password: 'migrations-guest' }
const NOWHERE = 'postgres://nobody:canary-secret@127.0.0.1:1/nothing'
const SLOW_MS = 60_000
const MANY = 1_200
const MOST_ELEMENTS = 3_000

const ONE = 'create table public.one (id int);'
const FILES = { 'supabase/migrations/20260101000000_one.sql': ONE }
const TWO = { 'supabase/migrations/20260102000000_two.sql': 'create table public.two (id int);' }

/** Names that would do something if a page or a shell took them for more than names. */
const HOSTILE = [
  '<img src=x onerror=window.__xss=1>',
  '$(touch pwned)',
  '`id`',
  "'; drop table x; --",
  'right\u202eto-left',
  '__proto__',
  '{{7*7}}',
]

interface State {
  readonly variables: (own: OwnDashboard) => Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly reads: readonly (string | RegExp)[]
  readonly never?: readonly (string | RegExp)[]
}

const CLAIMS = [/are in step/, /is applied in all/, /are applied in all/] as const

const STATES: Readonly<Record<string, State>> = {
  'nothing configured': { variables: () => ({}), reads: ['No environments yet'], never: CLAIMS },
  'no folder and no record': {
    variables: (own) => ({ PROD_DATABASE_URL: own.url('bare') }),
    reads: ['No migrations', /No folder of migrations was found/],
    never: CLAIMS,
  },
  'all of them applied everywhere': {
    variables: (own) => ({ PROD_DATABASE_URL: own.url('prod'), DEV_DATABASE_URL: own.url('twin') }),
    files: FILES,
    reads: ['Migrations are in step', /All 1 migration is applied in all 2 environments/],
  },
  'an environment without a record': {
    variables: (own) => ({ PROD_DATABASE_URL: own.url('prod'), DEV_DATABASE_URL: own.url('bare') }),
    files: FILES,
    reads: ['Nothing stands out where records could be read'],
    never: CLAIMS,
  },
  'an environment out of reach': {
    variables: (own) => ({ PROD_DATABASE_URL: own.url('prod'), DEV_DATABASE_URL: NOWHERE }),
    files: { ...FILES, ...TWO },
    reads: [/The records of 1 environment could not be read/, 'Pending', 'Unknown'],
    never: CLAIMS,
  },
  'a role that may not read the record': {
    variables: (own) => ({ PROD_DATABASE_URL: own.url('prod'), DEV_DATABASE_URL: own.url('guarded', GUEST) }),
    files: { ...FILES, ...TWO },
    reads: ['Unknown', 'The role may not select from it.'],
    never: CLAIMS,
  },
  'filters that hide everything': {
    variables: (own) => ({ PROD_DATABASE_URL: own.url('prod') }),
    files: { ...FILES, ...TWO },
    reads: [/^0 of \d+ migrations match these filters/],
  },
  'files that cannot be used': {
    variables: (own) => ({ PROD_DATABASE_URL: own.url('prod') }),
    files: {
      ...FILES,
      'supabase/migrations/20260103000000_bytes.sql': Uint8Array.from([0x73, 0xff, 0xfe, 0x00]),
      'supabase/migrations/no-version.sql': 'select 1;',
    },
    reads: [/no-version\.sql is passed over/, /20260103000000_bytes/],
    never: CLAIMS,
  },
  'a folder of thousands': {
    variables: (own) => ({ PROD_DATABASE_URL: own.url('prod') }),
    files: Object.fromEntries(
      Array.from({ length: MANY }, (_, i) => [
        `supabase/migrations/${20260101000000 + i}_step_${i}.sql`,
        `select ${i};`,
      ]),
    ),
    reads: [/1,200 migrations/, /Load older ones/],
    never: CLAIMS,
  },
}

let own: OwnDashboard

test.describe.configure({ mode: 'default' })
test.use({ contextOptions: { reducedMotion: 'reduce' } })
test.beforeAll(async () => {
  own = await ownDashboard({
    prod: ONE + RECORD + row('20260101000000', 'one'),
    twin: ONE + RECORD + row('20260101000000', 'one'),
    bare: ONE,
    guarded: `create role ${GUEST.name} login password '${GUEST.password}'; ${ONE}${RECORD}
      grant usage on schema supabase_migrations to ${GUEST.name};`,
    hostile: RECORD + HOSTILE.map((name, i) => row(`2026020${i}000000`, name)).join('\n'),
  })
})
test.afterAll(() => own.close())

async function open(page: Page, address: string, query = ''): Promise<void> {
  await logIn(page, address)
  await page.goto(`${new URL(address).origin}/migrations${query}`)
  await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible({ timeout: SLOW_MS })
}

for (const [turn, [name, { variables, files, reads, never = [] }]] of Object.entries(STATES).entries()) {
  test(`${name}: the page says so`, async ({ page }) => {
    test.setTimeout(240_000)
    const address = await own.start(variables(own), files)
    await open(page, address, name.startsWith('filters') ? '?text=zzz' : '')
    const main = page.getByRole('main')
    for (const text of reads) {
      await expect
        .soft(main.getByText(text).filter({ visible: true }).first(), `${text}`)
        .toBeVisible({ timeout: SLOW_MS })
    }
    for (const text of never)
      expect.soft(await main.getByText(text).filter({ visible: true }).count(), `${text}`).toBe(0)
    expect.soft(await page.content()).not.toContain('canary-secret')
    expect.soft(await page.locator('*').count()).toBeLessThan(MOST_ELEMENTS)
    await expectAccessible(page, turn, `migrations: ${name}`)
  })
}

test('names of files and of records are shown as what they are, and commands hold them as words', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const problems: string[] = []
  page.on('dialog', (dialog) => {
    problems.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => problems.push(error.message))
  const files = HOSTILE.map((name, i) => [
    `supabase/migrations/2026030${i}000000_${name.replaceAll('/', '_')}.sql`,
    `select ${i} as "${'x'.repeat(i + 1)}";`,
  ])
  const address = await own.start({ PROD_DATABASE_URL: own.url('hostile') }, Object.fromEntries(files))
  await open(page, address)
  const table = page.getByRole('table', { name: 'Migrations by environment' })
  await expect(table.getByRole('row')).toHaveCount(HOSTILE.length + 1, { timeout: SLOW_MS })
  const shown = (await table.textContent()) ?? ''
  expect(shown).toContain('<img src=x onerror=window.__xss=1>')
  expect(shown).not.toMatch(/\u202e/)
  for (const more of await page.getByText('Evidence and commands').all()) await more.click()
  for (const command of await page.getByRole('code').allTextContents()) {
    expect(command).not.toMatch(/(?<!['"\w])\$\(touch pwned\)/)
    expect(command).not.toMatch(/\u202e/)
  }
  for (const link of (await table.getByRole('link').all()).slice(0, 3)) {
    const href = (await link.getAttribute('href')) ?? ''
    await page.goto(new URL(address).origin + href)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.goBack()
    await expect(table).toBeVisible({ timeout: SLOW_MS })
  }
  expect(await page.evaluate(() => (window as unknown as { __xss?: number }).__xss)).toBeUndefined()
  expect(problems).toEqual([])
})

test('a replay begins when it is asked for, is cancelled, begins again, and is turned off', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const address = await own.start(
    { PROD_DATABASE_URL: own.url('prod') },
    { ...FILES, 'supabase/migrations/20260104000000_slow.sql': 'select pg_sleep(100);' },
  )
  await open(page, address)
  const panel = page.getByRole('region', { name: 'Do the files say what is there?' })
  await expect(panel).toContainText('A record is a claim, not evidence.')
  await panel.getByRole('button', { name: 'Replay the files' }).click()
  await panel.getByRole('button', { name: 'Cancel the replay' }).click()
  await expect(panel).toContainText('The replay was cancelled', { timeout: SLOW_MS })
  // What the header covers while the page is scrolled is no finding.
  await page.evaluate(() => scrollTo(0, 0))
  await expectAccessible(page, 3, 'a cancelled replay')
  await panel.getByRole('button', { name: /Replay the files/ }).click()
  await expect(panel.getByRole('button', { name: 'Cancel the replay' })).toBeVisible({ timeout: SLOW_MS })
  await panel.getByRole('button', { name: 'Cancel the replay' }).click()
  await expect(panel).toContainText('The replay was cancelled', { timeout: SLOW_MS })
  await panel.getByRole('button', { name: 'Stop replaying' }).click()
  await expect(panel).toContainText('A record is a claim, not evidence.', { timeout: SLOW_MS })
  await expect(panel.getByRole('heading', { name: 'Do the files say what is there?' })).toBeFocused()
})

test('a replay that fails within a function says where, and what that most likely means', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const broken = "do $$ begin\n  raise exception 'no such plan' using hint = 'Ask Bo.';\nend $$;"
  const address = await own.start(
    { PROD_DATABASE_URL: own.url('prod') },
    { ...FILES, 'supabase/migrations/20260105000000_broken.sql': broken },
  )
  await open(page, address)
  const panel = page.getByRole('region', { name: 'Do the files say what is there?' })
  await panel.getByRole('button', { name: 'Replay the files' }).click()
  await expect(panel).toContainText('20260105000000_broken.sql:2: no such plan', { timeout: SLOW_MS })
  await expect(panel).toContainText('Ask Bo.')
  await expect(panel).toContainText('PL/pgSQL function inline_code_block line 2 at RAISE')
  await page.evaluate(() => scrollTo(0, 0))
  for (const turn of [0, 1, 2, 3]) await expectAccessible(page, turn, 'a replay that failed')
})
