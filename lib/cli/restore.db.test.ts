import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DumpRecord } from '../dumps/dump-record'
import { dumped } from '../services/dump.fixture'
import { auditOf, bytesOf, OLD, ORDERS, restoringProject, variablesOf } from '../services/restoring.fixture'
import type { Workspace } from '../services/workspace'
import { createDatabase, type TestDatabase } from '../testing/servers'

const program = path.resolve(import.meta.dirname, '../../bin/lockstep.mjs')

describe('the commands that restore', () => {
  let staging: TestDatabase
  let local: TestDatabase
  let urls: Record<string, string>
  let project: Workspace
  let dump: DumpRecord

  beforeAll(async () => {
    staging = await createDatabase(15, { sql: ORDERS })
    local = await createDatabase(15, { sql: OLD })
    const prod = staging.url
    urls = { local: local.url, staging: staging.url, prod }
    project = restoringProject(urls)
    dump = await dumped(project, { environment: 'staging' })
  })
  afterAll(async () => {
    await project.close()
    for (const database of [staging, local]) await database.drop()
    fs.rmSync(project.place.directory, { recursive: true, force: true })
  })

  const options = () => ({
    cwd: project.place.directory,
    env: {
      NODE_ENV: 'test' as const,
      PATH: process.env.PATH,
      HOME: project.place.directory,
      XDG_CACHE_HOME: path.join(os.tmpdir(), 'lockstep-cli-test'),
      ...variablesOf(urls),
    },
  })
  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const child = execFile(process.execPath, [program, ...args], options(), (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      )
      child.stdin?.end()
    })

  test('restore-test tells that a dump is restored and the same', async () => {
    const { code, out, err } = await run('restore-test', dump.id)
    expect(out).toMatch(
      /✓ restored, and the same\n {2}\d+ objects and 2000 rows of 1 tables, on PostgreSQL 15\./,
    )
    expect(err).toContain('Restoring')
    expect(code).toBe(0)
  })

  test('restore-test --json gives it as data, and 2 for a damaged file', async () => {
    const { path: name = '' } = dump.files.find(({ part }) => part === 'data') ?? {}
    const cut = path.join(project.place.directory, 'cut.sql')
    const text = fs.readFileSync(path.join(project.place.directory, name), 'utf8')
    fs.writeFileSync(cut, text.slice(0, text.length / 2))
    const { code, out } = await run('restore-test', 'cut.sql', '--json')
    expect(JSON.parse(out)).toMatchObject({
      formatVersion: 1,
      state: 'failed',
      error: { code: 'E-DUMP-DAMAGED' },
    })
    expect(code).toBe(2)
    expect(await run('restore-test', 'no-such-dump')).toMatchObject({
      code: 2,
      err: expect.stringContaining('E-DUMP'),
    })
  })

  test('restore shows the plan, and does nothing without a typed name', async () => {
    const before = await bytesOf(local)
    const { code, err } = await run('restore', dump.id, '--into', 'local')
    expect(err).toContain('brings:')
    expect(err).toContain('replaces: schema public: 1 table, ')
    expect(err).toContain('error E-RESTORE-CONFIRM: Nobody confirmed that local is to be replaced')
    expect(code).toBe(2)
    expect(await run('restore', dump.id, '--into', 'local', '--confirm', 'staging')).toMatchObject({
      code: 2,
      err: expect.stringContaining('E-RESTORE-CONFIRM'),
    })
    expect(await run('restore', dump.id, '--into', 'prod', '--confirm', 'prod')).toMatchObject({
      code: 2,
      err: expect.stringContaining('prod is protected'),
    })
    expect(await run('restore', dump.id)).toMatchObject({ code: 2, err: expect.stringContaining('--into') })
    expect(await bytesOf(local)).toBe(before)
  })

  test('a process that is killed in the middle leaves all or nothing', async () => {
    const before = await bytesOf(local)
    for (const delayMs of [0, 30, 90, 200]) {
      const begun = () => auditOf(project).filter(({ state }) => state === 'begun').length
      const known = fs.existsSync(path.join(project.place.directory, '.lockstep', 'audit.log')) ? begun() : 0
      const child = spawn(
        process.execPath,
        [program, 'restore', dump.id, '--into', 'local', '--confirm', 'local'],
        { ...options(), stdio: 'ignore' },
      )
      const ended = once(child, 'exit')
      await vi.waitFor(() => expect(begun()).toBe(known + 1), { timeout: 30_000, interval: 5 })
      await sleep(delayMs)
      child.kill('SIGKILL')
      await ended
      await vi.waitFor(async () => expect(await sessions()).toBe(0), { timeout: 60_000, interval: 50 })
      const [row] = await local.query(
        `select to_regclass('old')::text as old, to_regclass('orders')::text as orders`,
      )
      if (row?.old) expect(await bytesOf(local)).toBe(before)
      else {
        expect(row).toEqual({ old: null, orders: 'orders' })
        expect(await local.query('select count(*)::int as n from orders')).toEqual([{ n: 2000 }])
        break
      }
    }
  })

  /** How many sessions hold the lock of a restore. */
  const sessions = async () => {
    const rows = await local.query(
      `select from pg_locks where locktype = 'advisory' and classid = 1280262988`,
    )
    return rows.length
  }

  test('restore replaces what is there, and tells where that is kept', async () => {
    const { code, out } = await run('restore', dump.id, '--into', 'local', '--confirm', 'local')
    expect(out).toMatch(
      /✓ restored, and the same as the dump\n.*2000 rows.*\n.*What was there before is in dump \S+\./,
    )
    expect(code).toBe(0)
    expect(await local.query('select count(*)::int as n from orders')).toEqual([{ n: 2000 }])
  })
})
