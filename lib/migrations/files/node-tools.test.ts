import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { contentOf } from '../content'
import { folderOf } from '../folder.fixture'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const keys = (files: readonly { readonly key: string }[] | undefined) => files?.map(({ key }) => key)
const LATIN1 = Buffer.from("select 'caf\xe9'", 'latin1')

describe('Drizzle', () => {
  const journal = (...tags: string[]) =>
    JSON.stringify({ entries: tags.map((tag, idx) => ({ idx, tag, when: 1_700_000_000_000 + idx })) })

  test('the journal tells what runs and in which order', async () => {
    const found = await folderOf({
      '0001_a.sql': 'select 1;--> statement-breakpoint\nselect 2;',
      '0000_b.sql': 'select 0',
      'stray.sql': 'select 3',
      'meta/_journal.json': journal('0001_a', '0000_b', '0002_gone'),
    })
    expect(found?.tool).toBe('drizzle')
    expect(found?.files).toMatchObject([
      { key: '1700000000000', name: 'a', path: '0001_a.sql', content: contentOf('select 1; select 2') },
      { name: 'b', checksums: [{ algorithm: 'sha256', value: sha256('select 0') }] },
      { name: 'gone', content: null, problem: 'It could not be read: it is not there.' },
    ])
    expect(found?.problems).toEqual([
      'stray.sql is passed over by Drizzle: meta/_journal.json does not list it.',
    ])
  })
  test('tells of an entry that is too old to run, and of a journal that is none', async () => {
    const late = JSON.stringify({
      entries: [
        { tag: 'a', when: 2 },
        { tag: 'b', when: 1 },
      ],
    })
    const found = await folderOf({ 'a.sql': '', 'b.sql': '', 'meta/_journal.json': late })
    expect(found?.problems).toEqual([expect.stringMatching(/^b\.sql is no younger than a\.sql/)])
    const broken = await folderOf({ 'meta/_journal.json': '<<<<<<< HEAD\n{' })
    expect(broken?.problems).toEqual([expect.stringMatching(/marks of a merge/)])
  })
  test('since version 1 each has a folder', async () => {
    const found = await folderOf({
      '20260102000000_b/migration.sql': 'select 2',
      '20260102000000_b/snapshot.json': '{}',
      '20260101000000_a/migration.sql': LATIN1,
      '20260101000000_a/snapshot.json': '{}',
    })
    expect(found?.files).toMatchObject([
      { key: '20260101000000_a', version: '20260101000000', name: 'a', problem: 'It is not UTF-8.' },
      { key: '20260102000000_b', problem: null },
    ])
  })
})

describe('programs for Node', () => {
  const up = (body: string) => `exports.up = async (${body}) => {}`

  test.each([
    ['knex', { '2_b.js': up('knex'), '10_a.ts': '', '2_b.d.ts': '', 'README.md': '' }, ['10_a.ts', '2_b.js']],
    ['sequelize', { '2-b.js': up('queryInterface'), '10-a.js': '' }, ['10-a.js', '2-b.js']],
    ['kysely', { 'b.ts': "import { Kysely } from 'kysely'", 'a.mjs': '', 'b.d.ts': '' }, ['a', 'b']],
    ['node-pg-migrate', { '10_a.js': '', '9_b.js': up('pgm'), '.x.js': '' }, ['9_b', '10_a']],
    [
      'typeorm',
      {
        'a.ts': 'export class Late1700000000002 implements MigrationInterface {}',
        'b.ts': "class X { name = 'Early1700000000001' }",
      },
      ['Early1700000000001', 'Late1700000000002'],
    ],
    [
      'mikro-orm',
      { 'Migration2.ts': "import { Migration } from '@mikro-orm/migrations'", 'Migration1.ts': '' },
      ['Migration1', 'Migration2'],
    ],
  ])('%s: they run in its order, and nothing is wrong with them', async (tool, files, expected) => {
    const found = await folderOf(files)
    expect([found?.tool, keys(found?.files), found?.problems]).toEqual([tool, expected, []])
    for (const file of found?.files ?? []) {
      expect(file).toMatchObject({ content: null, checksums: [], problem: null })
    }
  })

  test('node-pg-migrate: the part that goes up is what runs, in SQL', async () => {
    const both = '-- Down Migration\ndrop table a;\n-- Up Migration\ncreate table a ();'
    const found = await folderOf({ '1_a.sql': both, '1_a.js': '', '2_b.sql': 'select 1' })
    expect(found?.files.at(1)?.content).toBe(contentOf('create table a ()'))
    expect(found?.files.at(2)?.content).toBe(contentOf('select 1'))
    expect(found?.problems).toEqual([])
  })
  test('TypeORM: what its SQL and its comments say is no name of a class', async () => {
    const found = await folderOf({
      'a.ts': `import { MigrationInterface } from 'typeorm'
        // This class names the roles.
        export class Roles1700000000001 implements MigrationInterface {
          async up(runner) { await runner.query(\`update roles set name = 'admin'\`) }
        }`,
    })
    expect([found?.tool, keys(found?.files), found?.problems]).toEqual([
      'typeorm',
      ['Roles1700000000001'],
      [],
    ])
  })
  test('TypeORM: a class without a time at the end of its name is passed over', async () => {
    const found = await folderOf({
      'a.ts': 'class Good1700000000001 implements MigrationInterface {}',
      'b.ts': 'class Bad implements MigrationInterface {}',
    })
    expect(found?.problems).toEqual([expect.stringMatching(/^b\.ts is passed over by TypeORM/)])
  })
})

describe('Graphile Migrate', () => {
  const hash = (body: string, previous = '') =>
    `sha1:${createHash('sha1')
      .update(`${`${previous}\n${body}`.trim()}\n`)
      .digest('hex')}`
  const file = (body: string, previous = '-', own = hash(body, previous === '-' ? '' : previous)) =>
    `--! Previous: ${previous}\n--! Hash: ${own}\n\n${body}\n`

  test('what stands below the head runs, and the chain is followed', async () => {
    const first = hash('select 1;')
    const found = await folderOf({
      'committed/000001.sql': file('select 1;'),
      'committed/000002-two.sql': file('select 2;', first),
      'committed/notes.sql': '',
      'current.sql': 'select 3;',
    })
    expect(found?.files).toMatchObject([
      { key: '000001', name: null, content: contentOf('select 1'), problem: null },
      { key: '000002', name: 'two', checksums: [{ algorithm: 'sha1' }], problem: null },
    ])
    expect(`sha1:${found?.files[0]?.checksums[0]?.value}`).toBe(first)
    expect(found?.problems).toEqual([expect.stringMatching(/^committed\/notes\.sql is passed over/)])
  })
  test('tells of edits, broken chains and heads', async () => {
    const found = await folderOf({
      'committed/000001.sql': file('select 1;').replace('select 1', 'select 9'),
      'committed/000002.sql': file('select 2;', 'sha1:00'),
      'committed/000003.sql': 'select 3;',
    })
    expect(found?.files.map(({ problem }) => problem)).toEqual([
      'It was edited after it was committed: its hash is not the one at its head.',
      null,
      'It lacks the lines Previous and Hash at its head.',
    ])
    expect(found?.problems).toEqual([
      expect.stringMatching(/^committed\/000002\.sql does not follow committed\/000001/),
    ])
  })
})
