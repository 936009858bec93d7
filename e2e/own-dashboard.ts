import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import pg from 'pg'
import { removeCluster, startCluster } from '@/lib/embedded/start-cluster'

const program = path.resolve(import.meta.dirname, '..', 'bin', 'lockstep.mjs')

/** A dashboard over databases of a test's own. */
export interface OwnDashboard {
  /** Runs statements in one of its databases. */
  query(database: string, sql: string): Promise<void>
  /** URL of one of its databases, as superuser or as another user. */
  url(database: string, user?: { readonly name: string; readonly password: string }): string
  /** Starts the dashboard in a folder with these variables and files; gives the address to open. */
  start(
    variables: Readonly<Record<string, string>>,
    files?: Readonly<Record<string, string | Uint8Array>>,
  ): Promise<string>
  /** The folder in which the dashboard at this address was started. */
  project(address: string): string
  /** Ends the dashboard that was started at this address. */
  stop(address: string): Promise<void>
  close(): Promise<void>
}

/** Makes databases on a throwaway server; `start` may be called once or more. */
export async function ownDashboard(databases: Readonly<Record<string, string>>): Promise<OwnDashboard> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lockstep-own-'))
  fs.chmodSync(folder, 0o755)
  const dataDir = path.join(folder, 'postgres')
  const cluster = await startCluster({ major: 18, dataDir, durable: false })
  const stops = new Map<unknown, () => Promise<void>>()
  const projects = new Map<string, string>()
  const query = async (database: string, sql: string) => {
    const client = new pg.Client({ connectionString: cluster.url(database) })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  for (const [name, sql] of Object.entries(databases)) {
    await query('postgres', `create database "${name}"`)
    await query(name, sql)
  }
  return {
    query,
    url: (database, user) => {
      const url = new URL(cluster.url(database))
      if (user) Object.assign(url, { username: user.name, password: user.password })
      return url.href
    },
    start: async (variables, files = {}) => {
      const project = fs.mkdtempSync(path.join(folder, 'project-'))
      for (const [name, text] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(project, name)), { recursive: true })
        fs.writeFileSync(path.join(project, name), text)
      }
      const env = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
      fs.writeFileSync(path.join(project, '.env.local'), env.join(''))
      const child = spawn(process.execPath, [program, '--port', '0'], {
        cwd: project,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const stop = async () => {
        child.kill('SIGINT')
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      }
      stops.set(child, stop)
      for await (const chunk of child.stdout) {
        const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(String(chunk))?.[0]
        if (!address) continue
        stops.set(address, stop)
        stops.delete(child)
        projects.set(address, project)
        return address
      }
      throw new Error('The dashboard ended without printing an address.')
    },
    project: (address) => projects.get(address) ?? '',
    stop: async (address) => {
      await stops.get(address)?.()
      stops.delete(address)
    },
    close: async () => {
      for (const stop of stops.values()) await stop()
      await cluster.stop()
      await removeCluster(dataDir)
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Opens a dashboard as its owner does. */
export async function logIn(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.waitForURL((url) => url.search === '' && url.pathname === '/overview')
}
