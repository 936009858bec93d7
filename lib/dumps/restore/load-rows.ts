import fs from 'node:fs'
import { createGunzip } from 'node:zlib'
import { AppError } from '../../objects/app-error'
import { copyIn } from '../../shadow/copy-in'
import type { Shadow } from '../../shadow/make-shadow'
import { identifier, join, literal, type Sql, sql } from '../../sql/sql'
import type { RowsFile } from './restore-parts'

/** A file of rows as it is loaded. */
export interface OpenedRows {
  /** The line with the names of columns, empty where there is none. */
  readonly head: Uint8Array
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<Uint8Array>
}

const NO_BYTES = new Uint8Array(0)

/** The names of 1600 columns are shorter. */
const LONGEST_HEAD = 1 << 20

/**
 * Opens a file of rows, compressed or not. The first line of CSV names the columns; JSON Lines have those that the table
 * has.
 * @throws AppError E-DUMP-DAMAGED, then or while it is read.
 */
export async function openRows({ format, file }: RowsFile): Promise<OpenedRows> {
  const chunks = readChunks(file.path)
  if (format === 'jsonl') return { head: NO_BYTES, columns: [], rows: chunks }
  const iterator = chunks[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  let end = -1
  while (end < 0 && head.length < LONGEST_HEAD) {
    const next = await iterator.next()
    if (next.done) break
    head = Buffer.concat([head, next.value])
    end = endOfHeader(head)
  }
  if (end < 0) throw damaged(file.path, new Error('It does not begin with the names of its columns.'))
  return {
    head: head.subarray(0, end + 1),
    columns: csvNames(head.toString('utf8', 0, end)),
    rows: rest(head.subarray(end + 1), iterator),
  }
}

async function* rest(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncIterable<Uint8Array> {
  if (first.length > 0) yield first
  yield* { [Symbol.asyncIterator]: () => chunks }
}

async function* readChunks(file: string): AsyncIterable<Buffer> {
  const bytes = fs.createReadStream(file)
  const unpacked = file.endsWith('.gz') ? createGunzip() : null
  if (unpacked) {
    bytes.on('error', (error) => unpacked.destroy(error))
    bytes.pipe(unpacked)
  }
  try {
    yield* unpacked ?? bytes
  } catch (error) {
    throw damaged(file, error)
  } finally {
    bytes.destroy()
  }
}

function damaged(file: string, error: unknown): AppError {
  return new AppError(
    {
      code: 'E-DUMP-DAMAGED',
      message: `${file} is damaged`,
      hint: 'Use another dump, and make a new one.',
      detail: (error as Error).message,
    },
    { cause: error },
  )
}

/** The first line break that is not within quotes. */
function endOfHeader(head: Buffer): number {
  let isQuoted = false
  for (const [at, byte] of head.entries()) {
    if (byte === 34) isQuoted = !isQuoted
    else if (byte === 10 && !isQuoted) return at
  }
  return -1
}

function csvNames(line: string): string[] {
  const names = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",\r]*))/g)
  if (line.replace(/\r$/, '') === '') return []
  return [...names].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

interface StoredColumn {
  readonly name: string
  /** Its values are texts of JSON, be it by a domain. */
  readonly isJson: boolean
}

/** What a server can be given values of: the others it computes. */
async function storedColumns(client: Shadow['client'], table: Sql): Promise<StoredColumn[]> {
  const { rows } = await client.query(sql`select a.attname as name,
      'pg_catalog.json'::pg_catalog.regtype in (t.oid, t.typbasetype) as "isJson"
    from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
    where a.attrelid = ${literal(table)}::pg_catalog.regclass and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = '' order by a.attnum`)
  return rows
}

/**
 * Loads the rows of one table. Rejects with the server's error.
 * @param columns as `openRows` has them.
 */
export async function loadRows(
  client: Shadow['client'],
  { format, schema, name }: RowsFile,
  columns: readonly string[],
  rows: AsyncIterable<Uint8Array>,
): Promise<void> {
  const table = sql`${identifier(schema)}.${identifier(name)}`
  const stored = await storedColumns(client, table)
  const isJson = format === 'jsonl'
  const named = columns.length > 0 ? sql`(${list(columns)})` : sql``
  if (!isJson && columns.every((column) => stored.some(({ name: known }) => known === column)))
    return copyIn(client, sql`copy ${table} ${named} from stdin ${CSV}`, rows)
  await client.query(
    isJson
      ? sql`create temporary table lockstep_rows (line pg_catalog.json)`
      : sql`create temporary table lockstep_rows (like ${table})`,
  )
  await copyIn(
    client,
    isJson
      ? sql`copy pg_temp.lockstep_rows from stdin ${JSON_LINES}`
      : sql`copy pg_temp.lockstep_rows ${named} from stdin ${CSV}`,
    rows,
  )
  const source = isJson
    ? sql`pg_temp.lockstep_rows r, pg_catalog.json_populate_record(null::${table}, r.line) each`
    : sql`pg_temp.lockstep_rows each`
  await client.query(
    stored.length > 0
      ? sql`insert into ${table} (${list(stored.map(({ name: column }) => column))}) overriding system value
          select ${join(stored.map(isJson ? fromLine : fromTable), ', ')} from ${source}`
      : sql`insert into ${table} select from ${source}`,
  )
  await client.query('drop table pg_temp.lockstep_rows')
}

const CSV = sql`with (format csv)`

/** No line of JSON holds these characters, so that each is one value. */
const JSON_LINES = sql`with (format csv, quote e'\x01', escape e'\x01', delimiter e'\x02')`

function list(columns: readonly string[]): Sql {
  return join(columns.map(identifier), ', ')
}

function fromTable({ name }: StoredColumn): Sql {
  return sql`each.${identifier(name)}`
}

/** A text of JSON is taken as it stands in the line: made from what it says, it may be spelled in another way. */
function fromLine(column: StoredColumn): Sql {
  const { name, isJson } = column
  if (!isJson) return fromTable(column)
  return sql`case when r.line operator(pg_catalog.->>) ${literal(name)} is not null
    then r.line operator(pg_catalog.->) ${literal(name)} end`
}
