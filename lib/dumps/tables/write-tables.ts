import fs from 'node:fs'
import path from 'node:path'
import type { Connection } from '../../postgres/connection'
import { copyOut } from '../../postgres/copy-out'
import { cutOnAbort } from '../../postgres/cut-on-abort'
import type { DumpSelection, MaskRule } from '../dump-record'
import { fileError } from '../pg-dump/file-error'
import { tryToRemove } from '../try-to-remove'
import { tableFileNames } from './file-names'
import { FileSink, type WrittenFile } from './file-sink'
import { listAllTables } from './list-tables'
import { lockTables } from './lock-tables'
import { checkMasks, maskedColumns, type TableMasks } from './mask'
import { setMaskKey } from './mask-sql'
import { namingTable } from './naming-table'
import { proveMasks } from './prove-masks'
import { restoreOrder } from './restore-order'
import { RowsCounted } from './rows-counted'
import { sequenceStatements } from './sequences'
import { LOCK_WAIT_MS, settleSession } from './settle-session'
import { ROWS_END, scriptBegin, scriptEnd } from './sql-script'
import { copyIntoLine, copyStatement, type TableFormat } from './table-copy'
import { type TableToDump, tableName } from './table-to-dump'

export interface WriteOptions {
  /** Absolute; exists. Files of tables come into `tables` within it, a script is `data.sql`. */
  readonly folder: string
  readonly format: TableFormat
  readonly gzip: boolean
  /** As `listTables` gave them in the same transaction. */
  readonly tables: readonly TableToDump[]
  /** By which the tables were chosen: for a script, it also chooses sequences. */
  readonly selection: DumpSelection
  readonly isSupabase: boolean
  readonly masks: readonly MaskRule[]
  /** How long to wait for a table that somebody holds exclusively, in milliseconds; 10 s unless told. */
  readonly lockWaitMs?: number
  /** Cuts the connection. */
  readonly signal?: AbortSignal
  /** Told how many bytes all files have so far. */
  readonly onBytes?: (total: number) => void
  /** Told which table comes next, as `schema.table`. */
  readonly onTable?: (name: string) => void
}

export interface WrittenTables {
  /** Names relative to the folder, with `/` between parts. */
  readonly files: readonly (WrittenFile & { readonly name: string })[]
  /** In the order in which they were written; files of tables are in the same. */
  readonly tables: readonly WrittenTable[]
}

export interface WrittenTable {
  readonly schema: string
  readonly name: string
  readonly rows: number
  /** Of the rows of a script as they stand in it, with their line breaks, hex; null for other formats. */
  readonly sha256: string | null
  /** Columns whose values are not the server's. */
  readonly masked: readonly string[]
}

/**
 * Writes the rows of tables to files that only their owner may read, each on the disk when this ends, with memory that is flat
 * whatever their size. Runs within the transaction that the connection is in. CSV as RFC 4180 has it, with a header, nulls as nothing
 * and empty texts as `""`; JSON Lines with an object for each row, in which the
 * null of a json value is no other than a missing one; or one script that psql restores, with tables after those
 * they refer to and with the sequences. Masks are checked and proven before anything is read. On failure the files are removed.
 * @throws AppError `E-DUMP-MASK`, `E-DUMP-RIGHTS`, `E-PG-BUSY`, `E-PG-CHANGED`, `E-DISK`, `E-FILE-WRITE`; the signal's reason; errors
 * of the connection as the driver gives them.
 */
export async function writeTables(
  client: Connection['client'],
  options: WriteOptions,
): Promise<WrittenTables> {
  return cutOnAbort(client, options.signal, async () => {
    const masks = await prepare(client, options)
    const progress = meter(options)
    return options.format === 'sql'
      ? writeScript(client, options, masks, progress)
      : writeFiles(client, options, masks, progress)
  })
}

type Masks = ReadonlyMap<number, TableMasks>

