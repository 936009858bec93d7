import type { Client } from 'pg'
import { AppError } from '../objects/app-error'
import type { Diagnostic } from '../objects/diagnostic'
import { catalogHint } from '../objects/error-catalog'
import { NO_LINES } from '../objects/lines'
import type { Snapshot } from '../objects/snapshot'
import type { AskedNeeds } from '../sql/needs'
import { type CatalogMark, takeMark } from './catalog-mark'
import { findConcealed } from './concealed'
import { askedIn, type DependenciesRead, readDependencies } from './dependencies'
import { isChangedDuringRead } from './read-errors'
import { type KindsRead, readKinds } from './read-kinds'
import { beginRead, endRead, isStill, type ReadOptions } from './read-transaction'
import { isSelective } from './schema-selection'
import { readUnmodelled } from './unmodelled'

/** A snapshot with the mark by which a later check can prove that it still holds. */
export interface MarkedSnapshot {
  readonly snapshot: Snapshot
  readonly mark: CatalogMark
}

/** Lines by the name of their kind. */
export type LinesByKind = ReadonlyMap<string, readonly number[]>

/** A snapshot whose transaction may still be open: until `finish` was called, it cannot tell what its objects need. */
export interface OpenSnapshot extends MarkedSnapshot {
  /**
   * Reads what the objects of these lines need, or of all, and ends the transaction; later calls do nothing.
   * @returns false when the catalog may have been changed meanwhile, so that the names are not of the same moment, or when
   * the names are no text.
   * Errors of the connection are thrown as the driver gives them.
   */
  finish(lines: LinesByKind | null): Promise<boolean>
}

const READ_ATTEMPTS = 3
/** Of more objects than these, it costs less to read what all need. */
const MOST_ASKED = 5_000
/** What proves that a server wrote nothing while it was read needs no checksum. */
const QUIET = { isConsistent: true, checksum: null }

/**
 * Reads all objects of a database at one instant, in one read-only transaction. The texts of the queries are our own; nothing
 * of the database gets into them but numbers.
 * Safe through a transaction pooler: no state outlives the transaction. Catalog rows are read first and definitions
 * after them, because only the latter wait for locks; what stays locked is marked busy and the rest stands.
 * Deparse functions see the latest catalog, not the transaction's, so a read during which the catalog changed is
 * repeated. Errors of the connection are thrown as the driver gives them.
 */
export async function readSnapshot(client: Client, options: ReadOptions): Promise<MarkedSnapshot> {
  const { snapshot, mark } = await readUntilStill(client, options, false)
  return { snapshot, mark }
}

/**
 * The same for a comparison that asks for what few of the objects need: to read it of all costs a tenth of the rest. On a
 * server that is written to, all is read and nothing is left open.
 */
export function readOpenSnapshot(client: Client, options: ReadOptions): Promise<OpenSnapshot> {
  return readUntilStill(client, options, true)
}

async function readUntilStill(
  client: Client,
  options: ReadOptions,
  staysOpen: boolean,
): Promise<OpenSnapshot> {
  const attempts = options.snapshotId === undefined ? READ_ATTEMPTS : 1
  for (let attempt = 1; ; attempt++) {
    const { read, isConsistent, cause } = await readOnce(client, options, staysOpen)
    if (isConsistent && read) return read
    if (attempt < attempts) continue
    if (!read) throw neverStill(options.name, attempts, cause)
    const reads = attempts === 1 ? 'the read' : `each of ${attempts} reads`
    const diagnostic: Diagnostic = {
      code: 'changedDuringRead',
      message: `The schema was being changed during ${reads}, so definitions may be of different moments.`,
    }
    const { snapshot } = read
    return { ...read, snapshot: { ...snapshot, diagnostics: [...snapshot.diagnostics, diagnostic] } }
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
  staysOpen: boolean,
): Promise<{ read?: OpenSnapshot; isConsistent: boolean; cause?: unknown }> {
  // Before the transaction: what is committed between the two moves the position and is seen by the next check.
  const mark = await takeMark(client)
  try {
    const { server, readAt } = await beginRead(client, options)
    let needs: DependenciesRead | undefined
    const kinds = await readKinds(client, server, options, () => {
      if (!needs) throw new Error('What objects need has not been read yet.')
      return needs.dependencies()
    })
    // After the definitions, which may change while they wait: the dependencies stay those of the transaction.
    const readAll = async (asked: AskedNeeds | null = null) => {
      needs = await readDependencies(client, asked)
      return needs.diagnostics
    }
    const unknownNeeds = staysOpen ? [] : await readAll()
    const concealed = findConcealed(options.kinds, kinds.read)
    const diagnostics = [
      ...(await readUnmodelled(client)),
      ...busyDiagnostics(kinds),
      ...selectionDiagnostics(options),
      ...concealed.diagnostics,
      ...unknownNeeds,
    ]
    // A moment that was exported lies before the mark, so that the mark says nothing of what happened in between.
    const isQuiet = options.snapshotId === undefined && (await isStill(client, mark))
    const isOpen = staysOpen && isQuiet
    if (staysOpen && !isQuiet) diagnostics.push(...(await readAll()))
    const { isConsistent, checksum } = isOpen ? QUIET : await endRead(client, isQuiet, options)
    const snapshot: Snapshot = {
      name: options.name,
      origin: options.origin,
      server,
      readAt,
      kinds: kinds.read,
      blindSpots: [...kinds.blindSpots, ...concealed.blindSpots],
      diagnostics,
    }
    const finish = once(async (lines: LinesByKind | null) => {
      if (!isOpen) return true
      const isKnown = (await readAll(lines && askedOf(lines, kinds))).length === 0
      const { isConsistent } = await endRead(client, await isStill(client, mark), options)
      return isKnown && isConsistent
    })
    return { read: { snapshot, mark: { ...mark, checksum }, finish }, isConsistent }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    if (isChangedDuringRead(error)) return { isConsistent: false, cause: error }
    throw error
  }
}

function once<Argument, Result>(work: (argument: Argument) => Promise<Result>) {
  let done: Promise<Result> | undefined
  return (argument: Argument) => {
    done ??= work(argument)
    return done
  }
}

function askedOf(lines: LinesByKind, { needs }: KindsRead): AskedNeeds | null {
  const asked = [...lines].map(([kind, ofKind]) => askedIn(needs.get(kind) ?? NO_LINES, ofKind))
  const objects = asked.flatMap((each) => each.objects)
  const types = [...new Set(asked.flatMap((each) => each.types))]
  return objects.length > MOST_ASKED ? null : { objects, types }
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

function busyDiagnostics({ read }: KindsRead): Diagnostic[] {
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
