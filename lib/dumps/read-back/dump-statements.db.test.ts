import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KINDS } from '../../kinds/all'
import { compareSnapshots, isComplete } from '../../objects/compare'
import type { Difference } from '../../objects/difference'
import { named } from '../../postgres/connect.fixture'
import { copyIn } from '../../shadow/copy-in'
import { loadGrammar } from '../../sql/wording'
import { dumpPrograms } from '../../testing/dump-script'
import { generateSchema } from '../../testing/generate/generate'
import { buildScript } from '../../testing/generate/statements'
import { readDatabase } from '../../testing/read-database'
import { createDatabase, majors, type TestDatabase } from '../../testing/servers'
import { runPgDump } from '../pg-dump/run-pg-dump'
import { fitStatement } from '../restore/fit-statement'
import { dumpStatements } from './dump-statements'

const ROWS = `
  create schema "many rows";
  create table "many rows".notes (id int primary key, body text, at timestamptz default now());
  insert into "many rows".notes select i, repeat('ä', i % 300) || chr(9) || chr(10) || chr(92) || '.' from generate_series(1, 20000) i;
  create table "many rows".large (id int, body bytea);
  insert into "many rows".large values (1, decode(repeat('00ff', 1500000), 'hex'));
  create materialized view "many rows".counted as select count(*) as n from "many rows".notes;
  select lo_from_bytea(4711, decode(repeat('ab', 50000), 'hex')), lo_from_bytea(4712, 'x');
  grant select on large object 4712 to public;`

/** What tells the rows of a database from other rows. */
const TOLD = `select
  (select md5(string_agg(n::text, '|' order by id)) from "many rows".notes n) as notes,
  (select md5(string_agg(l::text, '|' order by id)) from "many rows".large l) as large,
  (select n from "many rows".counted) as counted,
  (select md5(string_agg(md5(lo_get(oid)), '|' order by oid)) from pg_largeobject_metadata) as objects,
  (select string_agg(lomacl::text, '|' order by oid) from pg_largeobject_metadata) as rights`

const CLOSES_PUBLIC = 15

/** All but what belongs to the server or to the database itself, which a dump without --create leaves alone. */
const DUMPED_KINDS = KINDS.filter(({ scope }) => scope === undefined)
const isDumped = ({ address }: Difference) => address[0] !== 'database'

beforeAll(loadGrammar)

describe.each(majors())('PostgreSQL %i', (major) => {
  let folder: string
  let database: TestDatabase

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-test-'))
    database = await createDatabase(major, {
      sql: buildScript(generateSchema(23, major, { isDumped: true })),
    })
    await database.query(ROWS)
  })
  afterAll(async () => {
    await database.drop()
    fs.rmSync(folder, { recursive: true })
  })

  const restore = async (file: string): Promise<TestDatabase> => {
    const restored = await createDatabase(major, { template: 'template0' })
    if (major < CLOSES_PUBLIC) await restored.query('revoke create on schema public from public')
    const client = new pg.Client({ connectionString: restored.url })
    await client.connect()
    for await (const statement of dumpStatements(file)) {
      const text = fitStatement(statement.text, major)
      if (text === null) continue
      const done = statement.copy ? copyIn(client, text, statement.copy) : client.query(text)
      await (done as Promise<unknown>).catch((error) => {
        throw new Error(`${error.message} in: ${text.slice(0, 500)}`)
      })
    }
    await client.end()
    return restored
  }

  const FORMATS = [
    ['a script', ['--format=plain'], false],
    ['a compressed script', ['--format=plain'], true],
    ['an archive', ['--format=custom'], false],
    ['an archive that is not compressed', ['--format=custom', '--compress=0'], false],
    ['an archive of inserts', ['--format=custom', '--inserts'], false],
  ] as const

  test.each(FORMATS)('%s gives the same database, whichever program wrote it', async (_, args, gzip) => {
    const before = await readDatabase(database.url, DUMPED_KINDS)
    const [told] = await database.query(TOLD)
    for (const program of await dumpPrograms(major)) {
      const file = path.join(folder, `${program.build}${args.join('')}${gzip}`)
      await runPgDump({ target: named('dev', database.url), program, args, file, gzip })
      const restored = await restore(file)
      try {
        const after = await readDatabase(restored.url, DUMPED_KINDS)
        const { differences } = compareSnapshots(before, after, DUMPED_KINDS)
        expect(differences.filter(isDumped)).toEqual([])
        expect(isComplete(before) && isComplete(after)).toBe(true)
        expect(await restored.query(TOLD)).toEqual([told])
      } finally {
        await restored.drop()
      }
    }
  })
})