async function prepare(
  client: Connection['client'],
  { tables, masks, lockWaitMs = LOCK_WAIT_MS }: WriteOptions,
): Promise<Masks> {
  await settleSession(client, lockWaitMs)
  const plan = masks.length === 0 ? new Map() : checkMasks(masks, tables, await listAllTables(client))
  if (plan.size > 0) {
    await setMaskKey(client)
    await proveMasks(client, tables, plan)
  }
  await lockTables(client, tables, lockWaitMs)
  return plan
}

interface Progress {
  readonly onBytes: (added: number) => void
}

function meter({ onBytes }: WriteOptions): Progress {
  let total = 0
  return {
    onBytes: (added) => {
      total += added
      onBytes?.(total)
    },
  }
}

/** Files that are still on their way to the disk while the next table is read. */
const ENDING_FILES = 16

/** One file for each table. */
async function writeFiles(
  client: Connection['client'],
  options: WriteOptions,
  masks: Masks,
  progress: Progress,
): Promise<WrittenTables> {
  const { folder, format, gzip, tables, onTable } = options
  const names = tableFileNames(tables)
  const place = path.join(folder, 'tables')
  makeFolder(place)
  const files: Promise<WrittenFile & { name: string }>[] = []
  const written: WrittenTable[] = []
  try {
    for (const table of tables) {
      const name = `tables/${names.get(table.oid)}.${format}${gzip ? '.gz' : ''}`
      onTable?.(tableName(table))
      const sink = new FileSink(path.join(folder, name), { gzip, ...progress })
      written.push(await orDropped(sink, copyRows(client, table, options, masks.get(table.oid), sink)))
      const ended = sink.end().then((file) => ({ name, ...file }))
      ended.catch(() => undefined)
      files.push(ended)
      await files.at(-ENDING_FILES)
    }
    const ended = await Promise.all(files)
    syncFolder(place)
    return { files: ended, tables: written }
  } catch (error) {
    await Promise.allSettled(files)
    tryToRemove(place)
    throw error
  }
}

/** One script for all tables. */
async function writeScript(
  client: Connection['client'],
  options: WriteOptions,
  masks: Masks,
  progress: Progress,
): Promise<WrittenTables> {
  const { folder, gzip, tables, onTable } = options
  const name = gzip ? 'data.sql.gz' : 'data.sql'
  const written: WrittenTable[] = []
  // What the role may not read is known before a row is copied; a sequence never stands before what the moment saw of it.
  const sequences = await sequenceStatements(client, tables, options)
  const sink = new FileSink(path.join(folder, name), { gzip, ...progress })
  const write = async () => {
    await sink.write(Buffer.from(scriptBegin(options)))
    for (const table of restoreOrder(tables)) {
      onTable?.(tableName(table))
      await sink.write(Buffer.from(`${copyIntoLine(table)}\n`))
      written.push(await copyRows(client, table, options, masks.get(table.oid), sink))
      await sink.write(Buffer.from(ROWS_END))
    }
    for (const statement of sequences) await sink.write(Buffer.from(`${statement}\n\n`))
    await sink.write(Buffer.from(scriptEnd(options)))
    return sink.end()
  }
  const file = await orDropped(sink, write())
  return { files: [{ name, ...file }], tables: written }
}

/** What is written into a file, which is removed where that fails. */
async function orDropped<T>(sink: FileSink, writing: Promise<T>): Promise<T> {
  try {
    return await writing
  } catch (error) {
    await sink.drop()
    throw error
  }
}

async function copyRows(
  client: Connection['client'],
  table: TableToDump,
  { format }: WriteOptions,
  masks: TableMasks = new Map(),
  sink: FileSink,
): Promise<WrittenTable> {
  const counted = new RowsCounted(format)
  const statement = copyStatement(table, format, masks)
  const rows = await namingTable(tableName(table), () =>
    copyOut(client, statement, (received) => sink.write(counted.take(received))),
  )
  if (rows !== counted.rows) {
    throw new Error(`The server sent ${counted.rows} rows of ${tableName(table)} and says it sent ${rows}.`)
  }
  const { schema, name } = table
  return { schema, name, rows, sha256: counted.digest(), masked: maskedColumns(table, masks) }
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    throw fileError(error, folder)
  }
}

/** Makes the names of the files last through a loss of power, where the system can do so. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}
