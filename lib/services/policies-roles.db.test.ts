import { expect, test } from 'vitest'
import { KINDS } from '../kinds/all'
import { withOwnRoles } from '../testing/own-roles'
import { readDatabase } from '../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { buildBoard, type TableCell } from './policies-board'

const newest = majors().at(-1) as ReturnType<typeof majors>[number]

const SET_UP = `create role mem_a; create role mem_b; create role mem_of; create role mem_owner;
  create table t (id int, x int); insert into t values (1, 1), (2, 2), (3, 3);
  alter table t owner to mem_owner; alter table t enable row level security;`

const ownDatabase = (role: string) =>
  `do $$ begin execute format('alter database %I owner to ${role}', current_database()); end $$;`

const TEAR_DOWN = `${ownDatabase('postgres')} drop owned by mem_a, mem_b, mem_of, mem_owner cascade;
  drop role mem_a, mem_b, mem_of, mem_owner`

/** What is done in prod, then in staging, and how many rows the servers let mem_of read. */
interface Case {
  readonly prod: string
  readonly staging: string
  readonly rows: readonly [number, number]
  readonly verdict: TableCell['verdict']
  readonly sentences?: readonly string[]
  readonly reasons: readonly string[]
}

const BOTH = 'grant select on t to mem_a, mem_b; grant mem_a, mem_b to mem_of;'
const ONE = `grant select on t to mem_a, mem_b; grant mem_a to mem_of;
  create policy p on t for select to mem_a using (x = 1); create policy q on t for select to mem_b using (true);`

const CASES: Readonly<Record<string, Case>> = {
  'a restriction of one of two roles that it is a member of': {
    prod: `${BOTH} create policy p on t for select to mem_a using (true);
      create policy r on t as restrictive for select to mem_b using (x = 1)`,
    staging: 'drop policy r on t',
    rows: [1, 3],
    verdict: 'wider',
    sentences: ['staging lets mem_of read every row; prod only some.'],
    reasons: ['The restrictive policy “r” (SELECT, mem_b) is missing here.'],
  },
  'what is only another wording for each of two roles that it is a member of': {
    prod: `${BOTH} create policy p on t for select to mem_a using (x > 0); create policy q on t for select to mem_b using (x = 2);
      create policy r on t as restrictive for select to mem_a using (id = 1)`,
    staging: 'drop policy r on t; alter policy p on t using (x > 0 and id = 1)',
    rows: [1, 2],
    verdict: 'unordered',
    reasons: ['“p” differs in USING.', 'The restrictive policy “r” (SELECT, mem_a) is missing here.'],
  },
  'what a role whose rights it has may read as well, which is told of that role alone': {
    prod: `${BOTH} create policy p on t for select to mem_a using (x = 1); create policy q on t for select to mem_b using (x = 2)`,
    staging: 'alter policy p on t using (x = 1 or x = 3)',
    rows: [2, 3],
    verdict: 'wider',
    sentences: ['staging lets mem_a read more rows than prod.'],
    reasons: ['“p” differs in USING.'],
  },
  'a member that passes row-level security in one of them': {
    prod: `grant select on t to mem_a; grant mem_a to mem_of; create policy p on t for select to mem_a using (x = 1)`,
    staging: 'alter role mem_of bypassrls',
    rows: [1, 3],
    verdict: 'wider',
    sentences: ['staging lets mem_of read every row; prod only some.'],
    reasons: ['Row-level security never holds back mem_of here.'],
  },
  'a member of one role more': {
    prod: ONE,
    staging: 'grant mem_b to mem_of',
    rows: [1, 3],
    verdict: 'wider',
    sentences: ['staging lets mem_of read every row; prod only some.'],
    reasons: ['mem_of has the rights of mem_b here, and not in prod.'],
  },
  'a member of one role less': {
    prod: `${ONE} grant mem_b to mem_of`,
    staging: 'revoke mem_b from mem_of',
    rows: [3, 1],
    verdict: 'narrower',
    sentences: ['staging lets mem_of read fewer rows than prod.'],
    reasons: ['mem_of has the rights of mem_b in prod, and not here.'],
  },
  'a member of the owner': {
    prod: ONE,
    staging: 'grant mem_owner to mem_of',
    rows: [1, 3],
    verdict: 'wider',
    sentences: [
      'staging lets mem_of change and delete every row and insert any; prod none.',
      'staging lets mem_of read every row; prod only some.',
    ],
    reasons: ['mem_of has the rights of mem_owner here, and not in prod.'],
  },
  'a member of one role more that it has no use of': {
    prod: `${ONE} create policy w on t for select to mem_a using (true)`,
    staging: 'grant mem_b to mem_of',
    rows: [3, 3],
    verdict: 'same',
    reasons: [],
  },
  'a member of a role that gets to other rows of a table that it does not reach': {
    prod: 'create policy p on t for select to mem_b using (true); grant select on t to mem_a',
    staging: 'grant mem_b to mem_of',
    rows: [0, 0],
    verdict: 'same',
    reasons: [],
  },
  'the owner of the database, by what is granted to pg_database_owner': {
    prod: `${ownDatabase('mem_of')} grant select on t to pg_database_owner;
      create policy p on t for select to mem_of using (false)`,
    staging: 'alter policy p on t using (true)',
    rows: [0, 3],
    verdict: 'wider',
    sentences: ['staging lets mem_of read every row; prod none.'],
    reasons: ['“p” differs in USING.'],
  },
  'another owner of the database': {
    prod: `grant select on t to pg_database_owner; create policy p on t for select to pg_database_owner using (true)`,
    staging: ownDatabase('mem_of'),
    rows: [0, 3],
    verdict: 'wider',
    sentences: ['staging lets mem_of read every row; prod none.'],
    reasons: ['mem_of has the rights of pg_database_owner here, and not in prod.'],
  },
  'the owner of the database, to whom a table of pg_database_owner belongs': {
    prod: `${ownDatabase('mem_of')} alter table t owner to pg_database_owner; grant select on t to mem_of;
      create policy p on t for select to mem_of using (false)`,
    staging: 'alter policy p on t using (true)',
    rows: [3, 3],
    verdict: 'equivalent',
    reasons: ['“p” differs in USING.'],
  },
  'the owner of the database, who alone may use the schema': {
    prod: `${ownDatabase('mem_of')} grant select on t to public; grant usage on schema public to pg_database_owner;
      revoke usage on schema public from public;
      create policy p on t for select using (x = 1)`,
    staging: 'alter policy p on t using (true)',
    rows: [1, 3],
    verdict: 'wider',
    sentences: ['staging lets pg_database_owner read every row; prod only some.'],
    reasons: ['“p” differs in USING.'],
  },
}

