import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KINDS } from '../kinds/all'
import type { Snapshot } from '../objects/snapshot'
import { supabasePrelude } from '../supabase/prelude'
import { withOwnRoles } from '../testing/own-roles'
import { readDatabase } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { answerPolicies, type PoliciesQuery } from './policies-answer'
import { type Board, type BoardRow, buildBoard, type TableCell } from './policies-board'
import { answerTablePolicies } from './table-policies-answer'

const ROLES = `do $$ begin
    create role pol_owner; create role pol_group; create role pol_app in role pol_group; create role pol_other;
  exception when duplicate_object then null; end $$;`

const OWN = /^(?:pol_|pg_|postgres$)/

const MINE = 'using (who = current_user)'

/** Each table of the reference with its policies, and what was done to it in the other environment. */
const TABLES: Readonly<Record<string, { readonly policies: string; readonly change: string }>> = {
  same: { policies: `create policy p on same ${MINE}`, change: '' },
  switched_off: {
    policies: `create policy p on switched_off ${MINE}`,
    change: 'alter table switched_off disable row level security',
  },
  every_row: {
    policies: `create policy p on every_row ${MINE}`,
    change: 'alter policy p on every_row using (true)',
  },
  one_more: {
    policies: `create policy p on one_more ${MINE}`,
    change: `create policy q on one_more for select using (state = 'open')`,
  },
  restriction_gone: {
    policies: `create policy p on restriction_gone using (true);
      create policy r on restriction_gone as restrictive for select to pol_group using (state = 'open')`,
    change: 'drop policy r on restriction_gone',
  },
  more_roles: {
    policies: `create policy p on more_roles to pol_other ${MINE}`,
    change: 'alter policy p on more_roles to pol_other, pol_group',
  },
  longer_list: {
    policies: `create policy p on longer_list using (state = 'open')`,
    change: `alter policy p on longer_list using (state in ('open', 'closed'))`,
  },
  one_less: {
    policies: `create policy p on one_less ${MINE}; create policy q on one_less for select using (state = 'open')`,
    change: 'drop policy q on one_less',
  },
  stricter: {
    policies: `create policy p on stricter ${MINE}`,
    change: `alter policy p on stricter using (state = 'open' and who = current_user)`,
  },
  switched_on: {
    policies: 'alter table switched_on disable row level security',
    change: 'alter table switched_on enable row level security',
  },
  other_condition: {
    policies: `create policy p on other_condition ${MINE}`,
    change: `alter policy p on other_condition using (state = 'open')`,
  },
  renamed: {
    policies: `create policy p on renamed ${MINE}`,
    change: 'alter policy p on renamed rename to q',
  },
  in_parts: {
    policies: `create policy p on in_parts ${MINE}`,
    change: `drop policy p on in_parts; create policy a on in_parts for select ${MINE};
      create policy b on in_parts for insert with check (who = current_user);
      create policy c on in_parts for update ${MINE}; create policy d on in_parts for delete ${MINE}`,
  },
  other_order: {
    policies: `create policy p on other_order using (who = current_user and state = 'open')`,
    change: `alter policy p on other_order using (state = 'open' and who = current_user)`,
  },
  not_forced: {
    policies: `create policy p on not_forced ${MINE}; alter table not_forced force row level security`,
    change: 'alter table not_forced no force row level security',
  },
  other_owner: {
    policies: `create policy p on other_owner ${MINE}`,
    change: 'alter table other_owner owner to pol_app',
  },
  other_owner_held: {
    policies: `create policy p on other_owner_held ${MINE}; alter table other_owner_held force row level security`,
    change: 'alter table other_owner_held owner to pol_app',
  },
  nobody_there: {
    policies: `create policy p on nobody_there ${MINE}; revoke all on nobody_there from pol_group`,
    change: 'alter policy p on nobody_there using (true)',
  },
  restricted_in_part: {
    policies: `grant select on restricted_in_part to public`,
    change: `create policy p on restricted_in_part for select using (true);
      create policy r on restricted_in_part as restrictive for select to pol_other using (state = 'open')`,
  },
  no_condition: {
    policies: 'create policy p on no_condition to pol_group',
    change: 'alter policy p on no_condition using (true)',
  },
  condition_gone: {
    policies: 'create policy p on condition_gone for select using (true)',
    change: 'drop policy p on condition_gone; create policy p on condition_gone for select',
  },
  only_check: {
    policies: 'create policy p on only_check with check (true)',
    change: 'drop policy p on only_check; create policy p on only_check for insert with check (true)',
  },
  restricts_nothing: {
    policies: `create policy p on restricts_nothing ${MINE}`,
    change: 'create policy r on restricts_nothing as restrictive',
  },
  locked: { policies: 'select 1', change: '' },
  "it's <b>": {
    policies: `create policy "<i>" on "it's <b>" ${MINE}`,
    change: `alter policy "<i>" on "it's <b>" using (true)`,
  },
}

