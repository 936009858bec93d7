import { copyOut } from '../../postgres/copy-out'
import type { Shadow } from '../../shadow/make-shadow'
import { identifier, join, literal, type Sql, sql } from '../../sql/sql'
import type { DumpedTable } from '../dump-record'
import { listTables } from '../tables/list-tables'
import { RowsCounted } from '../tables/rows-counted'
import { copyStatement } from '../tables/table-copy'
import type { TableToDump } from '../tables/table-to-dump'
import { proveLargeObjects } from './large-objects'
import type { Loaded, LoadedTable, LoadWatch } from './load-parts'
import { RowDigest } from './row-digest'

/** What was found out about the rows of all tables. */
export interface ProvenRows {
  /** Tables whose rows were read again. */
  readonly tables: number
  readonly rows: number
  /** As lines for people. */
  readonly differences: readonly string[]
  readonly notTested: readonly string[]
}

/** As pg_dump's session has them, so that a value is written as it is in the dump. */
const SETTINGS = sql`reset session authorization; reset role; reset all; set search_path = pg_catalog, pg_temp;
  set datestyle = iso; set intervalstyle = postgres; set extra_float_digits = 3; set bytea_output = hex;
  set timezone = 'UTC'; set row_security = off; set statement_timeout = 0; set synchronize_seqscans = off`

/**
 * Reads the rows of all tables, and large objects, again and holds them against those of the dump's files, and against
 * what its record says. Rows may lie in another order than they came in, so that the same rows in whatever order are
 * the same.
 * @param expected the tables of the record; null where there is none.
 */
export async function proveRows(
  client: Shadow['client'],
  { tables: loaded, largeObjects }: Loaded,
  expected: readonly DumpedTable[] | null,
  watch: LoadWatch & { readonly isInTransaction?: boolean } = {},
): Promise<ProvenRows> {
  await client.query(SETTINGS)
  const all = loaded.every(({ format }) => format === 'sql')
    ? []
    : await allTables(client, watch.isInTransaction === true)
  const differences: string[] = []
  const notTested: string[] = []
  let rows = 0
  let tables = 0
  for (const table of loaded) {
    watch.signal?.throwIfAborted()
    const name = nameOf(table)
    watch.onTable?.(name)
    if (table.told === null) continue
    const told = expected?.find(isOf(table))
    const there = await readAgain(client, table, all).catch((error: Error) => error)
    if (there instanceof Error) {
      notTested.push(`The rows of ${name} could not be read again: ${there.message}`)
      continue
    }
    tables++
    rows += there.rows
    differences.push(...compareRows(table, there, told))
  }
  const missing = (expected ?? []).filter((told) => !loaded.some(isOf(told)))
  differences.push(
    ...missing.map((table) => `${nameOf(table)} is in the record of the dump and not in its files`),
  )
  differences.push(...(await proveLargeObjects(client, largeObjects)))
  return { tables, rows, differences, notTested }
}

type Read = ReturnType<RowDigest['tell']>

function compareRows(table: LoadedTable, there: Read, expected: DumpedTable | undefined): string[] {
  const name = nameOf(table)
  const inFile = table.told as Read
  const found: string[] = []
  const isCounted = table.format !== 'csv'
  if (expected && there.rows !== expected.rows)
    found.push(
      `${name} has ${there.rows} rows after the restore, and had ${expected.rows} when it was dumped`,
    )
  else if (isCounted && there.rows !== inFile.rows)
    found.push(`${name} has ${there.rows} rows after the restore, and ${inFile.rows} in ${table.file.name}`)
  else if (there.sums !== inFile.sums)
    found.push(`${name} has other values after the restore than in ${table.file.name}`)
  if (expected?.sha256 && expected.sha256 !== inFile.sha256)
    found.push(`${name} has other rows in ${table.file.name} than when it was dumped`)
  return found
}

async function allTables(client: Shadow['client'], isInTransaction: boolean): Promise<TableToDump[]> {
  if (!isInTransaction) await client.query('begin')
  const tables = await listTables(client, { selection: ALL, isSupabase: false })
  if (!isInTransaction) await client.query('commit')
  return tables
}

const ALL = { schemas: null, tables: null, excludeSchemas: [], excludeTables: [] }

async function readAgain(
  client: Shadow['client'],
  table: LoadedTable,
  tables: readonly TableToDump[],
): Promise<Read> {
  const digest = new RowDigest()
  const counted = new RowsCounted(table.format)
  await client.query(sql`set client_encoding = ${literal(table.encoding)}`)
  await copyOut(client, await statementOf(client, table, tables), (received) => {
    digest.add(counted.take(received))
    return undefined
  })
  return { ...digest.tell(), rows: counted.rows }
}

/** The statement by which rows are written as they are in the file. */
async function statementOf(
  client: Shadow['client'],
  table: LoadedTable,
  tables: readonly TableToDump[],
): Promise<Sql> {
  const known = table.format === 'sql' ? undefined : tables.find(isOf(table))
  if (known) return copyStatement(known, table.format, NO_MASKS)
  // A partitioned table can be copied only by a query; of any other, a query would read its children along with it.
  const name = sql`${identifier(table.schema)}.${identifier(table.name)}`
  const columns = join(
    table.columns.map((column) => identifier(column)),
    ', ',
  )
  const { rows } = await client.query(
    sql`select relkind from pg_class where oid = ${literal(name)}::regclass`,
  )
  if (rows[0]?.relkind === 'p') return sql`copy (select ${columns} from ${name}) to stdout`
  return table.columns.length === 0 ? sql`copy ${name} to stdout` : sql`copy ${name} (${columns}) to stdout`
}

const NO_MASKS = new Map()

function isOf(wanted: { schema: string; name: string }) {
  return ({ schema, name }: { schema: string; name: string }) =>
    schema === wanted.schema && name === wanted.name
}

function nameOf({ schema, name }: { schema: string; name: string }): string {
  return `${schema}.${name}`
}
