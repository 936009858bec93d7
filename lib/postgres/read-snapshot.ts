import type { Client } from 'pg'
import { AppError } from '../objects/app-error'
import type { BlindSpot, Diagnostic } from '../objects/diagnostic'
import { catalogHint } from '../objects/error-catalog'
import { type Kind, lineColumns, type ReadContext } from '../objects/kind'
import { NO_LINES } from '../objects/lines'
import { NEEDS } from '../objects/needed-objects'
import type { KindLines, Snapshot } from '../objects/snapshot'
import { identifier, join, literal, type Sql, sql } from '../sql/sql'
import { findBusy } from './busy'
import { busyLines } from './busy-lines'
import { type CatalogChecksum, catalogChecksum } from './catalog-checksum'
import { type CatalogMark, takeMark } from './catalog-mark'
import { findConcealed } from './concealed'
import { CopyReader } from './copy-reader'
import { type Dependencies, readDependencies } from './dependencies'
import {
  isChangedDuringRead,
  isLockTimeout,
  isNotText,
  isPermissionDenied,
  isStatementTimeout,
} from './read-errors'
import { readNeeds } from './read-needs'
import { isSelective, type SchemaSelection, schemaCondition } from './schema-selection'
import { readUnmodelled } from './unmodelled'

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

/** A snapshot with the mark by which a later check can prove that it still holds. */
export interface MarkedSnapshot {
  readonly snapshot: Snapshot
  readonly mark: CatalogMark
}

const NOTHING: KindLines = { lines: NO_LINES, busy: new Set() }
const READ_ATTEMPTS = 3
const LOCK_ROUNDS = 3

/**
 * Reads all objects of a database at one instant, in one read-only transaction and with fixed query texts only.
 * Safe through a transaction pooler: no state outlives the transaction. Catalog rows are read first and definitions
 * after them, because only the latter wait for locks; what stays locked is marked busy and the rest stands.
 * Deparse functions see the latest catalog, not the transaction's, so a read during which the catalog changed is
 * repeated. Errors of the connection are thrown as the driver gives them.
 */
export async function readSnapshot(client: Client, options: ReadOptions): Promise<MarkedSnapshot> {
  const attempts = options.snapshotId === undefined ? READ_ATTEMPTS : 1
  for (let attempt = 1; ; attempt++) {
    const { read, isConsistent, cause } = await readOnce(client, options)
    if (isConsistent && read) return read
    if (attempt < attempts) continue
    if (!read) throw neverStill(options.name, attempts, cause)
    const reads = attempts === 1 ? 'the read' : `each of ${attempts} reads`
    const diagnostic: Diagnostic = {
      code: 'changedDuringRead',
      message: `The schema was being changed during ${reads}, so definitions may be of different moments.`,
    }
    const { snapshot, mark } = read
    return { snapshot: { ...snapshot, diagnostics: [...snapshot.diagnostics, diagnostic] }, mark }
  }
}

function neverStill(name: string, attempts: number, cause: unknown): AppError {
  const reads = attempts === 1 ? 'the read' : `each of ${attempts} reads`
  return new AppError(
    {
      code: 'E-PG-CHANGING',
      message: `The schema of ${name} could not be read: it changed during ${reads}`,
      hint: catalogHint('E-PG-CHANGING'),
      detail: cause instanceof Error ? cause.message : undefined,
    },
    { cause },
  )
}

