import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { findPlace } from '../embedded/cluster-place'
import { runningPostmaster } from '../embedded/postmaster'
import { removeCluster } from '../embedded/start-cluster'
import type { EmbeddedMajor } from '../embedded/versions'
import { makeShadow } from '../shadow/make-shadow'
import { limitedShadowFolder, shadowFolder } from '../shadow/shadow-folder'
import { createDatabase, majors, QUIET, type TestDatabase } from '../testing/servers'

const program = path.resolve(import.meta.dirname, '../../bin/lockstep.mjs')
const ENDLESS = 'create table q (a int); select pg_sleep(1000);'
const cache = process.env.XDG_CACHE_HOME

let target: TestDatabase
let directory: string
let scripts: string
let replays: string

beforeAll(async () => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-signal-'))
  process.env.XDG_CACHE_HOME = path.join(directory, 'cache')
  scripts = shadowFolder(18)
  replays = limitedShadowFolder(majors()[0] as EmbeddedMajor)
  target = await createDatabase(QUIET)
  fs.writeFileSync(path.join(directory, 'endless.sql'), ENDLESS)
  fs.mkdirSync(path.join(directory, 'migrations'))
  fs.writeFileSync(path.join(directory, 'migrations', '00001_endless.sql'), `-- +goose Up\n${ENDLESS}\n`)
  if (cache === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = cache
})
afterAll(async () => {
  await target.drop()
  for (const folder of [scripts, replays]) await removeCluster(folder)
  fs.rmSync(directory, { recursive: true })
})
beforeEach(() => () => expect([scripts, replays].map(serverOf)).toEqual([null, null]))

function start(...args: readonly string[]): ChildProcess {
  const env = {
    NODE_ENV: 'test' as const,
    PATH: process.env.PATH,
    HOME: directory,
    XDG_CACHE_HOME: path.join(directory, 'cache'),
    PROD_DATABASE_URL: target.url,
  }
  return spawn(process.execPath, [program, ...args], { cwd: directory, env, stdio: 'ignore' })
}

const serverOf = (folder: string) => runningPostmaster(path.join(findPlace(folder), 'data'))

/** Asks the server of a folder as its superuser. */
async function ask(folder: string, superuser: string, sql: string): Promise<unknown[]> {
  const password = fs.readFileSync(path.join(folder, 'password'), 'utf8')
  const client = new pg.Client({
    connectionString: `postgres://${superuser}:${password}@127.0.0.1:${serverOf(folder)?.port}/postgres`,
  })
  await client.connect()
  const { rows } = await client.query(sql).finally(() => client.end())
  return rows
}

const endless = (folder: string, superuser: string) =>
  ask(
    folder,
    superuser,
    `select datname from pg_stat_activity where query ~ 'pg_sleep' and state = 'active' and pid <> pg_backend_pid()`,
  )
const untilEndless = (folder: string, superuser: string) =>
  vi.waitFor(async () => expect(await endless(folder, superuser)).toHaveLength(1), { timeout: 120_000 })

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends a diff in the middle of a script, and the server with it', async (signal, code) => {
  const child = start('diff', 'endless.sql', target.url)
  const ended = once(child, 'exit')
  await untilEndless(scripts, 'postgres')
  child.kill(signal)
  expect(await ended).toEqual([code, null])
  await vi.waitFor(() => expect(serverOf(scripts)).toBeNull(), { timeout: 10_000 })
})

test('so it does a replay, and when the server is still being made ready', async () => {
  for (const isEarly of [true, false]) {
    const child = start('migrations', '--replay')
    const ended = once(child, 'exit')
    if (isEarly)
      await vi.waitFor(() => expect(serverOf(replays)).not.toBeNull(), { interval: 1, timeout: 60_000 })
    else await untilEndless(replays, 'lockstep')
    child.kill('SIGTERM')
    expect(await ended).toEqual([143, null])
    await vi.waitFor(() => expect(serverOf(replays)).toBeNull(), { timeout: 10_000 })
  }
})

test('of a server that others use, only what is ours ends', async () => {
  const other = await makeShadow(scripts)
  const child = start('diff', 'endless.sql', target.url)
  const ended = once(child, 'exit')
  await untilEndless(scripts, 'postgres')
  child.kill('SIGINT')
  expect(await ended).toEqual([130, null])
  expect(await endless(scripts, 'postgres')).toEqual([])
  const { rows } = await other.client.query(`select from pg_database where datname ~ '^lockstep_shadow'`)
  expect(rows).toHaveLength(1)
  await other.drop()
})