const EXPECTED: Readonly<Record<string, readonly [TableCell['verdict'], TableCell['severity'], string]>> = {
  same: ['same', null, ''],
  switched_off: [
    'wider',
    'critical',
    'staging lets pol_group read, change and delete every row and insert any; prod only some.',
  ],
  every_row: [
    'wider',
    'critical',
    'staging lets pol_group read, change and delete every row and insert any; prod only some.',
  ],
  one_more: ['wider', 'critical', 'staging lets pol_group read more rows than prod.'],
  restriction_gone: ['wider', 'critical', 'staging lets pol_group read every row; prod only some.'],
  more_roles: [
    'wider',
    'critical',
    'staging lets pol_group read, insert, change and delete rows; prod none.',
  ],
  longer_list: [
    'wider',
    'critical',
    'staging lets pol_group read, insert, change and delete more rows than prod.',
  ],
  one_less: ['narrower', 'high', 'staging lets pol_group read fewer rows than prod.'],
  stricter: [
    'narrower',
    'high',
    'staging lets pol_group read, insert, change and delete fewer rows than prod.',
  ],
  switched_on: [
    'narrower',
    'high',
    'staging lets pol_group read, insert, change and delete no rows; prod every row.',
  ],
  other_condition: [
    'unordered',
    'high',
    'staging and prod choose the rows that pol_group may read, insert, change and delete by different conditions; which lets more through cannot be told.',
  ],
  renamed: ['equivalent', 'low', ''],
  in_parts: ['equivalent', 'low', ''],
  other_order: ['equivalent', 'low', ''],
  not_forced: [
    'wider',
    'critical',
    'staging lets pol_owner read, change and delete every row and insert any; prod only some.',
  ],
  other_owner: [
    'wider',
    'critical',
    'staging lets pol_app read, change and delete every row and insert any; prod only some. staging lets pol_owner read, insert, change and delete fewer rows than prod.',
  ],
  other_owner_held: ['same', null, ''],
  nobody_there: [
    'wider',
    'critical',
    'staging lets every role read, change and delete every row and insert any; prod only some. No grant opens the table to them now.',
  ],
  restricted_in_part: [
    'wider',
    'critical',
    'staging lets every role but pol_other read every row; prod none. staging lets pol_other read rows; prod none.',
  ],
  no_condition: [
    'wider',
    'critical',
    'staging lets pol_group read, change and delete every row and insert any; prod none.',
  ],
  condition_gone: ['narrower', 'high', 'staging lets pol_group read no rows; prod every row.'],
  only_check: ['equivalent', 'low', ''],
  restricts_nothing: ['equivalent', 'low', ''],
  locked: ['same', null, ''],
  "it's <b>": [
    'wider',
    'critical',
    'staging lets pol_group read, change and delete every row and insert any; prod only some.',
  ],
}

