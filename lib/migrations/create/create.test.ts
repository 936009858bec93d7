import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listFolder, readFolder } from '../read-folder'
import { planMigration } from './plan-migration'

let project = ''
beforeEach(async () => {
  project = await fs.mkdtemp(path.join(os.tmpdir(), 'lockstep-create-'))
})
afterEach(() => fs.rm(project, { recursive: true, force: true }))

const NOW = new Date('2026-11-20T21:05:09.120Z')

interface Case {
  readonly files: Readonly<Record<string, string>>
  readonly tool?: string
  readonly folder?: string
  readonly beside?: Readonly<Record<string, string>>
  readonly name?: string
  readonly sql?: string
  readonly recorded?: readonly string[]
}

/** The files that the next migration of a folder gets, and what its tool reads of it. */
async function plan(given: Case) {
  const { files, tool, folder = 'migrations', beside = {}, name = 'add invoice index' } = given
  const place = { path: path.join(project, folder), name: folder }
  await fs.mkdir(place.path, { recursive: true })
  for (const [file, text] of Object.entries({
    ...beside,
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text])),
  })) {
    await fs.mkdir(path.dirname(path.join(project, file)), { recursive: true })
    await fs.writeFile(path.join(project, file), text)
  }
  const read = await readFolder({ ...place, ...(tool ? { tool } : {}) })
  if (!read) throw new Error('The folder is in no format.')
  const planned = await planMigration({
    name,
    sql: given.sql ?? '',
    author: { name: 'Ada Byron', email: 'ada@example.test', now: NOW },
    listing: await listFolder(place),
    read,
    recorded: given.recorded ?? [],
  })
  const written = Object.fromEntries(planned.files.map((file) => [file.path, file.text]))
  return { tool: read.tool, written, file: planned.file, afterwards: planned.afterwards ?? [] }
}

const paths = async (given: Case) => Object.keys((await plan(given)).written)
const refused = (given: Case) =>
  plan(given).catch((error) => `${error.code}: ${error.message} | ${error.hint}`)

