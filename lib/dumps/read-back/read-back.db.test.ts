import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { named, rejection } from '../../postgres/connect.fixture'
import { createDatabase, majors, type TestDatabase } from '../../testing/servers'
import { chooseProgram } from '../pg-dump/choose-program'
import { findPrograms } from '../pg-dump/find-programs'
import { runPgDump } from '../pg-dump/run-pg-dump'
import { dataArguments, schemaArguments } from '../schema/dump-arguments'
import { type ReadBack, readBack } from './read-back'

const installed = await findPrograms()
const buildsFor = (major: number) =>
  installed.some(({ version }) => Number.parseInt(version, 10) >= major)
    ? (['native', 'bundled'] as const)
    : (['bundled'] as const)

/** Rows that look like the end of rows, like commands and like comments, and names that need care. */
const SQL = `
  create schema "Odd; Type: x";
  create table public.notes (id int primary key, body text);
  insert into notes select i, repeat('ä', i % 50) || E'\\n\\\\.\\n\\\\! touch /tmp/pwned\\n-- Name: no; Type: TABLE; Schema: x; Owner: y'
    from generate_series(1, 5000) i;
  create table "Odd; Type: x"."two
\\! touch /tmp/pwned" ("a, b" int, ")" text);
  insert into "Odd; Type: x"."two
\\! touch /tmp/pwned" values (1, null), (2, '\\.');
  create table public."--help" (a int);
  create function f() returns text language sql begin atomic select 'a;' || case when true then 'b' else 'c' end; end;
  set check_function_bodies = off;
  create function g() returns text language plpgsql as $x$ begin
\\! touch /tmp/pwned
-- COPY public.notes (id) FROM stdin;
return ''; end $x$;
  comment on function g() is E'one\\n\\\\! touch /tmp/pwned\\ntwo';`

describe.each(majors())('PostgreSQL %i', (major) => {
  let folder: string
  let database: TestDatabase

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-test-'))
    database = await createDatabase(major, { sql: SQL })
  })
  afterAll(async () => {
    await database.drop()
    fs.rmSync(folder, { recursive: true })
  })

  const dump = async (
    build: 'native' | 'bundled',
    args: string[],
    name: string,
    gzip = false,
  ): Promise<{ file: string; read: ReadBack }> => {
    const file = path.join(folder, `${build}-${name}`)
    const program = await chooseProgram(major, { build })
    const written = await runPgDump({ target: named('dev', database.url), program, args, file, gzip })
    const read = await readBack(file)
    expect(read).toMatchObject({ bytes: written.bytes, sha256: written.sha256, isWhole: true, commands: [] })
    return { file, read }
  }

  /** What COPY says itself about the tables. */
  const expectedTables = async () => {
    const lines = (
      await database.query<{ id: number; body: string }>('select id, body from notes order by ctid')
    ).map(({ id, body }) => `${id}\t${body.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n`)
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    return [
      { schema: 'public', name: '--help', columns: ['a'], rows: 0, sha256: hash('') },
      {
        schema: 'Odd; Type: x',
        name: 'two\n\\! touch /tmp/pwned',
        columns: ['a, b', ')'],
        rows: 2,
        sha256: hash('1\t\\N\n2\t\\\\.\n'),
      },
      { schema: 'public', name: 'notes', columns: ['id', 'body'], rows: 5000, sha256: hash(lines.join('')) },
    ]
  }

  test.each(buildsFor(major))(
    'the %s program: rows of a script, plain and compressed, and of an archive',
    async (build) => {
      const expected = await expectedTables()
      const of = { isSupabase: false, snapshotId: null, tables: null }
      const { read } = await dump(build, dataArguments({ ...of, format: 'sql' }), 'data.sql')
      expect(read.tables).toHaveLength(3)
      expect(read.tables).toEqual(expect.arrayContaining(expected))
      const zipped = await dump(build, dataArguments({ ...of, format: 'sql' }), 'data.sql.gz', true)
      expect(zipped.read.tables).toEqual(read.tables)
      const archive = await dump(build, dataArguments({ ...of, format: 'custom' }), 'data.dump')
      expect(archive.read.tables).toEqual(expect.arrayContaining(expected))
      expect(archive.read.objects.filter(({ type }) => type === 'TABLE DATA')).toHaveLength(3)
      const plain = await dump(build, ['--format=custom', '--compress=0'], 'whole.dump')
      expect(plain.read.tables).toEqual(expect.arrayContaining(expected))
      expect(plain.read.objects).toContainEqual({ type: 'TABLE', schema: 'public', name: '--help' })
    },
  )

  test.each(buildsFor(major))('the %s program: chosen tables only', async (build) => {
    const tables = [
      { schema: 'Odd; Type: x', name: 'two\n\\! touch /tmp/pwned' },
      { schema: 'public', name: '--help' },
    ]
    const args = dataArguments({ isSupabase: false, snapshotId: null, tables, format: 'sql' })
    const { read } = await dump(build, args, 'chosen.sql')
    expect(read.tables).toHaveLength(2)
    expect(read.tables).toEqual(expect.arrayContaining(tables.map((table) => expect.objectContaining(table))))
  })

  test.each(buildsFor(major))('the %s program: a schema names its objects', async (build) => {
    const { read } = await dump(build, schemaArguments({ isSupabase: false, snapshotId: null }), 'schema.sql')
    expect(read.tables).toEqual([])
    expect(read.objects).toContainEqual({ type: 'TABLE', schema: 'public', name: 'notes' })
    expect(read.objects).toContainEqual({ type: 'FUNCTION', schema: 'public', name: 'g()' })
    expect(read.objects).toContainEqual({ type: 'COMMENT', schema: 'public', name: 'FUNCTION g()' })
    expect(read.objects.map(({ name }) => name)).not.toContain('no')
  })

  test('a file that was cut or changed is damaged, or not whole', async () => {
    const { file } = await dump('bundled', ['--format=custom'], 'cut.dump')
    const bytes = fs.readFileSync(file)
    for (const length of [3, 40, 2000, bytes.length - 30]) {
      fs.writeFileSync(file, bytes.subarray(0, length))
      const found = await readBack(file).then(
        ({ isWhole }) => ({ isWhole }),
        (error) => ({ code: error.code }),
      )
      expect([{ isWhole: false }, { code: 'E-DUMP-DAMAGED' }]).toContainEqual(found)
    }
    const middle = bytes.length - 5000
    fs.writeFileSync(
      file,
      bytes.map((byte, at) => (at === middle ? byte ^ 0xff : byte)),
    )
    expect(await rejection(readBack(file))).toMatchObject({ code: 'E-DUMP-DAMAGED' })
  })
})
