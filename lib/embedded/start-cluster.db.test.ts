import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { platformPackage } from './fetch-postgres'
import { findPostgres } from './find-postgres'
import { installRoot } from './install-root'
import { runningPostmaster } from './postmaster'
import { type ClusterOptions, removeCluster, startCluster } from './start-cluster'

const isRoot = process.getuid?.() === 0
let programDir: string
let parent: string
let options: ClusterOptions

beforeAll(async () => {
  programDir = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-program-'))
  fs.chmodSync(programDir, 0o755)
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, 'hold-cluster.fixture.ts'),
    platform: 'node',
  })
  await bundle.write({ file: path.join(programDir, 'hold.mjs'), format: 'esm' })
  await bundle.close()
})

afterAll(() => fs.rmSync(programDir, { recursive: true }))

beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-cluster-'))
  fs.chmodSync(parent, 0o755)
  options = { major: 18, dataDir: path.join(parent, 'cluster'), durable: false }
})

afterEach(async () => {
  await removeCluster(options.dataDir)
  fs.rmSync(parent, { recursive: true })
})

/** Another process that uses the cluster. */
function hold(uid?: number, root = installRoot()): ChildProcess {
  return spawn(process.execPath, [path.join(programDir, 'hold.mjs'), JSON.stringify(options)], {
    env: { ...process.env, LOCKSTEP_ROOT: root },
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(uid && { uid, gid: uid }),
  })
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (chunk) => resolve(String(chunk).trim()))
    child.once('exit', (code) => reject(new Error(`the process ended with code ${code}`)))
  })
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const dataOf = () => path.join(options.dataDir, 'data')
const isRunning = () => runningPostmaster(dataOf()) !== null
const serverPid = () => Number(runningPostmaster(dataOf())?.pid)

async function waitUntil(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 1000) throw new Error('it did not come about within 10 s')
    await sleep(10)
  }
}

describe('a cluster', () => {
  it('lets in only who knows the password, by 127.0.0.1 only', async () => {
    const cluster = await startCluster(options)
    const { hostname, port, password } = new URL(cluster.url('some db'))
    expect(cluster.url('some db')).toMatch(/\/some%20db$/)
    expect(hostname).toBe('127.0.0.1')
    expect(password).toMatch(/^[0-9a-f]{48}$/)
    expect(fs.statSync(path.join(options.dataDir, 'password')).mode & 0o777).toBe(0o600)
    await expect(query(`postgres://postgres:wrong@127.0.0.1:${port}/postgres`, 'select 1')).rejects.toThrow(
      'password authentication failed',
    )
    const [row] = await query(
      cluster.url(),
      `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets`,
    )
    expect(row).toEqual({ addresses: '127.0.0.1', sockets: '' })
    await cluster.stop()
    expect(isRunning()).toBe(false)
  })

  it('keeps its data, and is safe against power cuts only when asked to be', async () => {
    const first = await startCluster(options)
    expect(await query(first.url(), 'show fsync')).toEqual([{ fsync: 'off' }])
    await query(first.url(), 'create table kept as select 7 as n')
    await first.stop()
    const second = await startCluster({ ...options, durable: true, settings: { work_mem: '5MB' } })
    expect(await query(second.url(), 'show fsync')).toEqual([{ fsync: 'on' }])
    expect(await query(second.url(), 'show work_mem')).toEqual([{ work_mem: '5MB' }])
    expect(await query(second.url(), 'select n from kept')).toEqual([{ n: 7 }])
    await second.stop()
  })

  it('names what is wrong when the data is of another major or incomplete', async () => {
    fs.mkdirSync(dataOf(), { recursive: true })
    await expect(startCluster(options)).rejects.toMatchObject({ code: 'E-EMBEDDED-DATA' })
    fs.writeFileSync(path.join(dataOf(), 'PG_VERSION'), '13\n')
    await expect(startCluster(options)).rejects.toThrow('made by Postgres 13')
  })

  it('says in the words of the server why it does not start', async () => {
    const wrong = startCluster({ ...options, settings: { max_connections: 'plenty' } })
    await expect(wrong).rejects.toMatchObject({
      code: 'E-EMBEDDED-START',
      detail: expect.stringContaining('invalid value for parameter "max_connections"'),
    })
  })
})

describe('sharing', () => {
  it('gives two processes that start at once the same server, which the last one out stops', async () => {
    const others = [hold(), hold()]
    const urls = await Promise.all(others.map(firstLine))
    const own = await startCluster(options)
    expect(new Set([...urls, own.url()]).size).toBe(1)
    await own.stop()
    await own.stop()
    others[0]?.stdin?.write('stop')
    await once(others[0] as ChildProcess, 'exit')
    expect(isRunning()).toBe(true)
    others[1]?.stdin?.write('stop')
    await once(others[1] as ChildProcess, 'exit')
    expect(isRunning()).toBe(false)
  })

  it('ends with a process that exits without stopping it', async () => {
    const other = hold()
    await firstLine(other)
    other.stdin?.write('exit')
    await waitUntil(() => !isRunning())
  })
})

