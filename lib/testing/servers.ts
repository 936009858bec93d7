import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { debianLabels } from '../embedded/find-postgres'
import {
  type EmbeddedMajor,
  isEmbeddedMajor,
  majorOf,
  type PostgresLabel,
  parseLabel,
} from '../embedded/versions'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the database `postgres` of each test server, by label. */
    readonly servers: Readonly<Record<string, string>>
  }
}

export interface DatabaseOptions {
  /** Statements run in the new database before it is handed out. */
  readonly sql?: string
  /** Database to copy; nobody may be connected to it. */
  readonly template?: string
  /** Further words of `create database`, such as `encoding 'LATIN1'`. */
  readonly clause?: string
  /** A name to use instead of a random one. */
  readonly name?: string
}

export interface TestDatabase {
  /** Connection URL as superuser. */
  readonly url: string
  readonly name: string
  /** Runs one statement with parameters, or several without, on a connection of this database's own. */
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(sql: string, params?: unknown[]): Promise<Row[]>
  /** Drops it, ending all connections to it. Calling it again does nothing. */
  drop(): Promise<void>
}

/** Majors the database tests run on: `LOCKSTEP_TEST_MAJORS`, such as `14,15,16,17,18`, else 15 and 18. */
export function majors(): EmbeddedMajor[] {
  return (process.env.LOCKSTEP_TEST_MAJORS ?? '15,18').split(',').map((text) => {
    const label = parseLabel(text.trim())
    if (typeof label === 'number' && isEmbeddedMajor(label)) return label
    throw new Error(`LOCKSTEP_TEST_MAJORS: there is no embedded Postgres "${text}"`)
  })
}

/** Where what differs between majors grew with them, those in between are between these. */
export function oldestAndNewest(): EmbeddedMajor[] {
  const known = majors()
  return [...new Set([known[0], known.at(-1)])].filter((major) => major !== undefined)
}

/** All servers that run during tests: the majors, and Debian's own builds of this machine. */
export function serverLabels(): PostgresLabel[] {
  return [...majors(), ...debianLabels()]
}

/**
 * One more server, of the first major, on which no test makes roles or changes anything else that all databases of a server
 * share: for tests that count all differences between two of them.
 */
export const QUIET = 'quiet'

/**
 * Makes a database on a test server. Drop it when the test is done.
 * @throws Error when no server of that label runs, naming those that do.
 */
export async function createDatabase(
  label: PostgresLabel | typeof QUIET,
  options: DatabaseOptions = {},
): Promise<TestDatabase> {
  const server = serverUrl(label)
  const name = options.name ?? `test_${randomBytes(6).toString('hex')}`
  const template = options.template ? `template ${pg.escapeIdentifier(options.template)}` : ''
  const major = label === QUIET ? (majors()[0] as EmbeddedMajor) : majorOf(label)
  const strategy = major >= 15 ? 'strategy file_copy' : ''
  const words = [template, strategy, options.clause ?? '']
  await runOnce(server, `create database ${pg.escapeIdentifier(name)} ${words.join(' ')}`)
  const database = openDatabase(server, name)
  if (options.sql) await database.query(options.sql)
  return database
}

/** URL of the database `postgres` of a test server, as superuser. */
export function serverUrl(label: PostgresLabel | typeof QUIET): string {
  const servers = inject('servers')
  const url = servers[String(label)]
  if (!url) throw new Error(`no test server ${label}; running: ${Object.keys(servers).join(', ')}`)
  return url
}

function openDatabase(server: string, name: string): TestDatabase {
  const address = new URL(server)
  address.pathname = `/${encodeURIComponent(name)}`
  const url = address.href
  let client: Promise<pg.Client> | null = null
  let isDropped = false
  return {
    url,
    name,
    query: async (sql, params) => {
      client ??= connect(url)
      const results: pg.QueryResult | pg.QueryResult[] = await (await client).query(sql, params)
      return (Array.isArray(results) ? results.at(-1)?.rows : results.rows) ?? []
    },
    drop: async () => {
      if (isDropped) return
      isDropped = true
      await (await client)?.end()
      const drop = `drop database if exists ${pg.escapeIdentifier(name)} with (force)`
      await runOnce(server, drop).catch(async (error) => {
        if (error.code !== OBJECT_IN_USE) throw error
        await dropSubscriptions(url)
        await runOnce(server, drop)
      })
    },
  }
}

const OBJECT_IN_USE = '55006'

/** A database with subscriptions cannot be dropped; those of tests have no slot at a publisher. */
async function dropSubscriptions(url: string): Promise<void> {
  const client = await connect(url)
  const { rows } = await client.query(`select subname from pg_subscription
    where subdbid = (select oid from pg_database where datname = current_database())`)
  for (const { subname } of rows) {
    const name = pg.escapeIdentifier(subname)
    await client.query(`alter subscription ${name} disable`)
    await client.query(`alter subscription ${name} set (slot_name = none)`)
    await client.query(`drop subscription ${name}`)
  }
  await client.end()
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  // A test may kill the connection on purpose; the query that needs it reports the loss.
  client.on('error', () => {})
  await client.connect()
  return client
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = await connect(url)
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