/** Roles belong to the whole server, which other tests use as well. */
afterAll(async () => {
  for (const major of new Set([oldest, newest])) {
    const database = await createDatabase(major, {
      sql: 'drop role pol_app, pol_group, pol_other, pol_owner',
    })
    await database.drop()
  }
})

const quoted = (name: string) => `"${name}"`

function schemaSql(): string {
  const tables = Object.entries(TABLES).map(
    ([name, { policies }]) => `create table ${quoted(name)} (who text, state text);
      alter table ${quoted(name)} enable row level security; alter table ${quoted(name)} owner to pol_owner;
      grant select, insert, update, delete on ${quoted(name)} to pol_group; ${policies};
      insert into ${quoted(name)} select who, state from (values ('pol_app'), ('pol_other'), ('postgres')) w(who),
        (values ('open'), ('closed'), ('void')) s(state);`,
  )
  return `set client_min_messages = warning; ${ROLES} ${tables.join('\n')}`
}

async function board(prod: Snapshot | null, ...others: (Snapshot | null)[]): Promise<Board> {
  const sources = [prod, ...others].map((snapshot, i) => ({
    name: ['prod', 'staging', 'dev'][i] ?? '',
    snapshot,
  }))
  return buildBoard(sources, prod ? 0 : -1)
}

/** How many rows of a table the server lets a role read. */
async function countAs(database: TestDatabase, role: string, table: string): Promise<number> {
  await database.query(`set role ${role}`)
  const rows = await database
    .query(`select 1 from ${quoted(table)}`)
    .finally(() => database.query('reset role'))
  return rows.length
}

function rowOf({ rows }: Board, name: string): BoardRow {
  const found = rows.find((row) => row.name === name)
  if (!found) throw new Error(`There is no row of ${name}.`)
  return found
}

const cellOf = (shown: Board, name: string, place = 1) => rowOf(shown, name).cells[place] as TableCell

const [oldest, newest] = [majors()[0], majors().at(-1)] as [Major, Major]
type Major = ReturnType<typeof majors>[number]

