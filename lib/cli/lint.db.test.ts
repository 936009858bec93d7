import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'

const program = path.resolve(import.meta.dirname, '../../bin/lockstep.mjs')
const [major] = majors() as [ReturnType<typeof majors>[number]]
const RECORD = `create schema supabase_migrations;
  create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
  insert into supabase_migrations.schema_migrations values ('1', '{}', 'first');
  create table notes (id int); insert into notes values (1); analyze notes;`

let prod: TestDatabase
let bare: TestDatabase
let directory: string

beforeAll(async () => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-cli-lint-'))
  prod = await createDatabase(major, { sql: RECORD })
  bare = await createDatabase(major)
  write('supabase/migrations/1_first.sql', 'select 1;')
  await run(['--version'])
})
afterAll(async () => {
  await Promise.all([prod.drop(), bare.drop()])
  fs.rmSync(directory, { recursive: true })
})

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true })
  fs.writeFileSync(path.join(directory, name), text)
}

/** Runs the program in the project, with these environments; the last one is the reference. */
function run(args: readonly string[], urls: Readonly<Record<string, string>> = {}) {
  const environments = Object.keys(urls).map((name) => ({ name, url: { env: `${name}_URL` } }))
  write('lockstep.config.json', JSON.stringify({ environments }))
  const env = {
    NODE_ENV: 'test' as const,
    PATH: process.env.PATH,
    HOME: directory,
    ...Object.fromEntries(Object.entries(urls).map(([name, url]) => [`${name}_URL`, url])),
  }
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: directory, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

const lint = (sql: string, ...args: readonly string[]) => {
  write('supabase/migrations/2_second.sql', sql)
  return run(['migrations', '--lint', ...args], { prod: prod.url })
}

test('exits 1 for something serious, with the place, the reason and what to write instead', async () => {
  const { code, out } = await lint('select 1;\n\ndrop policy p on notes;\ntruncate notes;')
  expect(code).toBe(1)
  expect(out).toMatch(/prod: 1 pending file, \d+ rules, and \d+ of squawk/)
  expect(out).toContain('▲ critical line 4: It empties public.notes. truncate')
  expect(out).toContain('public.notes has about 1 row, 8 kB, in prod.')
  expect(out).toContain('▲ high line 3')
})

test('exits 0 for what is clean, silenced or small, and counts what is silenced', async () => {
  const { code, out } = await lint(
    'create index on notes (id);\n-- lockstep-lint: ignore truncate made \u202eanew\ntruncate notes;',
  )
  expect(code).toBe(0)
  expect(out).toContain('1 silenced by comments in the files')
  expect(out).toContain('silenced: line 3, truncate: made <U+202E>anew')
  expect(out).toContain('· low line 1')
  expect(await lint('select 1;')).toMatchObject({
    code: 0,
    out: expect.stringContaining('✓ clean, 1 statement'),
  })
})

test('as JSON, for one environment or for all with a record', async () => {
  const { code, out } = await lint('truncate notes;', 'prod', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    formatVersion: 1,
    unknown: [],
    environments: [
      {
        environment: 'prod',
        counts: { critical: 1 },
        files: [{ findings: [{ rule: 'truncate', line: 1 }] }],
      },
    ],
  })
})

test('exits 2 where it could not look, unless that may be', async () => {
  const unread = `grant select on notes to \${reader};`
  expect(await lint(unread)).toMatchObject({
    code: 2,
    out: expect.stringContaining('Line 1 could not be looked into'),
  })
  expect(await lint(unread, '--allow-unknown')).toMatchObject({ code: 0 })
  const gone = { prod: 'postgres://nobody@127.0.0.1:1/nothing' }
  expect(await run(['migrations', '--lint'], gone)).toMatchObject({
    code: 2,
    out: expect.stringContaining('is not known'),
  })
  expect(await run(['migrations', '--lint', 'prod', '--allow-unknown'], gone)).toMatchObject({ code: 2 })
  expect(await run(['migrations', '--lint', 'bare'], { bare: bare.url })).toMatchObject({
    code: 2,
    out: expect.stringContaining('keeps no record of migrations'),
  })
  expect(await run(['migrations', '--lint'], { bare: bare.url })).toMatchObject({
    code: 0,
    out: expect.stringContaining('nothing says what is pending'),
  })
})

test('an environment whose record cannot be read is not passed over, nor said to keep none', async () => {
  const reader = `cli_lint_reader_${process.pid}`
  await prod.query(`create role ${reader} login password 'test'`)
  const url = new URL(prod.url)
  Object.assign(url, { username: reader, password: 'test' })
  const urls = { dev: prod.url, prod: url.href }
  write('supabase/migrations/2_second.sql', 'select 1;')
  const why = 'Its record of Supabase CLI in supabase_migrations.schema_migrations could not be read.'
  expect(await run(['migrations', '--lint'], urls)).toMatchObject({
    code: 2,
    out: expect.stringContaining(`prod: ? What is pending in prod is not known\n  ${why}`),
  })
  const { out } = await run(['migrations'], urls)
  expect(out).toContain(`prod: unknown: ${why}`)
  expect(out).not.toContain('no record')
  await prod.query(`drop role ${reader}`)
})

test('refuses what does not go together, and names it', async () => {
  for (const args of [['--replay'], ['--all'], ['a', 'b']]) {
    const { code, err } = await run(['migrations', '--lint', ...args])
    expect([code, err.includes('E-USAGE')]).toEqual([2, true])
  }
  expect(await lint('select 1;', 'nobody')).toMatchObject({
    code: 2,
    err: expect.stringContaining('E-ORIGIN'),
  })
})
