import { describe, expect, test } from 'vitest'
import { found, lint, type World } from '../lint.fixture'

const SCHEMA = [{ name: 'auth', owner: 'supabase_admin' }]
/** Where new tables are opened to whoever calls. */
const OPEN: World = {
  rows: {
    schema: SCHEMA,
    'default-privilege': ['anon', 'authenticated'].map((grantee) => ({
      creator: 'postgres',
      schema: 'public',
      objectType: 'tables',
      grantee,
      privileges: '["INSERT","SELECT"]',
    })),
  },
}
/** Where new tables are closed. */
const CLOSED: World = { rows: { schema: SCHEMA } }

const SECURED = 'create table t (); alter table public.t enable row level security;'
const GRANT = 'grant select on t to authenticated;'

describe('no-row-security', () => {
  test.each<[string, World, string, readonly string[]]>([
    [
      'opened by default privileges',
      OPEN,
      `create table t (); revoke all on t from public;`,
      ['critical no-row-security'],
    ],
    ['opened by a grant', CLOSED, `create table t (); ${GRANT}`, ['critical no-row-security']],
    [
      'opened to nobody yet',
      CLOSED,
      `create table t (); revoke all on t from public;`,
      ['high no-row-security'],
    ],
    ['turned on', CLOSED, `${SECURED} ${GRANT}`, []],
    [
      'turned on by a loop',
      OPEN,
      `create table t (); ${GRANT} do $$ begin execute 'alter table t enable row level security'; end $$`,
      [],
    ],
    [
      'turned on, and off again',
      OPEN,
      `${SECURED} ${GRANT} alter table t disable row level security`,
      ['critical no-row-security'],
    ],
    [
      'another one turned off by a block',
      OPEN,
      `create table t (); ${GRANT} do $$ begin alter table small disable row level security; end $$`,
      ['critical no-row-security'],
    ],
    [
      'renamed to what it replaces',
      OPEN,
      `create table t (); ${GRANT} alter table t rename to u`,
      ['critical no-row-security'],
    ],
    [
      'turned on under its new name',
      OPEN,
      `create table t (); ${GRANT} alter table t rename to u; alter table u enable row level security`,
      [],
    ],
    ['turned on before it is renamed', OPEN, `${SECURED} ${GRANT} alter table t rename to u`, []],
    [
      'moved to another schema',
      OPEN,
      'create schema private; create table t (); alter table t set schema private',
      [],
    ],
    ['renamed, and dropped again', OPEN, 'create table t (); alter table t rename to u; drop table u', []],
    ['another schema', OPEN, 'create schema private; create table private.t ()', []],
    ['dropped again', OPEN, 'create table t (); drop table t', []],
    ['a temporary table', OPEN, 'create temp table t ()', []],
    ['a view', OPEN, 'create view v as select 1', []],
    ['no Data API', {}, 'create table t ()', []],
  ])('%s', async (_, world, sql, expected) => {
    expect(await found(sql, { world })).toEqual(expected)
  })

  test('a later file may turn it on', async () => {
    const files = {
      'a.sql': `create table t (); ${GRANT}`,
      'b.sql': 'alter table t enable row level security',
    }
    expect(await found(files, { world: OPEN })).toEqual([])
  })

  test('an event trigger that turns it on for all is known', async () => {
    const rows = {
      ...OPEN.rows,
      'event-trigger': [{ name: 'ensure_rls', functionSchema: 'public', functionName: 'rls' }],
      function: [
        {
          schema: 'public',
          name: 'rls',
          argumentTypes: '',
          body: `execute 'alter table x ENABLE ROW LEVEL SECURITY'`,
        },
      ],
    }
    expect(await found(`create table t (); ${GRANT}`, { world: { rows } })).toEqual([])
  })

  test('schemas that the API serves by its own setting count', async () => {
    const setting = { role: 'authenticator', where: 'this database', name: 'pgrst.db_schemas', value: 'api' }
    const world = { rows: { ...CLOSED.rows, 'role-setting': [setting] } }
    const sql = 'create schema api; create table api.t (); create table public.t ();'
    const [file] = await lint(sql, { world })
    expect(
      file?.findings.filter(({ rule }) => rule === 'no-row-security').map(({ message }) => message),
    ).toEqual(['The new table api.t has no row-level security.'])
  })
})

describe('no-grants', () => {
  test('is told once for a file, with all of its tables', async () => {
    const tables = 'create table t (); create table u ();'
    const [file] = await lint(tables, { world: CLOSED })
    expect(file?.findings.filter(({ rule }) => rule === 'no-grants').map(({ message }) => message)).toEqual([
      'No grant says who may reach the new tables public.t, public.u.',
    ])
  })

  test.each<[string, World, string, readonly string[]]>([
    ['nobody may reach it', CLOSED, SECURED, ['medium no-grants']],
    ['default privileges decide', OPEN, SECURED, ['low no-grants']],
    ['granted', CLOSED, `${SECURED} ${GRANT}`, []],
    ['granted to another table', CLOSED, `${SECURED} grant select on small to anon`, ['medium no-grants']],
    ['granted by schema', CLOSED, `${SECURED} grant select on all tables in schema public to anon`, []],
    [
      'default privileges of these files',
      CLOSED,
      `alter default privileges in schema public grant select on tables to anon; ${SECURED}`,
      [],
    ],
    ['in another schema', CLOSED, 'create schema private; create table private.t ()', []],
  ])('%s', async (_, world, sql, expected) => {
    expect(await found(sql, { world })).toEqual(expected)
  })
})

describe('row-security-off', () => {
  const off = 'alter table small disable row level security'
  const rows: World['rows'] = {
    ...CLOSED.rows,
    grant: [
      {
        onKind: 'table',
        first: 'public',
        second: 'small',
        grantee: 'anon',
        grantor: 'postgres',
        privileges: '["SELECT"]',
      },
    ],
  }
  test.each<[string, World, string, readonly string[]]>([
    ['where the API reaches it', { rows }, off, ['critical row-security-off']],
    ['where no role of an API has rights', CLOSED, off, ['high row-security-off']],
    [
      'a table of this deploy',
      CLOSED,
      'create temp table t (); alter table t disable row level security',
      [],
    ],
    ['no longer forced', CLOSED, 'alter table small no force row level security', []],
  ])('%s', async (_, world, sql, expected) => {
    expect(await found(sql, { world })).toEqual(expected)
  })
})
