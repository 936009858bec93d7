import type { Client } from 'pg'
import type { BlindSpot } from '../objects/diagnostic'
import { type Kind, lineColumns, type ReadContext, type ServerFacts } from '../objects/kind'
import { type Lines, lineText, NO_LINES } from '../objects/lines'
import { NEEDS } from '../objects/needed-objects'
import type { KindLines } from '../objects/snapshot'
import { identifier, join, literal, type Sql, sql } from '../sql/sql'
import { findBusy } from './busy'
import { busyLines } from './busy-lines'
import type { Dependencies } from './dependencies'
import { isLockTimeout, isNotText, isPermissionDenied, isStatementTimeout } from './read-errors'
import { readLines } from './read-lines'
import { readNeeds } from './read-needs'
import type { ReadOptions } from './read-transaction'
import { schemaCondition } from './schema-selection'

const NOTHING: KindLines = { lines: NO_LINES, busy: new Set() }
const LOCK_ROUNDS = 3

/** What was read of all kinds. */
export interface KindsRead {
  readonly read: ReadonlyMap<string, KindLines>
  readonly blindSpots: readonly BlindSpot[]
  /** By kind, the values of the column `needs`, a line each. */
  readonly needs: ReadonlyMap<string, Lines>
}

interface Progress extends ReadContext {
  readonly read: Map<string, KindLines>
  readonly blindSpots: BlindSpot[]
  readonly needs: Map<string, Lines>
  busy: readonly number[]
  /** Of this read, once they are known. */
  readonly dependencies: () => Dependencies
}

/**
 * Reads all objects of these kinds within the transaction that the connection is in: catalog rows first and definitions
 * after them, because only the latter wait for locks.
 * @param dependencies of the same transaction; asked for no earlier than a row is looked at
 */
export async function readKinds(
  client: Client,
  { major }: ServerFacts,
  options: ReadOptions,
  dependencies: () => Dependencies,
): Promise<KindsRead> {
  const kinds = options.kinds.filter(({ since = 0 }) => major >= since)
  const progress: Progress = {
    major,
    readable: await readableColumns(client, kinds),
    busy: [],
    read: new Map(),
    blindSpots: [],
    needs: new Map(),
    dependencies,
  }
  const present = await presentKinds(client, kinds)
  for (const kind of kinds) if (!present.has(kind)) progress.read.set(kind.name, NOTHING)
  for (const deparses of [false, true]) {
    const ofPass = kinds.filter((kind) => present.has(kind) && (kind.deparses ?? false) === deparses)
    await readPass(client, ofPass, (kind) => orderedQuery(kind, progress, options), progress)
  }
  return progress
}

/**
 * Kinds that may have objects, as the same snapshot of the catalogs that is read tells; where the role may not ask,
 * all may have.
 */
async function presentKinds(client: Client, kinds: readonly Kind[]): Promise<ReadonlySet<Kind>> {
  const conditions = kinds.map((kind) => kind.isPresent ?? sql`true`)
  const { results, error } = await readLines(client, [sql`select ${join(conditions, ', ')}`])
  if (error && !isPermissionDenied(error)) throw error
  const [answer] = results
  if (!answer) return new Set(kinds)
  const isPresent = lineText(answer.lines, 0).split('\t')
  return new Set(kinds.filter((_, i) => isPresent[i] === 't'))
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
async function readPass(
  client: Client,
  kinds: readonly Kind[],
  queryOf: (kind: Kind) => Sql,
  progress: Progress,
): Promise<void> {
  let rest = kinds
  for (let lockRound = 1; rest.length > 0; ) {
    const { results, error } = await readLines(client, rest.map(queryOf), {
      keepsApart: rest.map(hasNeeds),
      isOnce: progress.busy.length > 0,
    })
    for (const [i, { lines, tails }] of results.entries()) {
      const kind = rest[i] as Kind
      const busy = busyLines(lines, progress.busy)
      if (hasNeeds(kind)) {
        progress.needs.set(kind.name, tails)
        progress.read.set(kind.name, { lines, busy, needs: readNeeds(tails, () => progress.dependencies()) })
      } else progress.read.set(kind.name, { lines, busy })
    }
    rest = rest.slice(results.length)
    if (!error) return
    const failed = rest[0] as Kind
    if (isLockTimeout(error) && lockRound++ <= LOCK_ROUNDS) progress.busy = await findBusy(client)
    else {
      progress.blindSpots.push(blindSpot(failed, error))
      rest = rest.slice(1)
    }
  }
}

function hasNeeds({ details = [] }: Kind): boolean {
  return details.includes(NEEDS)
}

/** The columns in the order in which lines are parsed, whatever the order in the kind's query; what is needed comes last. */
function orderedQuery(kind: Kind, context: ReadContext, { kinds, schemas }: ReadOptions): Sql {
  const columns = [...lineColumns(kind), ...(hasNeeds(kind) ? [NEEDS] : [])].map(
    (column) => sql`object.${identifier(column)}`,
  )
  const condition = schemas ? schemaCondition(kind, kinds, schemas) : null
  const where = condition ? sql`where ${condition}` : sql``
  return sql`select ${join(columns, ', ')} from (${kind.query(context)}) object ${where}`
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