describe.each([
  [oldest, newest],
  [newest, oldest],
] as const)('PostgreSQL %i and %i', (sourceMajor, targetMajor) => {
  let prod: TestDatabase
  let staging: TestDatabase
  let shown: Board

  beforeAll(async () => {
    prod = await createDatabase(sourceMajor, { sql: schemaSql() })
    staging = await createDatabase(targetMajor, { sql: schemaSql() })
    for (const { change } of Object.values(TABLES)) if (change) await staging.query(change)
    await prod.query('create table only_prod (id int)')
    await staging.query('create table only_staging (id int); grant select on only_staging to pol_group')
    shown = await board(
      withOwnRoles(await readDatabase(prod.url, KINDS), OWN),
      withOwnRoles(await readDatabase(staging.url, KINDS), OWN),
    )
  })
  afterAll(() => Promise.all([prod.drop(), staging.drop()]))

  test.each(Object.keys(TABLES))('%s', (name) => {
    const { verdict, severity, sentences } = cellOf(shown, name)
    expect([verdict, severity, sentences.join(' ')]).toEqual(EXPECTED[name])
  })

  test('who reads more or fewer rows is what the servers themselves let pol_app read', async () => {
    const count = (database: TestDatabase, name: string) =>
      countAs(database, name === 'not_forced' ? 'pol_owner' : 'pol_app', name)
    for (const name of Object.keys(TABLES)) {
      if (name === 'nobody_there') continue
      const [before, after] = [await count(prod, name), await count(staging, name)]
      const { verdict } = cellOf(shown, name)
      const found = after > before ? 'wider' : after < before ? 'narrower' : 'same'
      const expected = verdict === 'equivalent' ? 'same' : verdict === 'unordered' ? found : verdict
      expect([name, found]).toEqual([name, expected])
    }
  })

  test('every difference has a reason, and what is the same has none', () => {
    for (const { cells } of shown.rows) {
      const [, cell] = cells as [TableCell, TableCell]
      const isDifferent = cell.verdict !== null && cell.verdict !== 'same'
      expect(cell.reasons.length > 0).toBe(isDifferent)
    }
    expect(cellOf(shown, 'restriction_gone').reasons).toEqual([
      'The restrictive policy “r” (SELECT, pol_group) is missing here.',
    ])
    expect(cellOf(shown, 'renamed').reasons).toEqual(['“p” is called “q” here.'])
    expect(cellOf(shown, 'not_forced').reasons).toEqual(['It is not forced for the owner pol_owner here.'])
    expect(cellOf(shown, 'other_owner').reasons).toEqual([
      'It belongs to pol_app here, and to pol_owner in prod.',
    ])
    expect(cellOf(shown, 'switched_off').reasons).toEqual(['Row-level security is off here.'])
    expect(cellOf(shown, 'every_row').reasons).toEqual(['“p” differs in USING.'])
  })

  test('tables that roles reach which others hold back are open, and come first', () => {
    const open = 'pol_group can read, change and delete every row and insert any.'
    expect(cellOf(shown, 'switched_off')).toMatchObject({ isEnabled: false, policies: 1, open: [open] })
    expect(cellOf(shown, 'only_staging')).toMatchObject({
      verdict: 'onlyHere',
      severity: 'critical',
      open: ['pol_group can read every row.'],
    })
    expect(rowOf(shown, 'switched_on').cells[0]).toMatchObject({ severity: 'critical', open: [open] })
    expect(shown.rows.slice(0, 3).map(({ name }) => name)).toEqual([
      'only_staging',
      'switched_off',
      'switched_on',
    ])
    expect(rowOf(shown, 'only_prod').cells.map(({ open }) => open)).toEqual([[], []])
  })

  test('filters narrow the list; everything is one step away; counts add up', () => {
    const ask = (query: PoliciesQuery) => answerPolicies(shown, [], query)
    const all = ask({ show: 'everything' })
    expect(all).toMatchObject({ tables: Object.keys(TABLES).length + 2, matching: all.tables })
    expect(ask({}).matching).toBe(all.notable)
    expect(ask({}).rows.map(({ name }) => name)).not.toContain('locked')
    expect(ask({ text: "IT'S" }).rows.map(({ name }) => name)).toEqual(["it's <b>"])
    expect(ask({ text: ' <I> ' }).rows.map(({ name }) => name)).toEqual(["it's <b>"])
    expect(ask({ role: 'pol_other' }).rows.map(({ name }) => name)).toEqual([
      'more_roles',
      'restricted_in_part',
    ])
    expect(ask({ show: 'everything', command: 'DELETE' }).rows.map(({ name }) => name)).not.toContain(
      'locked',
    )
    expect(ask({ schema: 'nothing' })).toMatchObject({ matching: 0, rows: [] })
    expect(ask({ show: 'everything', offset: Object.keys(TABLES).length, limit: 100 }).rows).toHaveLength(2)
    const [, counts] = all.counts
    const having = (verdict: string) => all.rows.filter(({ cells }) => cells[1]?.verdict === verdict).length
    expect(counts).toMatchObject({
      wider: having('wider'),
      narrower: having('narrower'),
      unordered: 1,
      open: 2,
    })
    expect(all.criticalTables).toBe(all.rows.filter(({ severity }) => severity === 'critical').length)
  })

  test('one table shows each policy by property, with what a difference means', () => {
    const id = (name: string) => rowOf(shown, name).id
    const ask = (name: string) =>
      answerTablePolicies(
        shown,
        [
          { name: 'prod', snapshot: null },
          { name: 'staging', snapshot: null },
        ],
        0,
        [],
        id(name),
        {},
      )
    expect(ask('every_row')).toMatchObject({
      policies: [
        {
          name: 'p',
          isSame: false,
          cells: [{ state: 'reference' }, { state: 'different', severity: 'critical' }],
        },
      ],
    })
    const [policy] = ask('every_row')?.policies ?? []
    const using = policy?.properties.find(({ field }) => field.name === 'using')
    expect(using).toMatchObject({
      values: [expect.stringContaining('who'), 'true'],
      isDifferent: [false, true],
    })
    expect(policy?.cells[1]?.meaning).toBe(
      'Here the policy lets every role read, change and delete every row and insert any.',
    )
    expect(ask('restriction_gone')?.policies[0]).toMatchObject({
      cells: [{}, { state: 'missing', severity: 'critical' }],
    })
    expect(ask('renamed')?.policies).toHaveLength(1)
    expect(ask('renamed')?.policies[0]?.cells[1]).toMatchObject({ state: 'different', nameHere: 'q' })
    expect(ask('same')?.policies[0]?.isSame).toBe(true)
    const first = ask(shown.rows[0]?.name ?? '')
    expect(first).toMatchObject({ previous: null, next: shown.rows[1]?.id, position: 1 })
  })
})

