import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DataFormat, DumpSelection } from '../dumps/dump-record'
import { chooseProgram } from '../dumps/pg-dump/choose-program'
import { findPrograms } from '../dumps/pg-dump/find-programs'
import { runPgDump } from '../dumps/pg-dump/run-pg-dump'
import { named } from '../postgres/connect.fixture'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'
import { dumped, dumpProject, filesOf } from './dump.fixture'
import { restoreTest } from './restore-test'

const installed = await findPrograms()
const buildsFor = (major: number) =>
  installed.some(({ version }) => Number.parseInt(version, 10) >= major)
    ? (['native', 'bundled'] as const)
    : (['bundled'] as const)

const DATABASES = [
  '--help',
  '-f x',
  '../x',
  'host=evil',
  'dbname=postgres',
  'postgres://evil:5432/postgres',
  "a'b\\c",
  ' two  words ',
  'say "so"',
]

/** Names of a schema and of a table in it, each of which would be something else to a careless reader. */
const NAMES = [
  ['--file=x', '-f'],
  ['../x', '..'],
  ['a.b', 'c.d'],
  ['a', 'b.c.d'],
  ["it's\\", 'new\nline'],
  ['say "so"', '*'],
  ['%2e%2e', 'con'],
  ['Case', 'TABLE'],
  ['Case', 'table'],
  ['space ', ' \ttab'],
  ['\\.', '\\i /etc/passwd'],
  ['{}', '$(id)'],
  ['🐘', 'é'],
  ['__proto__', 'constructor'],
] as const

const id = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const COLUMN = 'it\'s, "it"\\'
const SCHEMA = NAMES.map(
  ([schema, table]) => `create schema if not exists ${id(schema)};
    create table ${id(schema)}.${id(table)} (${id(table)} int generated always as identity primary key,
      "toString" text default 'x', ${id(COLUMN)} text);
    insert into ${id(schema)}.${id(table)} (${id(COLUMN)})
      values (${literal(schema)}), (${literal(table)}), (null), ('');`,
).join('\n')

/** The driver's own reading of addresses does not undo the `%` of every letter, so it is told the name by itself. */
async function fill({ url, name: database }: TestDatabase): Promise<void> {
  const { hostname: host, port, username: user, password } = new URL(url)
  const client = new pg.Client({ host, port: Number(port), user, password, database })
  await client.connect()
  await client.query('create table here (a int); insert into here values (1)')
  await client.end()
}

const choosing = (selection: Partial<DumpSelection>): DumpSelection => ({
  schemas: null,
  tables: null,
  excludeSchemas: [],
  excludeTables: [],
  ...selection,
})

describe.each(majors())('PostgreSQL %i', (major) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createDatabase(major, { sql: SCHEMA })
  })
  afterAll(() => database.drop())

  test.each(DATABASES)('a database that is named %j is dumped, and no other', async (plain) => {
    const name = `${plain} ${major}`
    const hostile = await createDatabase(major, { name })
    await fill(hostile)
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-names-'))
    try {
      for (const build of buildsFor(major)) {
        const file = path.join(folder, `${build}.sql`)
        const program = await chooseProgram(major, { build })
        await runPgDump({ target: named('dev', hostile.url), program, args: [], file })
        expect(fs.readFileSync(file, 'utf8')).toMatch(
          /^CREATE TABLE public\.here[\s\S]*^1\n\\\.\n[\s\S]*dump complete/m,
        )
      }
      const project = dumpProject(hostile.url)
      const record = await dumped(project)
      expect(record).toMatchObject({ error: null, state: 'verified', tables: [{ name: 'here', rows: 1 }] })
      expect(record.server?.address).toContain(name)
    } finally {
      fs.rmSync(folder, { recursive: true })
      await hostile.drop()
    }
  })

  test('a name with a line break is refused in words, for no address holds one', async () => {
    const url = new URL(database.url)
    url.pathname = '/new%0Aline'
    await expect(dumped(dumpProject(url.href))).rejects.toMatchObject({
      code: 'E-URL-ENCODING',
      message: expect.stringMatching(/control character/),
    })
  })

  test.each<[DataFormat, boolean]>([
    ['sql', false],
    ['custom', false],
    ['csv', true],
    ['jsonl', false],
  ])(
    'schemas and tables with such names are dumped as %s, compressed %s, and the same when restored',
    async (format, isCompressed) => {
      const project = dumpProject(database.url)
      const record = await dumped(project, { options: { format, isCompressed } })
      expect(record).toMatchObject({ error: null, state: 'verified' })
      expect(record.tables).toHaveLength(NAMES.length)
      const names = filesOf(project).map((file) => file.toLowerCase())
      expect(new Set(names).size).toBe(names.length)
      expect(names.every((file) => /^[\w./~%-]+$/.test(file) && !file.includes('..'))).toBe(true)
      expect(await restoreTest(project, record.id)).toMatchObject({
        error: null,
        differences: [],
        rowDifferences: [],
        state: 'passed',
      })
    },
  )

  test.each<DataFormat>(['sql', 'custom', 'csv', 'jsonl'])(
    'each of them can be chosen alone, and left out, as %s',
    async (format) => {
      const project = dumpProject(database.url)
      const plain = NAMES.filter(([, table]) => table !== '*')
      const tables = plain.map(([schema, table]) => `${schema}.${table}`)
      const chosen = await dumped(project, {
        what: 'data',
        options: { format, selection: choosing({ tables }) },
      })
      expect(chosen).toMatchObject({ error: null, state: 'verified' })
      expect(chosen.tables.map(({ schema, name }) => `${schema}.${name}`).toSorted()).toEqual(
        tables.toSorted(),
      )
      const rest = await dumped(project, {
        what: 'data',
        options: { format, selection: choosing({ excludeTables: tables }) },
      })
      expect(rest).toMatchObject({
        error: null,
        state: 'verified',
        tables: [{ schema: 'say "so"', name: '*' }],
      })
    },
  )

  test.each<DataFormat>(['sql', 'csv', 'jsonl'])(
    'a column of each of them is masked, as %s',
    async (format) => {
      const tables = [...new Set(NAMES.map(([schema, table]) => `${schema}.${table}`))]
      const masks = tables.map((table) => ({
        table,
        column: COLUMN,
        mask: 'fixed' as const,
        value: "it's \\masked\n",
      }))
      const project = dumpProject(database.url, { masks })
      const record = await dumped(project, { options: { format } })
      expect(record).toMatchObject({ error: null, state: 'verified' })
      expect(record.tables.map(({ masked }) => masked.length)).toEqual(NAMES.map(() => 1))
      expect(await restoreTest(project, record.id)).toMatchObject({
        error: null,
        rowDifferences: [],
        differences: [],
      })
    },
  )
})
