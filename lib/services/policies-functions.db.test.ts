import { afterAll, beforeAll, expect, test } from 'vitest'
import { KINDS } from '../kinds/all'
import { withOwnRoles } from '../testing/own-roles'
import { readDatabase } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { buildBoard, type TableCell } from './policies-board'

const newest = majors().at(-1) as ReturnType<typeof majors>[number]

const body = (name: string, result: string, more = '') =>
  `create or replace function ${name} returns boolean language sql ${more} as $$ select ${result} $$;`

const table = (name: string, policies: string) => `create table ${name} (id int, x int);
  insert into ${name} values (1, 1), (2, 2), (3, 3); alter table ${name} owner to called_owner;
  alter table ${name} enable row level security; grant select on ${name} to called_by; ${policies};`

const TABLES = `
  ${table('alone', 'create policy p on alone for select using (ok())')}
  ${table('listed', `create policy p on listed for select using (x = 1 and word() = 'a')`)}
  ${table('covered', 'create policy p on covered for select using (ok()); create policy q on covered for select using (true)')}
  ${table('opened', 'create policy p on opened for select using (ok())')}
  ${table('rewritten', 'create policy p on rewritten for select using (steady())')}`

const SHARED = `${body('steady()', 'true', 'cost 5')}
  create function word() returns text language sql as $$ select 'a' $$; `

/** The policy means the one that is there when it is made; afterwards both print alike. */
const [NARROW, WIDE] = [body('bound(int)', 'false'), body('bound(int, int default 1)', 'true')]
const BOUND = table('binds', 'create policy p on binds for select using (bound(x))')

let prod: TestDatabase
let staging: TestDatabase
let cells: Map<string, TableCell>

beforeAll(async () => {
  prod = await createDatabase(newest, {
    sql: `create role called_by; create role called_owner; ${SHARED} ${body('ok()', 'false')} ${TABLES} ${NARROW} ${BOUND} ${WIDE}`,
  })
  staging = await createDatabase(newest, {
    sql: `${SHARED} ${body('ok()', 'true')} ${TABLES} ${WIDE} ${BOUND} ${NARROW} ${body('steady()', 'true', 'cost 7')}
      create or replace function word() returns text language sql as $$ select 'b' $$;
      alter policy p on listed using (x = 1 and word() in ('a', 'c')); alter policy p on opened using (true)`,
  })
  const read = async ({ url }: TestDatabase) =>
    withOwnRoles(await readDatabase(url, KINDS), /^(?:called_|pg_|postgres$)/)
  const sources = [
    { name: 'prod', snapshot: await read(prod) },
    { name: 'staging', snapshot: await read(staging) },
  ]
  const { rows } = await buildBoard(sources, 0)
  cells = new Map(rows.map((row) => [row.name, row.cells[1] as TableCell]))
})
afterAll(async () => {
  await prod.drop()
  await staging.query('drop owned by called_by, called_owner; drop role called_by, called_owner')
  await staging.drop()
})

const rowsIn = async (database: TestDatabase, name: string) => {
  const rows = await database
    .query(`set role called_by; select 1 from ${name}`)
    .finally(() => database.query('reset role'))
  return rows.length
}

test.each([
  ['alone', [0, 3], 'unordered', ['“p” calls public.ok(), which differs.']],
  ['listed', [1, 0], 'unordered', ['“p” calls public.word(), which differs.', '“p” differs in USING.']],
  ['covered', [3, 3], 'same', []],
  ['opened', [0, 3], 'wider', ['“p” differs in USING.']],
  ['rewritten', [3, 3], 'same', []],
  [
    'binds',
    [0, 3],
    'unordered',
    ['“p” calls public.bound(integer, integer) here, and public.bound(integer) in prod.'],
  ],
] as const)('a policy that calls a function: %s', async (name, rows, verdict, reasons) => {
  expect([await rowsIn(prod, name), await rowsIn(staging, name)]).toEqual(rows)
  const cell = cells.get(name)
  expect([cell?.verdict, cell?.reasons]).toEqual([verdict, reasons])
})

test('which rows other functions choose is not told', () => {
  expect(cells.get('alone')?.sentences).toEqual([
    'staging and prod choose the rows that called_by may read by different conditions; which lets more through cannot be told.',
  ])
})