async function readOnce(
  client: Client,
  options: ReadOptions,
): Promise<{ read?: MarkedSnapshot; isConsistent: boolean; cause?: unknown }> {
  // Before the transaction: what is committed between the two moves the position and is seen by the next check.
  const mark = await takeMark(client)
  try {
    const { server, readAt } = await beginRead(client, options)
    const kinds = options.kinds.filter((kind) => server.major >= (kind.since ?? 0))
    const readable = await readableColumns(client, kinds)
    const progress: Progress = { read: new Map(), blindSpots: [], busy: [], readable, dependencies: notRead }
    const present = await presentKinds(client, kinds)
    for (const kind of kinds) if (!present.has(kind)) progress.read.set(kind.name, NOTHING)
    const statementOf = (kind: Kind) => copyStatement(kind, { major: server.major, ...progress }, options)
    for (const deparses of [false, true]) {
      const ofPass = kinds.filter((kind) => present.has(kind) && (kind.deparses ?? false) === deparses)
      await readKinds(client, ofPass, statementOf, progress)
    }
    // After the definitions, which may change while they wait: the dependencies stay those of the transaction.
    progress.dependencies = await readDependencies(client)
    const concealed = findConcealed(kinds, progress.read)
    const diagnostics = [
      ...(await readUnmodelled(client)),
      ...busyDiagnostics(progress),
      ...selectionDiagnostics(options),
      ...concealed.diagnostics,
    ]
    const { isConsistent, checksum } = await endRead(client, mark, options)
    const snapshot: Snapshot = {
      name: options.name,
      origin: options.origin,
      server,
      readAt,
      kinds: progress.read,
      blindSpots: [...progress.blindSpots, ...concealed.blindSpots],
      diagnostics,
    }
    return { read: { snapshot, mark: { ...mark, checksum } }, isConsistent }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    if (isChangedDuringRead(error)) return { isConsistent: false, cause: error }
    throw error
  }
}

interface Progress {
  readonly read: Map<string, KindLines>
  readonly blindSpots: BlindSpot[]
  busy: readonly number[]
  readonly readable: ReadonlySet<string>
  dependencies: () => Dependencies
}

function notRead(): never {
  throw new Error('The dependencies have not been read yet.')
}

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

