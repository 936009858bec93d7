import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findProgram } from '../../bin/test/find-program.mjs'
import { freePort } from '../embedded/free-port'
import { serverUser } from '../embedded/server-user'

export interface PgBouncerOptions {
  /** URL of a database on the server to stand in front of; its user may log in through the pooler. */
  readonly url: string
  /** Further users that may log in, with their passwords. */
  readonly users?: Readonly<Record<string, string>>
  readonly poolMode?: 'transaction' | 'session'
  /** Server connections per user and database. */
  readonly poolSize?: number
  /** Further settings of pgbouncer.ini. */
  readonly settings?: Readonly<Record<string, string | number>>
}

export interface PgBouncer {
  readonly port: number
  /** A URL of that server as it reads through the pooler. */
  url(direct: string): string
  /** Gives an order on the admin console, such as `PAUSE app` or `SHOW CLIENTS`. https://www.pgbouncer.org/usage.html */
  order(command: string): Promise<Record<string, unknown>[]>
  stop(): Promise<void>
}

/** Whether a PgBouncer is installed; `npm test` installs it where it can, and says so where it cannot. */
export function hasPgBouncer(): boolean {
  return findProgram('pgbouncer') !== null
}

/**
 * Starts a real PgBouncer in front of a test server.
 * @throws Error when it is not installed or does not start, with its own words.
 */
export async function startPgBouncer(options: PgBouncerOptions): Promise<PgBouncer> {
  const command = findProgram('pgbouncer')
  if (!command)
    throw new Error('PgBouncer is not installed: apt-get install pgbouncer, or brew install pgbouncer')
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-pgbouncer-'))
  const port = await freePort()
  writeFiles(dir, port, options)
  const child = spawn(command, ['-q', path.join(dir, 'pgbouncer.ini')], {
    ...serverUser(),
    cwd: dir,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await waitUntilReady(child, port)
  const pooled = (direct: string) => Object.assign(new URL(direct), { port: String(port) })
  return {
    port,
    url: (direct) => pooled(direct).href,
    order: async (command) => {
      const console = Object.assign(pooled(options.url), { pathname: '/pgbouncer' })
      const client = new pg.Client({ connectionString: console.href })
      await client.connect()
      return client
        .query(command)
        .then(({ rows }) => rows)
        .finally(() => client.end())
    },
    stop: async () => {
      child.kill('SIGINT')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      fs.rmSync(dir, { recursive: true, force: true })
    },
  }
}

function writeFiles(dir: string, port: number, options: PgBouncerOptions): void {
  const server = new URL(options.url)
  const users = {
    [decodeURIComponent(server.username)]: decodeURIComponent(server.password),
    ...options.users,
  }
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: path.join(dir, 'users.txt'),
    pool_mode: options.poolMode ?? 'transaction',
    default_pool_size: options.poolSize ?? 5,
    server_round_robin: 1,
    admin_users: decodeURIComponent(server.username),
    ...options.settings,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  const database = `* = host=${server.hostname} port=${server.port}`
  write(dir, 'pgbouncer.ini', `[databases]\n${database}\n[pgbouncer]\n${lines.join('\n')}\n`)
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
  const logins = Object.entries(users).map(([name, password]) => `${quote(name)} ${quote(password)}\n`)
  write(dir, 'users.txt', logins.join(''))
  const user = serverUser()
  if (user) fs.chownSync(dir, user.uid, user.gid)
}

function write(dir: string, name: string, text: string): void {
  const user = serverUser()
  fs.writeFileSync(path.join(dir, name), text, { mode: 0o600 })
  if (user) fs.chownSync(path.join(dir, name), user.uid, user.gid)
}

async function waitUntilReady(child: ChildProcess, port: number): Promise<void> {
  let words = ''
  child.stderr?.on('data', (chunk) => {
    words += chunk
  })
  for (let tries = 0; tries < 500; tries++) {
    if (child.exitCode !== null) break
    if (await accepts(port)) return
    await sleep(20)
  }
  child.kill('SIGKILL')
  throw new Error(`PgBouncer did not start: ${words}`)
}

async function accepts(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
