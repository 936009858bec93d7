import { describe, expect, test } from 'vitest'
import { found, lint, type World } from '../lint.fixture'

type Case = readonly [title: string, sql: string, found: readonly string[]]

const cases = (list: readonly Case[], world?: World) =>
  test.each(list)('%s', async (_, sql, expected) => {
    expect(await found(sql, world ? { world } : {})).toEqual(expected)
  })

describe('drop-table', () => {
  cases([
    ['with rows', 'drop table small', ['critical drop-table']],
    ['without rows', 'drop table empty', ['low drop-table']],
    ['of unknown size', 'drop table uncounted', ['critical drop-table']],
    ['not there', 'drop table if exists nothing', []],
    ['of this deploy', 'create table t (); drop table t', []],
    ['under another name', 'alter table small rename to t; drop table t', ['critical drop-table']],
    ['a view', 'drop view if exists v', []],
    ['a schema with all in it', 'drop schema public cascade', ['critical drop-table']],
    ['a schema that must be empty', 'drop schema public', []],
    ['all that a role owns', 'drop owned by app, current_user cascade', ['critical drop-table']],
  ])

  test('says how large the table is there', async () => {
    const [file] = await lint('drop table big, uncounted')
    expect(file?.findings.map(({ why }) => why)).toEqual([
      expect.stringMatching(/^public\.big has about 5 million rows, 1\.9 GB, in prod\./),
      expect.stringMatching(/^How large public\.uncounted is in prod is not known, so it counts as large\./),
    ])
  })
})

describe('drop-column', () => {
  const rows: World['rows'] = {
    column: ['small', 'empty'].map((table) => ({ schema: 'public', table, name: 'note', type: 'text' })),
  }
  cases(
    [
      ['with values', 'alter table small drop column note', ['critical drop-column']],
      ['of an empty table', 'alter table empty drop column note', ['low drop-column']],
      ['not there', 'alter table small drop column if exists other', []],
      ['of this deploy', 'create table t (a int); alter table t drop column a', []],
    ],
    { rows },
  )
})

describe('truncate', () => {
  cases([
    ['with rows', 'truncate small', ['critical truncate']],
    ['without rows', 'truncate empty', ['low truncate']],
    ['of this deploy', 'create table t (); truncate t', []],
    ['cascading from an empty table', 'truncate empty cascade', ['critical truncate']],
  ])
})

describe('change-every-row', () => {
  cases([
    ['delete', 'delete from small', ['critical change-every-row']],
    [
      'delete by a condition that always holds',
      'delete from small where 1 = 1',
      ['critical change-every-row'],
    ],
    ['update by a condition that always holds', 'update big set a = 1 where true', ['high change-every-row']],
    ['delete where never', 'delete from small where 1 = 2; delete from small where false', []],
    ['delete by a condition', 'delete from small where a', []],
    ['delete by another table', 'delete from small using big where small.a = big.a', []],
    ['delete from nothing', 'delete from empty', []],
    ['update of many', 'update big set a = 1', ['high change-every-row']],
    ['update of few', 'update small set a = 1', ['low change-every-row']],
    ['update from another table', 'update big set a = 1 from small', []],
    ['update of new rows', 'create table t (a int); update t set a = 1', []],
  ])
})

describe('change-type', () => {
  const rows: World['rows'] = {
    column: ['small', 'big', 'empty'].flatMap((table) => [
      { schema: 'public', table, name: 'n', type: 'integer' },
      { schema: 'public', table, name: 'c', type: 'character varying(20)' },
    ]),
  }
  cases(
    [
      [
        'wider, so that the table is written anew',
        'alter table big alter n type bigint',
        ['high change-type'],
      ],
      ['wider on few rows', 'alter table small alter n type bigint', ['low change-type']],
      ['narrower on few rows', 'alter table small alter n type smallint', ['medium change-type']],
      ['longer', 'alter table big alter c type varchar(40)', []],
      ['to text', 'alter table big alter c type text', []],
      ['shorter', 'alter table big alter c type varchar(10)', ['high change-type']],
      ['the same', 'alter table big alter n type int', []],
      ['without rows', 'alter table empty alter n type smallint', []],
      ['of this deploy', 'create table t (n int); alter table t alter n type smallint', []],
      [
        'after a rename',
        'alter table big rename to huge; alter table huge alter n type smallint',
        ['high change-type'],
      ],
    ],
    { rows },
  )
})

describe('hard-coded-ids', () => {
  const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
  cases([
    [
      'inserted for another row',
      `insert into small (id, owner_id) values (1, '${id}')`,
      ['medium hard-coded-ids'],
    ],
    ['a number for another row', 'insert into small (owner_id) values (7)', ['medium hard-coded-ids']],
    ['a name', `insert into small (slug, rank) values ('basic', 7)`, []],
    ['into a table of this deploy', `create table t (id uuid); insert into t (id) values ('${id}')`, []],
    ['updated', `update small set a = 1 where id = '${id}'::uuid`, ['medium hard-coded-ids']],
    ['updated by number', 'update small set a = 1 where small.id in (1, 2)', ['medium hard-coded-ids']],
    ['updated by name', `update small set a = 1 where slug = 'basic' and rank = 3`, []],
    ['deleted', 'delete from small where tenant_id = 4', ['medium hard-coded-ids']],
    ['the id of nobody', `delete from small where id = '00000000-0000-0000-0000-000000000000'`, []],
  ])
})
