import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible'
import { logIn, type OwnDashboard, ownDashboard } from './own-dashboard'

// Every page in every state that real databases can be in. What only lasts a moment is in page-faults.spec.ts.

const SCHEMA = `create table invoices (id int primary key, amount numeric(12,2));
  alter table invoices enable row level security;
  create policy mine on invoices using (amount > 0);`
const GUEST = { name: 'states_guest', password: 'states-guest' }
const NOWHERE = 'postgres://nobody:canary-secret@127.0.0.1:1/nothing'
const MANY = 1_200
const MOST_ELEMENTS = 3_000
/** Time enough for a machine that does other things as well. */
const SLOW_MS = 45_000

const TABLE = encodeURIComponent('table:public.invoices')
const POLICY = encodeURIComponent('policy:public.invoices.mine')

/** A page in a state: what must be read on it, and what must not. */
interface PageState {
  readonly path: string
  readonly reads: readonly (string | RegExp)[]
  readonly never?: readonly (string | RegExp)[]
}

interface State {
  /** The environments, as variables of the project. */
  readonly variables: (own: OwnDashboard) => Readonly<Record<string, string>>
  readonly pages: readonly PageState[]
}

const MIXED: State['variables'] = (own) => ({
  PROD_DATABASE_URL: own.url('prod'),
  STAGING_DATABASE_URL: own.url('staging'),
  DEV_DATABASE_URL: NOWHERE,
  LOCAL_DATABASE_URL: own.url('guarded', GUEST),
})
/** Claims that two environments are the same, and the word of a cell that is. */
const CLAIMS = [/is in step/, /match(es)? prod/] as const
const IN_STEP = [...CLAIMS, /^In sync$/]

const STATES: Readonly<Record<string, State>> = {
  'nothing configured': {
    variables: () => ({}),
    pages: [
      { path: '/overview', reads: ['No environments yet'], never: IN_STEP },
      { path: '/compare', reads: ['There are not two things to compare'] },
      { path: '/compare/prod/staging', reads: ['There is no environment named "prod"'] },
      { path: '/compare/prod/staging/graph', reads: ['There is no environment named "prod"'] },
      { path: '/policies', reads: ['No environments yet'], never: IN_STEP },
      { path: `/policies/${TABLE}`, reads: ['No environment that could be read has this table'] },
      { path: `/objects/${TABLE}`, reads: ['No environment that could be read has this object'] },
      { path: '/backups', reads: ['No environments yet'] },
      { path: '/backups/20260101T000000-none', reads: [/There is no dump/] },
      { path: '/environments', reads: ['No environments yet'] },
    ],
  },
  'no drift': {
    variables: (own) => ({ PROD_DATABASE_URL: own.url('prod'), DEV_DATABASE_URL: own.url('twin') }),
    pages: [
      { path: '/overview', reads: ['Everything is in step', /objects of each environment compared/] },
      { path: '/compare', reads: ['In sync'] },
      { path: '/compare/prod/dev', reads: ['dev matches prod', /Both were read whole/] },
      { path: '/compare/prod/dev/graph', reads: ['No table differs'] },
      { path: '/policies', reads: ['Row-level security is in step', /1 table compared/] },
      { path: `/policies/${TABLE}`, reads: ['In sync'] },
      { path: `/objects/${TABLE}`, reads: ['In sync', 'Nothing below it differs'] },
      {
        path: '/backups?what=data',
        reads: ['No dumps yet', 'prod: no verified backup of its rows', /^Reads 1 table/],
        never: [/^Verified$/],
      },
      { path: '/environments', reads: ['Everything that Lockstep compares could be read.'] },
    ],
  },
  'one environment unreachable': {
    variables: MIXED,
    pages: [
      {
        path: '/overview',
        reads: ['3 of 4 environments could be read.', 'Unreachable'],
        never: CLAIMS,
      },
      { path: '/compare', reads: ['Unknown'] },
      {
        path: '/compare/prod/dev',
        reads: ['dev could not be reached, so it is unknown', /127\.0\.0\.1:1/],
        never: IN_STEP,
      },
      {
        path: '/compare/prod/dev/graph',
        reads: ['dev could not be reached, so it is unknown'],
        never: ['No table differs'],
      },
      {
        path: '/policies',
        reads: [/Not known, because it could not be read: ?dev/],
        never: CLAIMS,
      },
      { path: `/policies/${TABLE}`, reads: ['Unknown', /127\.0\.0\.1:1/] },
      { path: `/objects/${TABLE}`, reads: ['Not known', 'Unknown', /127\.0\.0\.1:1/] },
      { path: '/backups?from=dev', reads: [/nothing is listening on 127\.0\.0\.1:1/], never: [/^Reads/] },
      { path: '/environments', reads: ['dev could not be read, so it is unknown', 'E-NET-REFUSED'] },
    ],
  },
  'one role may not read the policies': {
    variables: MIXED,
    pages: [
      { path: '/overview?kind=policy&show=everything', reads: ['Unknown'], never: CLAIMS },
      {
        path: '/compare/prod/local',
        reads: ['Not readable in local: 1 kind', /may not read policies/],
        never: IN_STEP,
      },
      {
        path: '/compare/prod/local/graph',
        reads: [/Not readable in local|unknown/],
        never: ['No table differs'],
      },
      {
        path: '/policies?show=everything',
        reads: [/local: .*1 table not known/, 'Unknown'],
        never: CLAIMS,
      },
      { path: `/policies/${TABLE}`, reads: ['Unknown', 'policies not readable'] },
      { path: `/objects/${POLICY}`, reads: ['Not known', 'Unknown'], never: ['No such kind'] },
      { path: '/environments', reads: ['Not readable in local: 1 kind', /may not read policies/] },
    ],
  },
  'filters hide everything': {
    variables: MIXED,
    pages: [
      { path: '/overview?text=zzz', reads: [/^0 of \d+ differing objects match/], never: CLAIMS },
      { path: '/compare/prod/staging?text=zzz', reads: [/^0 of \d+ differences match/] },
      { path: '/policies?text=zzz', reads: [/^0 of \d+ tables match/], never: CLAIMS },
    ],
  },
  'the reference unreachable': {
    variables: (own) => ({ PROD_DATABASE_URL: NOWHERE, STAGING_DATABASE_URL: own.url('staging') }),
    pages: [
      {
        path: '/overview',
        reads: ['prod is the reference and could not be read', 'E-NET-REFUSED'],
        never: IN_STEP,
      },
      { path: '/compare', reads: ['Unknown'], never: IN_STEP },
      {
        path: '/compare/prod/staging',
        reads: ['prod could not be reached, so it is unknown'],
        never: IN_STEP,
      },
      { path: '/compare/prod/staging/graph', reads: ['prod could not be reached, so it is unknown'] },
      { path: '/policies', reads: [/prod is the reference and could not be read/], never: IN_STEP },
      { path: `/policies/${TABLE}`, reads: ['Unknown'], never: IN_STEP },
      { path: `/objects/${TABLE}`, reads: ['prod is the reference and could not be read.'], never: IN_STEP },
      { path: '/environments', reads: ['prod could not be read, so it is unknown'] },
    ],
  },
  'thousands of differences': {
    variables: (own) => ({ PROD_DATABASE_URL: own.url('prod'), STAGING_DATABASE_URL: own.url('many') }),
    pages: [
      { path: '/overview', reads: [/1,200 objects differ from prod/] },
      { path: '/compare', reads: ['1,200 differ'] },
      { path: '/compare/prod/staging', reads: ['1,200 of 1,200 differences'] },
      { path: '/compare/prod/staging/graph', reads: [/A diagram holds 100 tables at most/] },
      { path: '/policies?show=everything', reads: ['1,201 of 1,201 tables'] },
      { path: `/objects/${encodeURIComponent('schema:public')}`, reads: ['What depends on it'] },
    ],
  },
}

