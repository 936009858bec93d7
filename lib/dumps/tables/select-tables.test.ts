import { describe, expect, it } from 'vitest'
import type { DumpSelection } from '../dump-record'
import { leavesNothingOut, selectTables } from './select-tables'

const table = (full: string, ...ancestors: string[]) => {
  const [schema = '', name = ''] = full.split('|')
  return { schema, name, ancestors }
}

const TABLES = [
  table('public|users'),
  table('public|orders'),
  table('parts|events_1', 'public.events'),
  table('parts|events_2', 'public.events'),
  table('auth|users'),
  table('auth|schema_migrations'),
  table('vault|secrets'),
  table('a.b|c.d'),
  table('pg_tle|x'),
]

const ALL: DumpSelection = { schemas: null, tables: null, excludeSchemas: [], excludeTables: [] }

function chosen(selection: Partial<DumpSelection>, isSupabase = false): string[] {
  return selectTables(TABLES, { selection: { ...ALL, ...selection }, isSupabase }).map(
    ({ schema, name }) => `${schema}|${name}`,
  )
}

describe('a selection', () => {
  it('takes everything where it says nothing', () => {
    expect(chosen({})).toHaveLength(TABLES.length)
  })

  it('leaves out what a Supabase project does not dump, unless schemas or tables are named', () => {
    const own = ['public|users', 'public|orders', 'parts|events_1', 'parts|events_2', 'auth|users', 'a.b|c.d']
    expect(chosen({}, true)).toEqual(own)
    expect(chosen({ schemas: ['vault'] }, true)).toEqual(['vault|secrets'])
    expect(chosen({ tables: ['auth.schema_migrations'] }, true)).toEqual(['auth|schema_migrations'])
  })

  it('takes patterns, of which a star stays within the schema or the table', () => {
    expect(chosen({ schemas: ['a*'] })).toEqual(['auth|users', 'auth|schema_migrations', 'a.b|c.d'])
    expect(chosen({ tables: ['*.users'] })).toEqual(['public|users', 'auth|users'])
    expect(chosen({ tables: ['public.*s'], excludeTables: ['public.u*'] })).toEqual([
      'public|orders',
      'parts|events_1',
      'parts|events_2',
    ])
    expect(() => chosen({ tables: ['pub.c.ders'] })).toThrow()
  })

  it('finds names that hold points, and takes other signs for themselves', () => {
    expect(chosen({ tables: ['a.b.c.d'] })).toEqual(['a.b|c.d'])
    expect(chosen({ tables: ['a.b.*'] })).toEqual(['a.b|c.d'])
    expect(() => chosen({ schemas: ['publi.'] })).toThrow('No schema with tables is named publi.')
  })

  it('takes partitions by the name of their table, and leaves them out by it', () => {
    expect(chosen({ tables: ['public.events'] })).toEqual(['parts|events_1', 'parts|events_2'])
    expect(chosen({ schemas: ['parts'], excludeTables: ['public.events'] })).toEqual([])
    expect(chosen({ excludeSchemas: ['parts', 'a*', 'v*', 'pg_*'] })).toEqual([
      'public|users',
      'public|orders',
    ])
  })

  it.each([
    [{ tables: ['public.usrs'] }, 'No table is named public.usrs.', 'Did you mean public.users?'],
    [{ tables: ['users'] }, 'No table is named users.', 'Did you mean public.users?'],
    [{ tables: ['publc.orders'] }, 'No table is named publc.orders.', 'Did you mean public.orders?'],
    [{ tables: ['public.evnts'] }, 'No table is named public.evnts.', 'Did you mean public.events?'],
    [{ schemas: ['publik'] }, 'No schema with tables is named publik.', 'Did you mean public?'],
    [{ schemas: ['public', 'x*'] }, 'No schema with tables is named x*.', null],
  ])('names what fits nothing, and what is close: %j', (selection, message, hint) => {
    const expected = { code: 'E-DUMP-TABLE', message, ...(hint ? { hint } : {}) }
    expect(() => chosen(selection)).toThrow(expect.objectContaining(expected))
  })
})

it('names that were to leave something out and fit nothing are told', () => {
  const selection = {
    schemas: null,
    tables: null,
    excludeSchemas: ['audit', 'audti', 'tem*'],
    excludeTables: ['public.secrets', 'pubic.secrets', 'public.log_*', 'a.b.c'],
  }
  const there = ['audit.log', 'public.secrets', 'public.log_1', 'a.b.c']
  expect(leavesNothingOut(selection, there)).toEqual(['audti', 'tem*', 'pubic.secrets'])
})