describe('the next file of each tool', () => {
  test('Supabase: the time in UTC', async () => {
    const { written, file } = await plan({
      folder: 'supabase/migrations',
      files: { '20260101000000_first.sql': 'select 1;' },
    })
    expect(written).toEqual({ '20261120210509_add_invoice_index.sql': '' })
    expect(file).toMatchObject({ key: '20261120210509', name: 'add_invoice_index', problem: null })
  })
  test('Supabase: after one that is later than now, in the folder or in a record', async () => {
    const files = { '20270101235959_first.sql': 'select 1;' }
    expect(await paths({ folder: 'supabase/migrations', files })).toEqual([
      '20270102000000_add_invoice_index.sql',
    ])
    expect(await paths({ folder: 'supabase/migrations', files, recorded: ['20270102000000', 'x'] })).toEqual([
      '20270102000001_add_invoice_index.sql',
    ])
  })
  test('Supabase: an empty folder', async () => {
    expect(await paths({ folder: 'supabase/migrations', files: {} })).toEqual([
      '20261120210509_add_invoice_index.sql',
    ])
  })
  test('Prisma: a folder of its own', async () => {
    const { written, file } = await plan({
      files: {
        'migration_lock.toml': 'provider = "postgresql"',
        '20260101000000_init/migration.sql': 'select 1;',
      },
      sql: 'create view v as select 1;\n',
    })
    expect(written).toEqual({
      '20261120210509_add_invoice_index/migration.sql': 'create view v as select 1;\n',
    })
    expect(file).toMatchObject({ key: '20261120210509_add_invoice_index', name: 'add_invoice_index' })
  })
  test.each([
    [{ 'V1__Init.sql': '', 'V2__More.sql': '' }, 'V3__Add_invoice_index.sql'],
    [{ 'V001__init.sql': '', 'sql/V002__x.sql': '' }, 'sql/V003__add_invoice_index.sql'],
    [{ 'V1.9__init.sql': '', 'V1.10__x.sql': '' }, 'V1.11__add_invoice_index.sql'],
    [{ 'V1_3__init.sql': '' }, 'V1_4__add_invoice_index.sql'],
    [{ 'V20260102030405__init.sql': '' }, 'V20261120210509__add_invoice_index.sql'],
    [{ 'V2026.01.02.0930__init.sql': '' }, 'V2026.11.20.2105__add_invoice_index.sql'],
    [{ 'V2027.01.02__init.sql': '' }, 'V2027.01.03__add_invoice_index.sql'],
    [{ 'V7__init.sql': '', 'R__views.sql': '' }, 'V8__add_invoice_index.sql'],
  ])('Flyway, in the way of the newest file: %o', async (files, wanted) => {
    expect(await paths({ files })).toEqual([wanted])
  })
  test('numbers by hand: one with more digits comes after the shorter ones', async () => {
    expect(await paths({ files: { '98_a.sql': '', '99_b.sql': '' } })).toEqual(['100_add_invoice_index.sql'])
  })
  test('golang-migrate: a pair, as wide as the others', async () => {
    const files = { '000009_a.up.sql': 'select 1', '000009_a.down.sql': '' }
    const { written } = await plan({ files, sql: 'select 2;' })
    expect(written).toEqual({
      '000010_add_invoice_index.up.sql': 'select 2;\n',
      '000010_add_invoice_index.down.sql': '',
    })
  })
  test('dbmate: between its marks', async () => {
    const { written, file } = await plan({
      files: { '20260101000000_a.sql': '-- migrate:up\nselect 1;\n-- migrate:down\n' },
      sql: 'select 2;\n',
    })
    expect(written).toEqual({
      '20261120210509_add_invoice_index.sql': '-- migrate:up\n\nselect 2;\n\n-- migrate:down\n',
    })
    expect(file?.content).not.toBeNull()
  })
  test('goose: functions within marks of their own, comments where they stood', async () => {
    const { written, file } = await plan({
      files: { '00001_a.sql': '-- +goose Up\nselect 1;\n-- +goose Down\n' },
      sql: `-- Why\nselect 2;\n\n-- A function\ncreate function f() returns int language plpgsql as $$\nbegin\n  return 1;\nend $$;\n`,
    })
    expect(written).toEqual({
      '00002_add_invoice_index.sql': [
        '-- +goose Up',
        '',
        '-- Why\nselect 2;',
        '',
        '-- A function\n-- +goose StatementBegin',
        'create function f() returns int language plpgsql as $$\nbegin\n  return 1;\nend $$;',
        '-- +goose StatementEnd',
        '',
        '-- +goose Down\n',
      ].join('\n'),
    })
    expect(file?.problem).toBeNull()
  })
  test('sqlx: a pair where the newest has one, else a single file', async () => {
    const beside = { 'Cargo.toml': '' }
    expect(await paths({ beside, files: { '20260101000000_a.sql': '' } })).toEqual([
      '20261120210509_add_invoice_index.sql',
    ])
    expect(
      await paths({ beside, folder: 'db', files: { '0001_a.up.sql': '', '0001_a.down.sql': '' } }),
    ).toEqual(['0002_add_invoice_index.up.sql', '0002_add_invoice_index.down.sql'])
  })
  test('Hasura: a folder in that of its database', async () => {
    const files = { 'default/1700000000000_a/up.sql': 'select 1;', 'default/1700000000000_a/down.sql': '' }
    expect(await paths({ files, beside: { 'config.yaml': '' }, folder: 'hasura/migrations' })).toEqual([
      `default/${NOW.getTime()}_add_invoice_index/up.sql`,
      `default/${NOW.getTime()}_add_invoice_index/down.sql`,
    ])
  })
  test('Atlas: the file, and the command that writes its sums anew', async () => {
    const { written, afterwards } = await plan({
      files: { '20260101000000_a.sql': 'select 1;', 'atlas.sum': 'h1:x\n' },
    })
    expect(Object.keys(written)).toEqual(['20261120210509_add_invoice_index.sql'])
    expect(afterwards.map(({ text }) => text)).toEqual(['atlas migrate hash --dir file://migrations'])
  })
  test('node-pg-migrate: SQL where the newest is SQL, a program only by its own command', async () => {
    const sql = '-- Up Migration\nselect 1;\n-- Down Migration\n'
    const { written } = await plan({ files: { '1700000000000_a-b.sql': sql } })
    expect(written).toEqual({
      [`${NOW.getTime()}_add-invoice-index.sql`]: '-- Up Migration\n\n-- Down Migration\n',
    })
    expect(await refused({ files: { '1800000000000_c.js': 'exports.up = (pgm) => {}' } })).toContain(
      'npx node-pg-migrate create add-invoice-index -m migrations',
    )
  })
  test('Graphile Migrate: what is to be committed next, unless something is there', async () => {
    const committed = { 'committed/000001.sql': '--! Previous: -\n--! Hash: sha1:x\n\nselect 1;\n' }
    const { written, file } = await plan({ files: committed, sql: 'select 2;' })
    expect([written, file]).toEqual([
      { 'current.sql': '--! Message: add invoice index\n\nselect 2;\n' },
      null,
    ])
    expect(await refused({ files: { ...committed, 'current.sql': '-- Enter migration here\n' } })).toMatch(
      /^E-NEW-MIGRATION: migrations\/current\.sql is there already/,
    )
    expect(
      await paths({ folder: 'other', files: { ...committed, 'current/01-a.sql': 'select 1;' } }),
    ).toEqual(['current/02-add-invoice-index.sql'])
  })
  test('Liquibase: a change set of SQL where a changelog leads to it', async () => {
    const master = (words: string) =>
      `<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">${words}</databaseChangeLog>`
    const first = '--liquibase formatted sql\n\n--changeset bo:1\nselect 1;\n--changeset bo:2\nselect 2;\n'
    const files = {
      'master.xml': master('<includeAll path="changes/" relativeToChangelogFile="true"/>'),
      'changes/001-first.sql': first,
    }
    const { written, file } = await plan({ files, sql: 'select 3;\n' })
    expect(written).toEqual({
      'changes/002-add-invoice-index.sql':
        '--liquibase formatted sql\n\n--changeset "Ada Byron":3\nselect 3;\n',
    })
    expect(file?.key).toBe('002-add-invoice-index.sql::3::Ada Byron')
    const listed = {
      ...files,
      'master.xml': master('<include file="changes/001-first.sql" relativeToChangelogFile="true"/>'),
    }
    expect(await refused({ folder: 'other', files: listed })).toMatch(/master\.xml does not lead to it/)
    const xml = { 'master.xml': master('<changeSet id="1" author="bo"><sql>select 1</sql></changeSet>') }
    expect(await refused({ folder: 'third', files: xml })).toMatch(/is not SQL/)
  })
  test('a team’s own: numbered and written as it does', async () => {
    expect(await paths({ files: { '007-first-one.sql': '', '008-second.sql': '' } })).toEqual([
      '009-add-invoice-index.sql',
    ])
    expect(await paths({ folder: 'b', files: { '20260101_a.sql': '' } })).toEqual([
      '20261120_add_invoice_index.sql',
    ])
  })
})