async function beginRead(client: Client, options: ReadOptions) {
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

/**
 * Kinds that may have objects, as the same snapshot of the catalogs that is read tells; where the role may not ask,
 * all may have.
 */
async function presentKinds(client: Client, kinds: readonly Kind[]): Promise<ReadonlySet<Kind>> {
  const conditions = kinds.map((kind) => kind.isPresent ?? sql`true`)
  await client.query('savepoint present')
  try {
    const { rows } = await client.query({ text: sql`select ${join(conditions, ', ')}`, rowMode: 'array' })
    return new Set(kinds.filter((_, i) => rows[0]?.[i]))
  } catch (error) {
    if (!isPermissionDenied(error)) throw error
    await client.query('rollback to savepoint present')
    return new Set(kinds)
  }
}

/** Those of the kinds' restricted columns that the role may read. */
async function readableColumns(client: Client, kinds: readonly Kind[]): Promise<ReadonlySet<string>> {
  const columns = kinds.flatMap((kind) => kind.restrictedColumns ?? [])
  if (columns.length === 0) return new Set()
  const names = join(
    columns.map((column) => literal(column)),
    ', ',
  )
  const { rows } = await client.query(sql`select name from unnest(array[${names}]) name
    where has_column_privilege(split_part(name, '.', 1), split_part(name, '.', 2), 'select')`)
  return new Set(rows.map(({ name }) => name))
}

/** Reads kinds in one message; what fails is set aside with its reason and the rest is read on. */
async function readKinds(
  client: Client,
  kinds: readonly Kind[],
  statementOf: (kind: Kind) => Sql,
  progress: Progress,
): Promise<void> {
  let rest = kinds
  for (let lockRound = 1; rest.length > 0; ) {
    const { results, error } = await readBatch(client, rest.map(statementOf), rest.map(hasNeeds))
    for (const [i, { lines, tails }] of results.entries()) {
      const kind = rest[i] as Kind
      const needs = hasNeeds(kind) ? readNeeds(tails, () => progress.dependencies()) : undefined
      progress.read.set(kind.name, { lines, busy: busyLines(lines, progress.busy), needs })
    }
    rest = rest.slice(results.length)
    if (!error) return
    await client.query('rollback to savepoint batch')
    const failed = rest[0] as Kind
    if (isLockTimeout(error) && lockRound++ <= LOCK_ROUNDS) progress.busy = await findBusy(client)
    else {
      progress.blindSpots.push(blindSpot(failed, error))
      rest = rest.slice(1)
    }
  }
}

async function readBatch(client: Client, copies: readonly Sql[], keepsApart: readonly boolean[]) {
  const text = join([sql`savepoint batch`, ...copies, sql`release savepoint batch`], ';\n')
  return client.query(new CopyReader(text, keepsApart)).done
}

function hasNeeds({ details = [] }: Kind): boolean {
  return details.includes(NEEDS)
}

/** The columns in the order in which lines are parsed, whatever the order in the kind's query; what is needed comes last. */
function copyStatement(kind: Kind, context: ReadContext, { kinds, schemas }: ReadOptions): Sql {
  const columns = [...lineColumns(kind), ...(hasNeeds(kind) ? [NEEDS] : [])].map(
    (column) => sql`object.${identifier(column)}`,
  )
  const condition = schemas ? schemaCondition(kind, kinds, schemas) : null
  const where = condition ? sql`where ${condition}` : sql``
  return sql`copy (select ${join(columns, ', ')} from (${kind.query(context)}) object ${where}) to stdout`
}

/** What a failed statement means for its kind; an error that is not about the kind is thrown. */
function blindSpot(kind: Kind, error: Error): BlindSpot {
  const many = kind.label.many
  if (isPermissionDenied(error)) {
    return {
      kind: kind.name,
      reason: 'permission',
      message: `The role may not read ${many}: ${error.message}.`,
    }
  }
  if (isLockTimeout(error)) {
    return {
      kind: kind.name,
      reason: 'busy',
      message: `The ${many} stayed locked by somebody else's transaction.`,
    }
  }
  if (isStatementTimeout(error)) {
    return {
      kind: kind.name,
      reason: 'failed',
      message: `Reading the ${many} took longer than the time limit.`,
    }
  }
  if (isNotText(error)) {
    return {
      kind: kind.name,
      reason: 'failed',
      message: `The ${many} hold bytes that are no text: ${error.message}.`,
    }
  }
  throw error
}

/** Says that the configuration leaves schemas out, so that nobody takes the rest for everything. */
function selectionDiagnostics({ schemas }: ReadOptions): Diagnostic[] {
  if (!schemas || !isSelective(schemas)) return []
  const parts = [
    schemas.include ? `only the schemas ${schemas.include.join(', ')} are read` : null,
    schemas.exclude.length > 0 ? `the schemas ${schemas.exclude.join(', ')} are left out` : null,
  ]
  const message = `As configured, ${parts.filter(Boolean).join(', and ')}.`
  return [{ code: 'schemasSelected', message }]
}

function busyDiagnostics({ read }: Progress): Diagnostic[] {
  return [...read].flatMap(([kind, { busy }]) =>
    busy.size === 0
      ? []
      : [
          {
            code: 'busy' as const,
            kind,
            count: busy.size,
            message: `${busy.size} of kind ${kind} could not be read: somebody else's transaction holds a lock.`,
          },
        ],
  )
}

/** Ends the transaction, and tells whether definitions were all read from one state of the catalogs. */
async function endRead(
  client: Client,
  mark: CatalogMark,
  options: ReadOptions,
): Promise<{ isConsistent: boolean; checksum: CatalogChecksum | null }> {
  // A moment that was exported lies before the mark, so that the mark says nothing of what happened in between.
  const isQuiet = options.snapshotId === undefined && (await takeMark(client)).position === mark.position
  const checksum = isQuiet && !options.withChecksum ? null : await catalogChecksum(client)
  await client.query('commit')
  if (isQuiet) return { isConsistent: true, checksum }
  await client.query(begin({ ...options, snapshotId: undefined }))
  const after = await catalogChecksum(client)
  await client.query('commit')
  return { isConsistent: after.own === checksum?.own, checksum }
}
