import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase, majors, type TestDatabase } from '../testing/servers'

const program = path.resolve(import.meta.dirname, '../../bin/lockstep.mjs')
const [major = 18] = majors().slice(-1)

const ONE = 'create table public.one (id int);'
const TWO = 'create table public.two (id int);'
const record = (versions: number) => `create table public.goose_db_version
  (id serial, version_id bigint, is_applied bool, tstamp timestamp default now());
  insert into goose_db_version (version_id, is_applied) select version, true from generate_series(0, ${versions}) version;`

let prod: TestDatabase
let dev: TestDatabase
let directory: string

function run(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    NODE_ENV: 'test' as const,
    PATH: process.env.PATH,
    HOME: directory,
    XDG_CACHE_HOME: path.join(os.tmpdir(), 'lockstep-cli-test'),
    PROD_DATABASE_URL: prod.url,
    DEV_DATABASE_URL: dev.url,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: directory, env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

beforeAll(async () => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-cli-replay-'))
  prod = await createDatabase(major, { sql: ONE + record(1) })
  dev = await createDatabase(major, { sql: `${ONE + TWO}create table public.hand (); ${record(2)}` })
  fs.mkdirSync(path.join(directory, 'migrations'))
  fs.writeFileSync(path.join(directory, 'migrations', '00001_one.sql'), `-- +goose Up\n${ONE}\n`)
  fs.writeFileSync(path.join(directory, 'migrations', '00002_two.sql'), `-- +goose Up\n\\set x 1\n${TWO}\n`)
})
afterAll(async () => {
  await Promise.all([prod.drop(), dev.drop()])
  fs.rmSync(directory, { recursive: true })
})

test('diff tells where each difference comes from, when it may replay the files', {
  timeout: 120_000,
}, async () => {
  const plain = await run('diff', 'prod', 'dev')
  expect(plain.out).not.toContain('pending')
  const { code, out, err } = await run('diff', 'prod', 'dev', '--replay')
  expect([code, err]).toEqual([1, expect.stringContaining('Replaying the files')])
  expect(out).toMatch(/table public\.two .*pending in prod \(00002_two\.sql\)/)
  expect(out).toMatch(/table public\.hand .*made by hand in dev/)
  const { differences } = JSON.parse((await run('diff', 'prod', 'dev', '--replay', '--json')).out)
  const two = differences.find(({ id }: { id: string }) => id === 'table:public.two')
  expect(two).toMatchObject({
    cause: 'pendingMigration',
    reasons: [{ cause: 'pendingMigration', environment: 'prod', migrations: ['migrations/00002_two.sql'] }],
  })
})

test('status counts what is pending, and tells of the files', { timeout: 120_000 }, async () => {
  const { code, out } = await run('status', '--replay')
  expect(code).toBe(1)
  expect(out).toMatch(/dev .*≠ 2 differences, 1 of them pending/)
  expect(out).toMatch(/migration files .*≠ 2 differences, 1 of them pending/)
  const answer = JSON.parse((await run('status', '--replay', '--json')).out)
  // What a tool keeps its record in is no fault of a database that has none.
  const table = answer.rows.find(({ id }: { id: string }) => id === 'table:public.goose_db_version')
  expect(table).toMatchObject({ severity: 'low', cells: [{}, {}, { cause: 'recordTable' }] })
  expect(answer.pending).toEqual([1, null])
  expect(answer.replays).toMatchObject([{ name: 'migrations', failure: null }])
})

test('migrations --replay names causes and what was left out', { timeout: 120_000 }, async () => {
  const { out } = await run('migrations', '--replay')
  expect(out).toContain('left out, as commands of psql: migrations/00002_two.sql:2')
  expect(out).toMatch(/table public\.hand .*made by hand in dev/)
  expect(out).toMatch(/prod: ✓ as recorded/)
})
