import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { contentOf } from '../content'
import { folderOf } from '../folder.fixture'

const keys = (found: { readonly files: readonly { readonly key: string }[] } | null) =>
  found?.files.map(({ key }) => key)
const LATIN1 = Buffer.from("select 'caf\xe9'", 'latin1')

describe('which part of a file runs, in which order, and what is passed over', () => {
  test('Supabase CLI', async () => {
    const read = (...names: string[]) =>
      folderOf(Object.fromEntries(names.map((name) => [name, 'select 1'])), { name: 'supabase/migrations' })
    const old = await read('20200101000000_init.sql', '20260101000000_a.sql', 'notes.sql')
    expect([old?.tool, keys(old)]).toEqual(['supabase', ['20260101000000']])
    expect(old?.problems).toEqual([
      '20200101000000_init.sql is passed over by the Supabase CLI: it stands for the old local set-up.',
      'notes.sql is passed over by the Supabase CLI: its name is not <timestamp>_<name>.sql.',
    ])
    const first = await read('0001_init.sql', '0002_a.sql', 'old/0000_b.sql')
    expect([keys(first), first?.problems]).toEqual([['0001', '0002'], []])
    expect(keys(await read('.gitkeep', '20200101000000_init.sql'))).toEqual(['20200101000000'])
    expect(keys(await read('20260101_b.sql', '20260101120000_a.sql'))).toEqual(['20260101120000', '20260101'])
  })
  test('dbmate', async () => {
    const found = await folderOf({
      '20260102_b.sql': '-- migrate:up\ncreate table b ();\n-- migrate:down\ndrop table b;',
      '20260101_a.sql': '-- migrate:up transaction:false\ncreate table a ();\n-- migrate:down\n',
      '20260103_c.sql': 'create table c ();',
      '20260103_d.sql': '-- migrate:down\n-- migrate:up\n',
      'notes.sql': 'select 1',
    })
    expect([found?.tool, keys(found)]).toEqual(['dbmate', ['20260101', '20260102', '20260103', '20260103']])
    expect(found?.files.map(({ content }) => content)).toEqual([
      contentOf('create table a ()'),
      contentOf('create table b ()'),
      null,
      null,
    ])
    expect(found?.files.map(({ problem }) => problem)).toEqual([
      null,
      null,
      expect.stringMatching(/no line “-- migrate:up”/),
      expect.stringMatching(/stands before/),
    ])
    expect(found?.problems).toEqual([
      'notes.sql is passed over by dbmate: its name does not begin with a number.',
    ])
  })
  test('goose', async () => {
    const body = `-- +goose Up\n-- +goose StatementBegin\ncreate function f() returns int language sql as $$ select 1; $$;
      -- +goose StatementEnd\n-- +goose Down\ndrop function f();`
    const found = await folderOf({
      '00010_b.sql': body,
      '9_a.go': '',
      '11_c.sql': 'select 1',
      '12_d_test.go': '',
      '13_e.sql': '-- +goose Down\nselect 1;\n-- +goose Up\nselect 2;',
    })
    expect([found?.tool, keys(found)]).toEqual(['goose', ['9', '10', '11', '13']])
    expect(found?.files[1]?.content).toBe(
      contentOf('create function f() returns int language sql as $$ select 1; $$'),
    )
    expect(found?.files.map(({ problem }) => problem === null)).toEqual([true, true, false, false])
  })
  test('golang-migrate', async () => {
    const found = await folderOf({
      '000010_b.up.sql': 'select 2',
      '000010_b.down.sql': 'drop everything',
      '9_a.up.sql': LATIN1,
      '9_again.up.sql': '',
      'x.sql': '',
    })
    expect([found?.tool, keys(found)]).toEqual(['golang-migrate', ['9', '9', '10']])
    expect(found?.files.map(({ problem }) => problem)).toEqual(['It is not UTF-8.', null, null])
    expect(found?.problems).toEqual([
      'x.sql is passed over by golang-migrate: its name is not <number>_<name>.up.sql.',
    ])
  })
  test('sqlx, where Rust is beside it', async () => {
    const files = { '2_two_words.sql': 'select 2', '10_x.up.sql': 'select 10', '10_x.down.sql': '' }
    const found = await folderOf(files, { beside: { 'Cargo.toml': '' } })
    expect([found?.tool, keys(found)]).toEqual(['sqlx', ['2', '10']])
    expect(found?.files[0]).toMatchObject({
      name: 'two words',
      checksums: [{ algorithm: 'sha384', value: createHash('sha384').update('select 2').digest('hex') }],
    })
  })
  test('Flyway', async () => {
    const found = await folderOf({
      'sql/V1.10__later.sql': 'select 1',
      'V1_9__sooner.sql': 'a\r\nb\n',
      'R__views.sql': 'select 3',
      'U1.9__undo.sql': '',
      'B1__base.sql': '',
      'V01.10.0__same.java': '',
      'V2.sql': '',
      'V3__4.sql': '',
      'R__a_2.sql': `create view \${schema}.a as select 1`,
      'R__a1.sql': '',
      'R2__x.sql': '',
    })
    expect([found?.tool, keys(found)]).toEqual([
      'flyway',
      ['B1', '1.9', '1.10', '1.10', '2', '3', 'R__a_2', 'R__a1', 'R__views'],
    ])
    expect(found?.files.map(({ sort }) => sort)).toEqual([
      'baseline',
      ...Array(5).fill('versioned'),
      ...Array(3).fill('repeatable'),
    ])
    expect(found?.files.slice(4, 6).map(({ name }) => name)).toEqual([null, '4'])
    expect(found?.files.slice(-3).map(({ checksums }) => checksums.length)).toEqual([0, 1, 1])
    // The line ends are no part of it: it is the CRC-32 of "ab".
    expect(found?.files[1]).toMatchObject({
      version: '1.9',
      checksums: [{ algorithm: 'crc32', value: String(0x9e83486d | 0) }],
    })
    expect(found?.problems).toEqual([expect.stringMatching(/^R2__x\.sql is passed over by Flyway/)])
  })
  test('a folder is known by its last file too', async () => {
    const early = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${100 + i}_a.sql`, 'select 1']))
    const found = await folderOf({ ...early, '999_b.sql': '-- migrate:up\n' })
    expect([found?.tool, found?.files.length]).toEqual(['dbmate', 21])
  })
  test('plain SQL', async () => {
    const found = await folderOf({
      '002_b.sql': 'select 2',
      '001_a.sql': '\\set x 1\nselect 1',
      '001_c.sql': '',
    })
    expect([found?.tool, keys(found)]).toEqual(['home-made', ['001_a', '001_c', '002_b']])
    expect(found?.files[0]?.problem).toMatch(/command of psql/)
    expect(found?.problems).toEqual(['001_a.sql and 001_c.sql have one version: 001.'])
    expect(await folderOf({ 'query.sql': 'select 1', '1.sql': '' })).toBeNull()
  })
  test('plain SQL, numbered as people count', async () => {
    const names = ['1_a', '9_b', '00010_c', '11_d', '20240101_e', '20240101120000_f', '20240102_g']
    const found = await folderOf(Object.fromEntries(names.map((name) => [`${name}.sql`, 'select 1'])))
    expect(keys(found)).toEqual([
      '1_a',
      '9_b',
      '00010_c',
      '11_d',
      '20240101120000_f',
      '20240101_e',
      '20240102_g',
    ])
  })
})

test('SQL that Flyway runs on events is no migration, and nothing is wrong with it', async () => {
  const found = await folderOf({
    'V1__a.sql': 'select 1',
    'afterMigrate.sql': 'select 1',
    'beforeEachMigrate__log.sql': 'select 1',
    'aftermath.sql': 'select 1',
  })
  expect(keys(found)).toEqual(['1'])
  expect(found?.problems).toEqual([expect.stringMatching(/^aftermath\.sql is passed over/)])
})

describe('Atlas', () => {
  const sums = (files: Readonly<Record<string, string>>) => {
    const hash = createHash('sha256')
    const lines = Object.entries(files).map(([name, text]) => {
      const value = hash.update(name).update(text).copy().digest('base64')
      return `${name} h1:${value}`
    })
    return `h1:whole=\n${lines.join('\n')}\n`
  }
  const files = { '1_a.sql': 'select 1', '2_b.sql': 'select 2', '3.sql': 'select 3' }

  test('sums take in all files before', async () => {
    const found = await folderOf({ ...files, 'atlas.sum': sums(files) })
    expect([found?.tool, keys(found), found?.problems]).toEqual(['atlas', ['1', '2', '3'], []])
    const written = [...sums(files).matchAll(/h1:(\S{20,})/g)].map(([, value]) => value)
    expect(found?.files.map(({ checksums }) => checksums[0]?.value)).toEqual(written)
  })
  test.each([
    ['golang-migrate', '1_a.up.sql', 'select 1'],
    ['flyway', 'V1__a.sql', 'select 1'],
    ['goose', '1_a.sql', '-- +goose Up\nselect 1;\n-- +goose Down\nselect 2;'],
    ['dbmate', '1_a.sql', '-- migrate:up\nselect 1;\n-- migrate:down\nselect 2;'],
  ])('files that it wrote for %s are that tool’s', async (tool, name, text) => {
    const found = await folderOf({ [name]: text, 'atlas.sum': sums({ [name]: text }) })
    expect([found?.tool, keys(found)?.length]).toEqual([tool, 1])
  })
  test('a checkpoint stands for what is before it', async () => {
    const files = {
      '1_a.sql': 'create table a ();',
      '2_b.sql': '-- made by hand\n-- atlas:checkpoint v1\n\ncreate table a ();',
      '3_c.sql': "select '\n-- atlas:checkpoint';",
    }
    const found = await folderOf({ ...files, 'atlas.sum': sums(files) })
    expect(found?.files.map(({ sort }) => sort)).toEqual(['versioned', 'baseline', 'versioned'])
    expect(found?.problems).toEqual([])
  })
  test('of files in pairs, only those that go up run', async () => {
    const pair = { '1_a.down.sql': 'select 2', '1_a.up.sql': 'select 1' }
    const found = await folderOf(
      { ...pair, 'atlas.sum': sums({ '1_a.up.sql': 'select 1' }) },
      { tool: 'atlas' },
    )
    expect([found?.files.map(({ key, name }) => [key, name]), found?.problems]).toEqual([[['1', 'a']], []])
  })
  test.each([
    ['an edit', { ...files, '1_a.sql': 'select 9' }, sums(files), /^1_a\.sql, or which files come before/],
    ['a file too many', { ...files, '4.sql': '' }, sums(files), /^4\.sql is not in atlas\.sum/],
    ['a file too few', { '1_a.sql': 'select 1' }, sums(files), /names 2_b\.sql, which is not there/],
    ['a merge', files, `<<<<<<< HEAD\n${sums(files)}`, /marks of a merge/],
  ])('tells of %s', async (_, present, sum, problem) => {
    const found = await folderOf({ ...present, 'atlas.sum': sum })
    expect(found?.problems).toEqual([expect.stringMatching(problem)])
  })
})

describe('Sqitch', () => {
  const head = '%syntax-version=1.0.0\n%project=shop\n\n'
  const line = (words: string) => `${words} 2026-01-01T00:00:00Z Ann <ann@example.org> # note\n`

  test('the plan tells what runs; a reworked change has its script under a tag', async () => {
    const found = await folderOf(
      {
        'sqitch.plan': `${head}${line('users')}@v1 2026-01-01T00:00:00Z Ann <ann@example.org>\n${line('users [users@v1]')}${line('orders [users]')}`,
        'deploy/users@v1.sql': '\\set ON_ERROR_STOP 1\nbegin; create table users (); commit;',
        'deploy/users.sql': 'create table users (id int);',
        'deploy/lost.sql': '',
      },
      { name: 'db' },
    )
    expect(found?.tool).toBe('sqitch')
    expect(found?.files.map(({ name, path }) => [name, path])).toEqual([
      ['users', 'deploy/users@v1.sql'],
      ['users', 'deploy/users.sql'],
      ['orders', 'deploy/orders.sql'],
    ])
    expect(found?.files[0]).toMatchObject({ content: contentOf('create table users ()'), problem: null })
    expect(found?.files[2]?.problem).toBe('It could not be read: it is not there.')
    expect(found?.problems).toEqual([
      'deploy/lost.sql is passed over by Sqitch: sqitch.plan does not name it.',
    ])
  })
  test('a line that is none is told', async () => {
    const found = await folderOf({ 'sqitch.plan': `${head}<<<<<<< HEAD\n` })
    expect(found?.problems).toEqual(['sqitch.plan: line 4 is neither a change nor a tag.'])
  })
})

describe('Liquibase', () => {
  test('change sets in the order of the outermost changelog, in every language', async () => {
    const found = await folderOf({
      'changelog-master.xml': `<databaseChangeLog xmlns="x"><!-- <include file="no.sql"/> -->
        <include file="db/changes/b.sql"/><include relativeToChangelogFile="true" file='changes/c.yaml'/>
        <changeSet author="ann" id="last &amp; least" runOnChange="true"><sql>select 1</sql></changeSet>
        <include file="gone.sql"/></databaseChangeLog>`,
      'changes/b.sql': `--liquibase formatted sql
        --changeset bob:1 splitStatements:false
        create table b ();
        --rollback drop table b;
        --changeset "bob smith":"two words" runOnChange:true logicalFilePath:old/b.sql
        select 2;`,
      'changes/c.yaml': `databaseChangeLog:
        - changeSet:
            id: 3
            author: "carl"
            changes: [ { sql: { sql: select 3 } } ]`,
      'changes/d.json': '{ "databaseChangeLog": [ { "changeSet": { "id": "4", "author": "dan" } } ] }',
      'changes/e.sql': LATIN1,
    })
    expect(found?.tool).toBe('liquibase')
    expect(keys(found)).toEqual([
      'b.sql::1::bob',
      'b.sql::two words::bob smith',
      'c.yaml::3::carl',
      'changelog-master.xml::last & least::ann',
      'changes/e.sql',
    ])
    expect(found?.files[0]?.content).toBe(contentOf('create table b ()'))
    expect(found?.files.map(({ sort }) => sort === 'repeatable')).toEqual([false, true, false, true, false])
    expect(found?.files[0]?.checksums).toMatchObject([{ algorithm: 'liquibase 9' }])
    expect(found?.files[2]?.checksums).toEqual([])
    expect(found?.files[4]?.problem).toBe('It is not UTF-8.')
    expect(found?.problems).toEqual([
      'changelog-master.xml leads to gone.sql, which is not in this folder.',
      'changes/d.json is passed over by Liquibase: changelog-master.xml does not lead to it.',
    ])
  })
})

describe('programs in other languages, and lists of operations', () => {
  test('Rails', async () => {
    const up = 'class A < ActiveRecord::Migration[7.1]\nend'
    const found = await folderOf(
      { '002_b.rb': up, '20260101000000_add_users.rb': up, 'x.rb': '' },
      { name: 'db/migrate' },
    )
    expect([found?.tool, keys(found)]).toEqual(['rails', ['2', '20260101000000']])
    expect(found?.files[1]).toMatchObject({ name: 'add_users', content: null, problem: null })
    expect(found?.problems).toEqual([expect.stringMatching(/^x\.rb is passed over by Rails/)])
  })
  test('Django: by dependencies, in one app or several', async () => {
    const file = (...dependencies: string[]) =>
      `from django.db import migrations\nclass Migration(migrations.Migration):\n    dependencies = [\n        ${dependencies.join(',\n        ')}\n    ]\n`
    const shop = {
      '0001_initial.py': file("('auth', '0001_initial')"),
      '0003_c.py': file("('shop', '0001_initial')"),
      '0002_b.py': file('("shop", "0003_c")'),
    }
    const one = await folderOf(
      { ...shop, '__init__.py': '', 'helpers.py': 'x = 1' },
      { name: 'shop/migrations' },
    )
    expect([one?.tool, keys(one), one?.problems]).toEqual([
      'django',
      ['shop.0001_initial', 'shop.0003_c', 'shop.0002_b'],
      [],
    ])
    const several = await folderOf(
      {
        'auth/migrations/0001_initial.py': file(),
        'shop/migrations/0001_initial.py': file("('auth', '0001_initial')"),
        'shop/migrations/0002_a.py': file("('shop', '0001_initial')"),
        'shop/migrations/0002_b.py': file("('shop', '0001_initial')"),
      },
      { name: 'apps' },
    )
    expect(several?.files.map(({ key, after }) => [key, after?.length])).toEqual([
      ['auth.0001_initial', 0],
      ['shop.0001_initial', 1],
      ['shop.0002_a', 1],
      ['shop.0002_b', 1],
    ])
    expect(several?.problems).toEqual([
      expect.stringMatching(/0002_a\.py and .*0002_b\.py both end the migrations of shop/),
    ])
  })
  test('Alembic: by the revisions that they follow', async () => {
    const file = (revision: string, down: string) =>
      `revision = '${revision}'\ndown_revision: Union[str, None] = ${down}\n`
    const found = await folderOf({
      'env.py': '',
      'versions/c3_merge.py': file('c3', "(\n  'a1',\n  'b2',\n)"),
      'versions/b2_second.py': file('b2', "'a1'"),
      'versions/a1_first.py': file('a1', 'None'),
      'versions/d4_other.py': file('d4', '"zz"'),
      'versions/notes.py': '',
    })
    expect([found?.tool, keys(found)]).toEqual(['alembic', ['a1', 'b2', 'c3', 'd4']])
    expect(found?.files[2]).toMatchObject({ name: 'merge', after: ['a1', 'b2'] })
    expect(found?.problems).toEqual([
      'versions/d4_other.py follows revision zz, which no file here has.',
      'versions/notes.py is passed over by Alembic: it names no revision.',
      expect.stringMatching(/^versions\/c3_merge\.py and versions\/d4_other\.py are heads/),
    ])
  })
  test('Hasura: by numbers, in the folders of its databases', async () => {
    const found = await folderOf(
      {
        'default/1700000000001_b/up.sql': 'select 2',
        'default/1700000000001_b/down.sql': '',
        'default/1700000000000_a/up.sql': 'select 1',
        'other/1700000000000_a/up.sql': 'select 3',
      },
      { beside: { 'config.yaml': 'version: 3' } },
    )
    expect([found?.tool, keys(found), found?.problems]).toEqual([
      'hasura',
      ['1700000000000', 'other/1700000000000', '1700000000001'],
      [],
    ])
  })
  test('pgroll', async () => {
    const found = await folderOf({
      '02_b.yaml': 'operations:\n  - sql:\n',
      '01_a.json': '{ "operations": [] }',
    })
    expect([found?.tool, keys(found)]).toEqual(['pgroll', ['01_a', '02_b']])
  })
  test('Prisma 8', async () => {
    const found = await folderOf({
      'app/20260101T1200_users/migration.json': '{ "migrationHash": "abc" }',
      'app/20260101T1200_users/ops.json': '[]',
      'app/20260102T1200_bad/migration.json': '<<<<<<<',
    })
    expect(found).toMatchObject({
      tool: 'prisma-contract',
      files: [
        { key: 'app/20260101T1200_users', name: 'users', checksums: [{ value: 'abc' }], problem: null },
        { problem: 'It is not JSON; it may hold marks of a merge.' },
      ],
    })
  })
})