test('lines end as those of the newest file do', async () => {
  const files = { '001_a.sql': 'select 1;\n', '002_b.sql': '-- b\r\nselect 2;\r\n' }
  expect((await plan({ files, sql: 'select 3;\n' })).written).toEqual({
    '003_add_invoice_index.sql': 'select 3;\r\n',
  })
})

describe('what is refused', () => {
  test('a name that would not run last', async () => {
    const files = { '20260101000000_first.sql': 'select 1;', '9_by_hand.sql': 'select 2;' }
    expect(await refused({ folder: 'supabase/migrations', files })).toMatch(
      /^E-NEW-MIGRATION: .* would not be the next migration of .*9_by_hand\.sql would still run after it/,
    )
  })
  test.each([
    ['knex', { '20260101_a.js': 'exports.up = (knex) => {}' }, 'npx knex migrate:make add_invoice_index'],
    [
      'rails',
      { '20260101000000_a.rb': 'class A < ActiveRecord::Migration[7.1]' },
      'bin/rails generate migration AddInvoiceIndex',
    ],
    [
      'drizzle',
      { 'meta/_journal.json': '{"entries": [{"tag": "0000_a", "when": 1}]}', '0000_a.sql': '' },
      'npx drizzle-kit generate --custom --name=add_invoice_index',
    ],
    [
      'alembic',
      { 'versions/a.py': 'revision = "a"\ndown_revision = None' },
      'alembic revision -m "add invoice index"',
    ],
    ['sqitch', { 'sqitch.plan': '%syntax-version=1.0.0\n' }, 'sqitch add add-invoice-index'],
  ])('programs and lists of a tool’s own: %s', async (tool, files, command) => {
    const outcome = await refused({ tool, files })
    expect(outcome).toMatch(/^E-NEW-MIGRATION: Only .* itself makes a migration in migrations/)
    expect(outcome).toContain(command)
  })
})

test('the header of the team is filled in', async () => {
  const head = (name: string, day: string, author: string, text: string) =>
    `-- Migration: ${name}\n-- Author: ${author}\n-- Date: ${day}\n-- Ticket: BW-${day.slice(-2)}\n-- Copyright Billwren\n\n-- ${text}\nselect 1;\n`
  const { written } = await plan({
    folder: 'supabase/migrations',
    files: {
      '20260101000000_first.sql': 'select 1;',
      '20260102000000_two_tables.sql': head('two_tables', '2026-01-02', 'Bo <bo@x.test>', 'Tables.'),
      '20260103000000_more.sql': head('more', '2026-01-03', 'Cy <cy@x.test>', 'And more.'),
      '20260104000000_last_one.sql': head('last_one', '2026-01-04', 'Bo <bo@x.test>', 'The last.'),
    },
  })
  expect(Object.values(written)).toEqual([
    '-- Migration: add_invoice_index\n-- Author: Ada Byron <ada@example.test>\n-- Date: 2026-11-20\n-- Ticket:\n-- Copyright Billwren\n',
  ])
})
