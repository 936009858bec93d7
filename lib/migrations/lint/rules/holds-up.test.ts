import { describe, expect, test } from 'vitest'
import { found, lint } from '../lint.fixture'

type Case = readonly [title: string, sql: string, found: readonly string[]]

const cases = (list: readonly Case[]) =>
  test.each(list)('%s', async (_, sql, expected) => {
    expect(await found(sql)).toEqual(expected)
  })

describe('index-blocks-writes', () => {
  cases([
    ['many rows', 'create index on big (a)', ['high index-blocks-writes']],
    ['some rows', 'create index on medium (a)', ['medium index-blocks-writes']],
    ['few rows', 'create index on small (a)', ['low index-blocks-writes']],
    ['no rows', 'create index on empty (a)', []],
    ['an unknown number', 'create index on uncounted (a)', ['high index-blocks-writes']],
    ['a table of this deploy', 'create table t (a int); create index on t (a)', []],
    [
      'a table that may be there before',
      'create table if not exists big (a int); create index on big (a)',
      ['high index-blocks-writes'],
    ],
    [
      'a copy of a table of this deploy',
      'create table t (a int); alter table t rename to u; create index on u (a)',
      [],
    ],
  ])
  test('concurrently blocks nobody', async () => {
    expect(await found('create index concurrently on big (a)', { tool: 'prisma' })).toEqual([])
  })
  test('gives the statement to write', async () => {
    const [file] = await lint('CREATE UNIQUE INDEX "index" ON big (a)')
    expect(file?.findings[0]?.sql).toBe('CREATE UNIQUE INDEX CONCURRENTLY "index" ON big (a);')
  })
})

describe('checks-every-row', () => {
  const key = 'alter table big add constraint f foreign key (a) references small'
  cases([
    ['a foreign key', key, ['high checks-every-row']],
    ['not valid', `${key} not valid`, []],
    ['a check', 'alter table big add constraint c check (a > 0)', ['high checks-every-row']],
    ['on few rows', 'alter table small add constraint c check (a > 0)', ['low checks-every-row']],
    ['on no rows', 'alter table empty add constraint c check (a > 0)', []],
    [
      'on a table of this deploy',
      'create table t (a int); alter table t add constraint f foreign key (a) references big',
      [],
    ],
  ])
})

describe('unique-builds-index', () => {
  cases([
    ['unique', 'alter table big add unique (a)', ['high unique-builds-index']],
    ['primary key', 'alter table big add primary key (a)', ['high unique-builds-index']],
    ['exclude', 'alter table big add exclude using gist (a with &&)', ['high unique-builds-index']],
    ['with an index that is there', 'alter table big add constraint u unique using index i', []],
    ['on a table of this deploy', 'create table t (a int); alter table t add unique (a)', []],
  ])
})

describe('set-not-null', () => {
  const statement = 'alter table big alter a set not null'
  cases([
    ['unproven', statement, ['high set-not-null']],
    [
      'proven by a check',
      `alter table big add constraint c check (a is not null) not valid; alter table big validate constraint c; ${statement}`,
      [],
    ],
    [
      'a check of another column',
      `alter table big add constraint c check (b is not null) not valid; ${statement}`,
      ['high set-not-null'],
    ],
    ['on no rows', 'alter table empty alter a set not null', []],
  ])
})

describe('constraints that come with a column', () => {
  cases([
    ['a check', 'alter table big add a int check (a > 0)', ['high checks-every-row']],
    ['unique', 'alter table big add a int unique', ['high unique-builds-index']],
    ['a foreign key of a column without values', 'alter table big add a int references small', []],
    [
      'a foreign key of a column with values',
      'alter table big add a int default 1 references small',
      ['high checks-every-row'],
    ],
    ['a table of this deploy', 'create table t (); alter table t add a int unique check (a > 0)', []],
  ])
})

describe('rewrites-table', () => {
  cases([
    [
      'a default for each row',
      'alter table big add id uuid default gen_random_uuid()',
      ['high rewrites-table'],
    ],
    ['a constant default', `alter table big add a timestamptz default now()`, []],
    ['a serial', 'alter table big add n bigserial', ['high rewrites-table']],
    ['an identity', 'alter table big add n int generated always as identity', ['high rewrites-table']],
    [
      'a generated column',
      'alter table big add b int generated always as (a + 1) stored',
      ['high rewrites-table'],
    ],
    ['unlogged', 'alter table big set unlogged', ['high rewrites-table']],
    ['few rows', 'alter table small add id uuid default gen_random_uuid()', ['low rewrites-table']],
    ['a table of this deploy', 'create table t (); alter table t add n bigserial', []],
  ])
})

describe('locks-for-upkeep', () => {
  cases([
    ['cluster', 'cluster big', ['high locks-for-upkeep']],
    ['reindex', 'reindex table big', ['high locks-for-upkeep']],
    ['refresh', 'refresh materialized view big', ['high locks-for-upkeep']],
    ['refresh concurrently', 'refresh materialized view concurrently big', []],
    ['lock', 'lock table big', ['high locks-for-upkeep']],
    ['a lock that lets reads and writes pass', 'lock table big in share update exclusive mode', []],
    ['no rows', 'cluster empty', []],
  ])
  test('vacuum full, and plain vacuum', async () => {
    expect(await found('vacuum full big', { tool: 'prisma' })).toEqual(['high locks-for-upkeep'])
    expect(await found('vacuum big', { tool: 'prisma' })).toEqual([])
  })
})