let own: OwnDashboard

test.describe.configure({ mode: 'default' })
test.use({ contextOptions: { reducedMotion: 'reduce' } })
test.beforeAll(async () => {
  const many = Array.from({ length: MANY }, (_, i) => `create table t${i} (id int);`).join(' ')
  own = await ownDashboard({
    prod: SCHEMA,
    twin: SCHEMA,
    staging: `${SCHEMA} alter policy mine on invoices using (true); create table extra (id int);`,
    guarded: `create role ${GUEST.name} login password '${GUEST.password}'; ${SCHEMA}
      revoke select on pg_catalog.pg_policy from public;`,
    many: SCHEMA + many,
  })
})
test.afterAll(() => own.close())

for (const [name, { variables, pages }] of Object.entries(STATES)) {
  test(`${name}: each page says so`, async ({ page }) => {
    test.setTimeout(400_000)
    const address = await own.start(variables(own))
    await logIn(page, address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText(/^(Asking|Reading|Still reading) /)).toHaveCount(0, { timeout: SLOW_MS })
    for (const [turn, state] of pages.entries()) {
      await test.step(state.path, async () => {
        await page.goto(new URL(address).origin + state.path)
        await expectState(page, state)
        await expectAccessible(page, turn, `${name}: ${state.path}`)
      })
    }
  })
}

async function expectState(page: Page, { path, reads, never = [] }: PageState): Promise<void> {
  const main = page.getByRole('main')
  await expect(main.getByRole('heading').first()).toBeVisible()
  for (const text of reads) {
    await expect
      .soft(main.getByText(text).filter({ visible: true }).first(), `${path}: ${text}`)
      .toBeVisible({ timeout: SLOW_MS })
  }
  for (const text of never)
    expect.soft(await main.getByText(text).filter({ visible: true }).count(), `${path}: ${text}`).toBe(0)
  expect.soft(await page.content(), path).not.toContain('canary-secret')
  expect.soft(await page.locator('*').count(), path).toBeLessThan(MOST_ELEMENTS)
}