test.runIf(oldest !== newest)(
  'a role that one server lets pass row-level security, and the other does not',
  async () => {
    const sql = `create role passes_one; create table notes (who text); insert into notes values ('somebody');
    alter table notes enable row level security; create policy mine on notes ${MINE};
    grant select on notes to passes_one; create table other (id int); grant select on other to passes_one`
    const prod = await createDatabase(oldest, { sql })
    const staging = await createDatabase(newest, { sql: `${sql}; alter role passes_one bypassrls` })
    const databases = [prod, staging]
    try {
      const own = /^(?:passes_one|pg_|postgres$)/
      const snapshots = await Promise.all(databases.map(({ url }) => readDatabase(url, KINDS)))
      const [held, passing] = snapshots.map((snapshot) => withOwnRoles(snapshot, own)) as [Snapshot, Snapshot]
      const rows = await Promise.all(databases.map((database) => countAs(database, 'passes_one', 'notes')))
      expect(rows).toEqual([0, 1])
      const opened = await board(held, passing)
      expect(cellOf(opened, 'notes')).toMatchObject({
        verdict: 'wider',
        severity: 'critical',
        sentences: ['staging lets passes_one read every row; prod only some.'],
        reasons: ['Row-level security never holds back passes_one here.'],
      })
      expect(cellOf(opened, 'other').verdict).toBe('same')
      expect(cellOf(await board(passing, held), 'notes')).toMatchObject({
        verdict: 'narrower',
        reasons: ['Row-level security never holds back passes_one in prod.'],
      })
      expect(cellOf(await board(passing, passing), 'notes').verdict).toBe('same')
    } finally {
      for (const database of databases) await database.query('drop owned by passes_one; drop role passes_one')
      await Promise.all(databases.map((database) => database.drop()))
    }
  },
)

describe('what could not be read', () => {
  let database: TestDatabase
  let whole: Snapshot

  beforeAll(async () => {
    database = await createDatabase(newest, {
      sql: schemaSql(),
    })
    whole = withOwnRoles(await readDatabase(database.url, KINDS), OWN)
  })
  afterAll(() => database.drop())

  const without = (snapshot: Snapshot, ...kinds: string[]): Snapshot => ({
    ...snapshot,
    kinds: new Map([...snapshot.kinds].filter(([kind]) => !kinds.includes(kind))),
  })

  test('an environment that was not read is unknown in every cell, and makes no table differ', async () => {
    const shown = await board(whole, null)
    expect(new Set(shown.rows.map(({ cells }) => cells[1]?.state))).toEqual(new Set(['unknown']))
    expect(answerPolicies(shown, [], {}).counts[1]).toBeNull()
    expect(
      shown.rows
        .flatMap(({ cells }) => cells.map(({ verdict }) => verdict))
        .every((verdict) => verdict === null),
    ).toBe(true)
  })

  test('without the reference nothing is compared, and what is open is still told', async () => {
    const shown = await board(null, whole)
    expect(cellOf(shown, 'same')).toMatchObject({ state: 'present', verdict: null, severity: null })
    expect(cellOf(shown, 'switched_on')).toMatchObject({
      severity: 'critical',
      open: [expect.stringContaining('pol_group')],
    })
  })

  test('policies that the role may not read are unknown, not gone', async () => {
    const shown = await board(whole, without(whole, 'policy'))
    expect(cellOf(shown, 'same')).toMatchObject({ policies: null, verdict: 'unknown', severity: null })
    expect(answerPolicies(shown, [], {}).counts[1]?.unknown).toBe(shown.rows.length)
  })

  test('who reaches a table is not guessed where grants could not be read', async () => {
    const shown = await board(without(whole, 'grant'))
    expect(rowOf(shown, 'switched_on').cells[0]).toMatchObject({ isEnabled: false, open: [] })
  })
})

