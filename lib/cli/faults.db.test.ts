import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasPgBouncer, startPgBouncer } from '../testing/pgbouncer'
import { createDatabase, QUIET, type TestDatabase } from '../testing/servers'
import { cannotMount, makeSmallDisk, type SmallDisk } from '../testing/small-disk'
import { type Fault, startTcpProxy, type TcpProxy } from '../testing/tcp-proxy'

const program = path.resolve(import.meta.dirname, '../../bin/lockstep.mjs')

let database: TestDatabase
let proxy: TcpProxy
let directory: string
/** How many bytes the server sends for one read. */
let wholeRead: number

interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

function run(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const variables = { NODE_ENV: 'test' as const, PATH: process.env.PATH, HOME: directory, ...env }
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: directory, env: variables }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

const through = (way: { url(direct: string): string }) => way.url(database.url)

beforeAll(async () => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-faults-'))
  database = await createDatabase(QUIET, { sql: 'create table t (id int primary key, note text)' })
  proxy = await startTcpProxy(database.url)
  await run(['diff', through(proxy), database.url])
  const before = proxy.carried()
  expect((await run(['diff', through(proxy), database.url])).code).toBe(0)
  wholeRead = proxy.carried() - before
})
afterAll(async () => {
  await proxy.close()
  await database.drop()
  fs.rmSync(directory, { recursive: true })
})

/** Nothing is said of what was not read whole; with the fault gone, everything is. */
async function expectTrouble(address: string, codes: RegExp, heal: () => unknown): Promise<void> {
  const [inJson, inWords, status] = (await Promise.all([
    run(['diff', database.url, address, '--json']),
    run(['diff', address, database.url]),
    run(['status'], { PROD_DATABASE_URL: database.url, STAGING_DATABASE_URL: address }),
  ])) as [Outcome, Outcome, Outcome]
  await heal()
  expect(inJson.code).toBe(2)
  expect(Object.keys(JSON.parse(inJson.out))).toEqual(['formatVersion', 'error'])
  const { error } = JSON.parse(inJson.out)
  expect(error).toMatchObject({ code: expect.stringMatching(codes), hint: expect.stringMatching(/\w/) })
  expect(inWords).toMatchObject({ code: 2, out: '' })
  expect(inWords.err).toMatch(codes)
  expect(status.code).toBe(2)
  expect(status.out).toContain('? unknown')
  expect(status.out).not.toContain('in step')
  expect((await run(['diff', address, database.url])).code).toBe(0)
}

describe('a network that fails', () => {
  const heal = () => proxy.setFault({ kind: 'pass' })
  const fail = (kind: 'rst' | 'fin' | 'halfopen', part: number): Fault => ({
    kind,
    afterBytes: Math.floor(wholeRead * part),
  })

  test.each([
    ['rst', 0, /E-NET-(LOST|CLOSED)/],
    ['rst', 0.5, /E-NET-LOST/],
    ['fin', 0, /E-NET-(LOST|CLOSED)/],
    ['fin', 0.9, /E-NET-LOST/],
    ['halfopen', 0, /E-NET-TIMEOUT/],
  ] as const)(
    'by %s after %d of the answers is trouble, exit 2, never an empty difference',
    async (kind, part, codes) => {
      proxy.setFault(fail(kind, part))
      await expectTrouble(through(proxy), codes, heal)
    },
  )

  test('in nothing but its speed changes no answer', async () => {
    proxy.setFault({ kind: 'lossy', delayMs: 20, lossPercent: 3, resendMs: 200 })
    expect((await run(['diff', through(proxy), database.url])).code).toBe(0)
    heal()
  })
})

describe.skipIf(!hasPgBouncer())('a pooler', () => {
  test.each([
    ['PAUSE', 1, /E-POOL-FULL/],
    ['KILL', 60, /E-NET-TIMEOUT/],
  ] as const)('after %s is trouble, exit 2, never an empty difference', async (order, waitSeconds, codes) => {
    const settings = { query_wait_timeout: waitSeconds, server_login_retry: 1 }
    const pooler = await startPgBouncer({ url: database.url, settings })
    try {
      expect((await run(['diff', through(pooler), database.url])).code).toBe(0)
      await pooler.order(`${order} "${database.name}"`)
      await expectTrouble(through(pooler), codes, async () => {
        await pooler.order(`RESUME "${database.name}"`)
        await new Promise((resolve) => setTimeout(resolve, 2000))
      })
    } finally {
      await pooler.stop()
    }
  })
})

describe.skipIf(cannotMount() !== null)('a disk', () => {
  const OLD = 'what was there before'
  /** Less than the snapshot needs, so that it is begun and cannot be ended. */
  const TOO_FEW_BYTES = 8192
  /** Text that cannot be packed. */
  const COMMENT = randomBytes(16_384).toString('base64')
  let disk: SmallDisk
  let bulky: TestDatabase

  beforeAll(async () => {
    bulky = await createDatabase(QUIET, {
      sql: `create table t (id int); comment on table t is '${COMMENT}'`,
    })
    disk = makeSmallDisk(256)
    fs.writeFileSync(path.join(disk.folder, 'old.lockstep'), OLD)
  })
  afterAll(async () => {
    disk.remove()
    await bulky.drop()
  })

  test.each([
    ['full', 'new.lockstep', () => disk.fill(0), /ENOSPC/],
    ['full before the end', 'new.lockstep', () => disk.fill(TOO_FEW_BYTES), /ENOSPC/],
    ['full before the end', 'old.lockstep', () => disk.fill(TOO_FEW_BYTES), /ENOSPC/],
    ['read-only', 'new.lockstep', () => disk.setReadOnly(true), /EROFS/],
  ])('that is %s is trouble for %s, exit 2, with nothing half-made left', async (_, name, fail, cause) => {
    fail()
    const file = path.join(disk.folder, name)
    const inWords = await run(['snapshot', bulky.url, '--output', file])
    const inJson = await run(['snapshot', bulky.url, '--output', file, '--json'])
    disk.setReadOnly(false)
    disk.clear()
    expect(inWords).toMatchObject({ code: 2, out: '', err: expect.stringContaining('E-FILE-WRITE') })
    expect(inWords.err).toMatch(cause)
    expect(inJson.code).toBe(2)
    expect(JSON.parse(inJson.out)).toMatchObject({
      error: { code: 'E-FILE-WRITE', hint: expect.stringMatching(/room/) },
    })
    expect(fs.readdirSync(disk.folder)).toEqual(['old.lockstep'])
    expect(fs.readFileSync(path.join(disk.folder, 'old.lockstep'), 'utf8')).toBe(OLD)
  })

  test('with room again takes the snapshot', async () => {
    const file = path.join(disk.folder, 'old.lockstep')
    expect((await run(['snapshot', bulky.url, '--output', file])).code).toBe(0)
    expect((await run(['diff', file, bulky.url])).code).toBe(0)
  })
})