async function cellOf(database: TestDatabase, change: string): Promise<TableCell> {
  const read = async () => withOwnRoles(await readDatabase(database.url, KINDS), /^(?:mem_|pg_|postgres$)/)
  const before = await read()
  await database.query(change)
  const sources = [
    { name: 'prod', snapshot: before },
    { name: 'staging', snapshot: await read() },
  ]
  const row = (await buildBoard(sources, 0)).rows.find(({ name }) => name === 't')
  return row?.cells[1] as TableCell
}

/** How many rows of the table the server lets a member read. */
async function count(database: TestDatabase): Promise<number> {
  const rows = await database
    .query(`set role mem_of; select 1 from t`)
    .catch(() => [])
    .finally(() => database.query('reset role'))
  return rows.length
}

test.each(Object.entries(CASES))('%s', async (_, { prod, staging, rows, verdict, sentences, reasons }) => {
  const database = await createDatabase(newest, { sql: `${SET_UP} ${prod}` })
  try {
    const before = await count(database)
    const cell = await cellOf(database, staging)
    expect([before, await count(database)]).toEqual(rows)
    expect([cell.verdict, cell.reasons]).toEqual([verdict, reasons])
    if (sentences) expect(cell.sentences).toEqual(sentences)
  } finally {
    await database.query(TEAR_DOWN)
    await database.drop()
  }
})

test.runIf(newest >= 16)('a member of the owner that did not have its rights', async () => {
  const sql = `${SET_UP} ${ONE} grant mem_owner to mem_of with inherit false`
  const database = await createDatabase(newest, { sql })
  try {
    const cell = await cellOf(database, 'grant mem_owner to mem_of with inherit true')
    expect([cell.verdict, cell.reasons]).toEqual([
      'wider',
      ['mem_of has the rights of mem_owner here, and not in prod.'],
    ])
  } finally {
    await database.query(TEAR_DOWN)
    await database.drop()
  }
})

test.each(majors())('an owner of the database that inherits nothing, on PostgreSQL %i', async (major) => {
  const owned = `alter role mem_of noinherit; ${ownDatabase('mem_of')} grant select on t to pg_database_owner;
    create policy p on t for select using (x = 1)`
  const database = await createDatabase(major, { sql: `${SET_UP} ${owned}` })
  try {
    const cell = await cellOf(database, 'alter policy p on t using (true)')
    // Since 16 each membership tells whether it inherits, and that of the owner always does.
    const [rows, sentences] =
      major >= 16
        ? [3, ['staging lets pg_database_owner read every row; prod only some.']]
        : [
            0,
            [
              'staging lets every role read every row; prod only some.',
              'No grant opens the table to them now.',
            ],
          ]
    expect([await count(database), cell.sentences]).toEqual([rows, sentences])
  } finally {
    await database.query(TEAR_DOWN)
    await database.drop()
  }
})

test.each(majors())(
  'an owner of the database who may use the schema as the owner of that, on PostgreSQL %i',
  async (major) => {
    const owned = `${ownDatabase('mem_of')} revoke all on schema public from public; grant select on t to mem_of;
    create policy p on t for select using (x = 1)`
    const database = await createDatabase(major, { sql: `${SET_UP} ${owned}` })
    try {
      const { sentences } = await cellOf(database, 'alter policy p on t using (true)')
      // Since 15 the schema belongs to the owner of the database, until then to the first superuser.
      const [rows, reached] = major >= 15 ? [3, true] : [0, false]
      expect([await count(database), !sentences.includes('No grant opens the table to them now.')]).toEqual([
        rows,
        reached,
      ])
    } finally {
      await database.query(TEAR_DOWN)
      await database.drop()
    }
  },
)