describe('after a crash', () => {
  it('of the process that used it, the next start leaves no second server behind', async () => {
    const other = hold()
    await query(await firstLine(other), 'create table kept as select 7 as n')
    await kill(other)
    expect(isRunning()).toBe(true)
    const orphan = serverPid()
    const cluster = await startCluster(options)
    expect(await query(cluster.url(), 'select n from kept')).toEqual([{ n: 7 }])
    expect(serverPid()).not.toBe(orphan)
    await cluster.stop()
    expect(isRunning()).toBe(false)
  })

  it('of server and process together, the data is recovered', async () => {
    const other = hold()
    await query(await firstLine(other), 'create table kept as select 7 as n')
    process.kill(serverPid(), 'SIGKILL')
    await kill(other)
    const cluster = await startCluster(options)
    expect(await query(cluster.url(), 'select n from kept')).toEqual([{ n: 7 }])
    await cluster.stop()
  })

  it('a pid file whose number now belongs to another program does not matter', async () => {
    await (await startCluster(options)).stop()
    fs.writeFileSync(path.join(dataOf(), 'postmaster.pid'), `${process.pid}\n${dataOf()}\n0\n5432\n`)
    const cluster = await startCluster(options)
    expect(await query(cluster.url(), 'select 1 as one')).toEqual([{ one: 1 }])
    await cluster.stop()
  })

  it('in the middle of making the data folder, the next start makes it anew', async () => {
    const unfinished = () => fs.readdirSync(options.dataDir).filter((name) => name.startsWith('unfinished-'))
    const other = hold()
    await waitUntil(() => fs.existsSync(options.dataDir) && unfinished().length > 0)
    await kill(other)
    expect(fs.existsSync(dataOf())).toBe(false)
    const cluster = await startCluster(options)
    expect(await query(cluster.url(), 'select 1 as one')).toEqual([{ one: 1 }])
    expect(unfinished()).toEqual([])
    await cluster.stop()
  })

  it('while what it began still writes into the data folder, the next start waits for that', async () => {
    const folder = path.join(options.dataDir, 'unfinished-left')
    fs.mkdirSync(folder, { recursive: true })
    const writing = `const until = Date.now() + 700; console.log('begun')
      for (let i = 0; Date.now() < until; i++) require('node:fs').mkdirSync(${JSON.stringify(folder)} + '/' + i)`
    const writer = spawn(process.execPath, ['-e', writing], { stdio: ['ignore', 'pipe', 'ignore'] })
    await firstLine(writer)
    const cluster = await startCluster(options)
    expect(await query(cluster.url(), 'select 1 as one')).toEqual([{ one: 1 }])
    expect(fs.existsSync(folder)).toBe(false)
    await cluster.stop()
  })
})

describe.runIf(isRoot)('for root', () => {
  it('runs as another user', async () => {
    const cluster = await startCluster(options)
    expect(fs.statSync(`/proc/${serverPid()}`).uid).not.toBe(0)
    expect(fs.statSync(options.dataDir).uid).toBe(0)
    await cluster.stop()
  })

  it('keeps its data elsewhere when the folder is below a private home', async () => {
    fs.chmodSync(parent, 0o700)
    const cluster = await startCluster(options)
    const place = fs.readFileSync(path.join(options.dataDir, 'stored-in'), 'utf8')
    await query(cluster.url(), 'create table kept as select 7 as n')
    await cluster.stop()
    const again = await startCluster(options)
    expect(await query(again.url(), 'select n from kept')).toEqual([{ n: 7 }])
    await again.stop()
    await removeCluster(options.dataDir)
    expect(fs.existsSync(place)).toBe(false)
  })

  it('removes throwaway data elsewhere once its folder is gone, never durable data', async () => {
    fs.chmodSync(parent, 0o700)
    const places: string[] = []
    for (const durable of [false, true]) {
      const dataDir = path.join(parent, `deleted ${durable}`)
      await (await startCluster({ ...options, dataDir, durable })).stop()
      places.push(fs.readFileSync(path.join(dataDir, 'stored-in'), 'utf8'))
      fs.rmSync(dataDir, { recursive: true })
    }
    await (await startCluster(options)).stop()
    expect(places.map((place) => fs.existsSync(place))).toEqual([false, true])
    fs.rmSync(places[1] as string, { recursive: true })
  })

  it('does not believe a note that leads anywhere else', async () => {
    fs.chmodSync(parent, 0o700)
    fs.mkdirSync(options.dataDir)
    const victim = path.join(parent, 'victim')
    fs.mkdirSync(victim)
    fs.writeFileSync(path.join(options.dataDir, 'stored-in'), victim)
    await (await startCluster(options)).stop()
    expect(fs.readdirSync(victim)).toEqual([])
  })

  it('serves an ordinary user just as well', async () => {
    const nobody = 65534
    fs.chownSync(parent, nobody, nobody)
    const { binDir } = await findPostgres(18)
    const linked = path.join(programDir, 'node_modules', platformPackage())
    fs.mkdirSync(path.dirname(linked), { recursive: true })
    fs.symlinkSync(path.resolve(binDir, '..', '..'), linked)
    fs.writeFileSync(path.join(programDir, 'package.json'), '{}')
    const other = hold(nobody, programDir)
    expect(await query(await firstLine(other), 'select 1 as one')).toEqual([{ one: 1 }])
    expect(fs.statSync(`/proc/${serverPid()}`).uid).toBe(nobody)
    other.stdin?.write('stop')
    await once(other, 'exit')
    expect(isRunning()).toBe(false)
  })
})
