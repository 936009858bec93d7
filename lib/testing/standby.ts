import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findPostgres } from '../embedded/find-postgres'
import { freePort } from '../embedded/free-port'
import { serverUser } from '../embedded/server-user'
import type { Cluster } from '../embedded/start-cluster'
import { majorOf } from '../embedded/versions'

export interface Standby {
  /** URL of one of its databases, with the primary's superuser. */
  url(database?: string): string
  /** Waits until all that the primary has written so far is there as well. */
  catchUp(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts a hot standby that follows a running cluster by streaming replication.
 * @throws Error with the end of its log when it does not start.
 */
export async function startStandby(
  primary: Cluster,
  settings: Readonly<Record<string, string>> = {},
): Promise<Standby> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-standby-'))
  const data = path.join(dir, 'data')
  await copyData(primary, data)
  const port = await freePort()
  const source = new URL(primary.url())
  const all = {
    ...settings,
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    primary_conninfo: `host=127.0.0.1 port=${source.port} user=${source.username} password=${source.password}`,
  }
  fs.writeFileSync(path.join(data, 'standby.signal'), '')
  giveAway(dir)
  const log = path.join(dir, 'server.log')
  const { binDir } = await findPostgres(primary.label)
  const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const output = fs.openSync(log, 'w')
  const server = spawn(path.join(binDir, 'postgres'), ['-D', data, ...words], {
    ...serverUser(),
    cwd: '/',
    stdio: ['ignore', output, output],
  })
  fs.closeSync(output)
  const url = (database?: string) =>
    Object.assign(new URL(primary.url(database)), { port: String(port) }).href
  await waitUntilReady(server, url(), log)
  return {
    url,
    catchUp: async () => {
      const [row] = await ask(primary.url(), 'select pg_current_wal_flush_lsn()::text as position')
      const isThere = `select pg_last_wal_replay_lsn() >= '${row?.position}' as yes`
      for (let tries = 0; !(await ask(url(), isThere))[0]?.yes; tries += 1) {
        if (tries > 500) throw new Error('the standby does not catch up')
        await sleep(20)
      }
    },
    stop: async () => {
      server.kill('SIGINT')
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
      fs.rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** A base backup by hand: builds of Postgres from npm carry no pg_basebackup. */
async function copyData(primary: Cluster, data: string): Promise<void> {
  const client = new pg.Client({ connectionString: primary.url() })
  await client.connect()
  try {
    const isOld = majorOf(primary.label) < 15
    await client.query(
      isOld ? "select pg_start_backup('standby', true, false)" : "select pg_backup_start('standby', true)",
    )
    const { rows } = await client.query('show data_directory')
    const skipped = ['postmaster.pid', 'postmaster.opts', 'pg_replslot', 'pg_dynshmem']
    const from: string = rows[0].data_directory
    fs.cpSync(from, data, {
      recursive: true,
      filter: (file) => !skipped.includes(path.relative(from, file)),
    })
    for (const empty of ['pg_replslot', 'pg_dynshmem']) fs.mkdirSync(path.join(data, empty))
    const stop = isOld ? 'pg_stop_backup(false, false)' : 'pg_backup_stop(false)'
    const { rows: labels } = await client.query(`select labelfile from ${stop}`)
    fs.writeFileSync(path.join(data, 'backup_label'), labels[0].labelfile)
  } finally {
    await client.end()
  }
}

function giveAway(dir: string): void {
  const user = serverUser()
  if (user)
    for (const name of ['.', ...fs.readdirSync(dir, { recursive: true, encoding: 'utf8' })]) {
      fs.chownSync(path.join(dir, name), user.uid, user.gid)
    }
  fs.chmodSync(path.join(dir, 'data'), 0o700)
}

async function waitUntilReady(server: ChildProcess, url: string, log: string): Promise<void> {
  for (let tries = 0; tries < 500 && server.exitCode === null; tries += 1) {
    const isReady = await ask(url, 'select 1').then(
      () => true,
      () => false,
    )
    if (isReady) return
    await sleep(40)
  }
  server.kill('SIGKILL')
  throw new Error(`The standby did not start: ${fs.readFileSync(log, 'utf8').slice(-2000)}`)
}

async function ask(url: string, query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
    .query(query)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}