describe('a Supabase database', () => {
  let database: TestDatabase
  let shown: Board

  beforeAll(async () => {
    database = await createDatabase(newest, {
      sql: 'set client_min_messages = warning',
    })
    for (const text of supabasePrelude()) await database.query(text)
    await database.query(`set client_min_messages = warning; reset role;
      create table public.visitors (id int); revoke all on public.visitors from anon, authenticated;
      grant select on public.visitors to anon, authenticated;
      create table public.members (id int); revoke all on public.members from anon, authenticated;
      grant select, insert on public.members to authenticated;
      create table public.servers (id int); revoke all on public.servers from anon, authenticated;
      grant all on public.servers to service_role;
      create table public.forms (id int); revoke all on public.forms from anon, authenticated;
      grant select on public.forms to public; grant insert on public.forms to anon;
      create table public.names (id int, name text); revoke all on public.names from anon, authenticated;
      grant select (id) on public.names to anon; grant select on public.names to authenticated;
      create schema hidden; grant usage on schema hidden to anon;
      create table hidden.notes (id int); grant select on hidden.notes to anon;
      alter table storage.objects disable row level security;
      grant usage on schema storage to anon; grant select on storage.objects to anon;`)
    const ofPlatform = /^(?:pg_|supabase_|(?:postgres|anon|authenticated|authenticator|service_role)$)/
    shown = await board(withOwnRoles(await readDatabase(database.url, KINDS), ofPlatform))
  })
  afterAll(() => database.drop())

  test('tables of the API without row-level security are open to whoever holds a key', () => {
    expect(cellOf(shown, 'visitors', 0).open).toEqual(['anybody with the anon key can read every row.'])
    expect(cellOf(shown, 'members', 0).open).toEqual([
      'anybody who signs in can read every row and insert any.',
    ])
  })

  test('what everybody may is also what the anon key opens, and all columns are more than some', () => {
    expect(cellOf(shown, 'forms', 0).open).toEqual([
      'anybody with the anon key can read every row and insert any.',
    ])
    expect(cellOf(shown, 'names', 0).open).toEqual([
      'anybody with the anon key can read every row, some columns only.',
      'anybody who signs in can read every row.',
    ])
  })

  test('tables that only the service role reaches, or that the API does not hand out, are not', () => {
    expect(cellOf(shown, 'servers', 0)).toMatchObject({ isEnabled: false, open: [], severity: null })
    expect(cellOf(shown, 'notes', 0).open).toEqual([])
  })

  test('tables of the platform come after the team’s own, and are told of where its services open them', () => {
    const places = shown.rows.map(({ isPlatform }) => isPlatform)
    expect(places).toContain(true)
    expect(places.indexOf(true)).toBe(places.filter((isPlatform) => !isPlatform).length)
    expect(cellOf(shown, 'objects', 0)).toMatchObject({ severity: 'critical', isEnabled: false })
  })
})
