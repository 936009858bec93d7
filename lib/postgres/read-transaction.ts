import type { Client } from 'pg'
import type { Kind, ServerFacts } from '../objects/kind'
import type { Snapshot } from '../objects/snapshot'
import { literal, type Sql, sql } from '../sql/sql'
import { type CatalogChecksum, catalogChecksum } from './catalog-checksum'
import { type CatalogMark, takeMark } from './catalog-mark'
import type { SchemaSelection } from './schema-selection'

/** What to read, and under which name. */
export interface ReadOptions {
  readonly name: string
  readonly origin: Snapshot['origin']
  readonly kinds: readonly Kind[]
  /** Which schemas to read; all unless told. */
  readonly schemas?: SchemaSelection
  /** How long one statement may run, in milliseconds. */
  readonly statementTimeoutMs?: number
  /** How long to wait for one lock, in milliseconds. */
  readonly lockTimeoutMs?: number
  /** Whether the mark gets a checksum: worth its cost for a server that is written to all the time. */
  readonly withChecksum?: boolean
  /**
   * Reads the moment that another transaction, which is still open, has exported by `pg_export_snapshot()`. The moment
   * cannot be moved, so there is one read only: where the catalog has changed since, it is told as a diagnostic.
   */
  readonly snapshotId?: string
}

/** The setting is new in Postgres 17. https://www.postgresql.org/docs/current/runtime-config-client.html */
const NO_TRANSACTION_TIMEOUT = sql`select set_config('transaction_timeout', '0', true)
  where current_setting('transaction_timeout', true) is not null`

/**
 * A read takes the CPU of one process and no more. The catalogs it looks into are in memory, where a page at random costs
 * what the next one does; the planner's usual guess makes it scan whole catalogs for a few rows.
 */
function begin({ statementTimeoutMs = 60_000, lockTimeoutMs = 2_000, snapshotId }: ReadOptions): Sql {
  const moment = snapshotId === undefined ? sql`` : sql`set transaction snapshot ${literal(snapshotId)};`
  return sql`begin isolation level repeatable read, read only;
    ${moment}
    set local search_path = pg_catalog, pg_temp;
    set local statement_timeout = ${statementTimeoutMs};
    set local lock_timeout = ${lockTimeoutMs};
    set local idle_in_transaction_session_timeout = 60000;
    ${NO_TRANSACTION_TIMEOUT};
    set local jit = off;
    set local max_parallel_workers_per_gather = 0;
    set local random_page_cost = 1;
    set local quote_all_identifiers = off;
    set local standard_conforming_strings = on;
    set local lc_monetary = 'C';
    set local bytea_output = hex;
    set local datestyle = 'ISO, MDY';
    set local intervalstyle = postgres;
    set local timezone = 'UTC';
    set local extra_float_digits = 1;`
}

/** Begins the transaction of a read; what the server says of itself, and its clock. */
export async function beginRead(
  client: Client,
  options: ReadOptions,
): Promise<{ readonly server: ServerFacts; readonly readAt: string }> {
  const results = (await client.query(sql`${begin(options)}
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as read_at`)) as unknown as {
    rows: Record<string, string>[]
  }[]
  const { version, number, read_at: readAt } = (results.at(-1)?.rows[0] ?? {}) as Record<string, string>
  const server = {
    version: (version as string).split(' ')[0] as string,
    major: Math.floor(Number(number) / 10_000),
  }
  return { server, readAt: readAt as string }
}

/** Whether nothing was written to the server's log since the mark was taken. */
export async function isStill(client: Client, mark: CatalogMark): Promise<boolean> {
  return (await takeMark(client)).position === mark.position
}

/** Ends the transaction, and tells whether definitions were all read from one state of the catalogs. */
export async function endRead(
  client: Client,
  isQuiet: boolean,
  options: ReadOptions,
): Promise<{ isConsistent: boolean; checksum: CatalogChecksum | null }> {
  const checksum = isQuiet && !options.withChecksum ? null : await catalogChecksum(client, { isOfRead: true })
  await client.query('commit')
  if (isQuiet) return { isConsistent: true, checksum }
  await client.query(begin({ ...options, snapshotId: undefined }))
  const after = await catalogChecksum(client, { isOfRead: true })
  await client.query('commit')
  return { isConsistent: after.own === checksum?.own, checksum }
}
