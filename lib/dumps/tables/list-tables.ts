import { isChangedDuringRead, isLockTimeout } from '../../postgres/read-errors'
import type { DumpSelection } from '../dump-record'
import type { Queryable } from '../queryable'
import { grouped, readColumns } from './read-columns'
import { selectTables } from './select-tables'
import { foreignKeysOf, sizesOf, TABLES } from './table-queries'
import { type ForeignKey, type TableToDump, tableName } from './table-to-dump'

export interface TableChoice {
  readonly selection: DumpSelection
  /** The database is one of Supabase: what the platform keeps for itself is not chosen unless named. */
  readonly isSupabase: boolean
}

/**
 * The tables whose rows a dump of this selection holds, in the order of their names: ordinary ones and partitions, logged or
 * not, and of extensions' tables those that the extension says hold the user's rows. Reads catalogs only, and within the
 * transaction that the connection is in.
 * @throws AppError `E-DUMP-TABLE` for a chosen name that fits nothing; errors of the connection as the driver gives them.
 */
export async function listTables(client: Queryable, choice: TableChoice): Promise<TableToDump[]> {
  const rows = await readTables(client)
  const chosen = selectTables(rows, choice).filter((row) => whyLeftOut(row) === null)
  if (chosen.length === 0) return []
  const oids = chosen.map(({ oid }) => oid)
  const columnsFor = await readColumns(client, oids)
  const keys = grouped<KeyRow>((await client.query(foreignKeysOf(oids))).rows)
  const sizes = await readSizes(client, chosen)
  return chosen.map((row) => ({
    oid: row.oid,
    schema: row.schema,
    name: row.name,
    columns: columnsFor(row),
    estimatedRows: estimateOf(row),
    bytes: sizes.get(row.oid) ?? row.bytes,
    isReadable: row.isReadable,
    hidesRows: row.hidesRows,
    ancestors: row.ancestors,
    condition: row.condition,
    references: (keys.get(row.oid) ?? []).map(keyFrom),
  }))
}

/** Chosen tables whose rows no dump can hold, each with the reason, as lines for people. */
export async function listLeftOut(client: Queryable, choice: TableChoice): Promise<string[]> {
  const chosen = selectTables(await readTables(client), choice)
  return chosen.flatMap((row) => {
    const why = whyLeftOut(row)
    return why === null ? [] : [`${tableName(row)}: ${why}`]
  })
}

/** Every table of the database by name and columns, chosen or not: what a rule may speak of. */
export async function listAllTables(client: Queryable): Promise<Map<string, ReadonlySet<string>>> {
  const { rows } = await client.query(`select n.nspname || '.' || c.relname as name,
      coalesce(array_agg(a.attname::text) filter (where a.attname is not null), '{}') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p', 'f') and n.nspname !~ '^pg_(toast|temp)' group by c.oid, n.nspname, c.relname`)
  return new Map(rows.map(({ name, columns }) => [name, new Set<string>(columns)]))
}

interface TableRow extends Omit<TableToDump, 'columns' | 'estimatedRows' | 'references'> {
  readonly kind: string
  readonly tuples: number
  readonly live: number
  readonly isEmptyHere: boolean
}

async function readTables(client: Queryable): Promise<TableRow[]> {
  const { rows } = await client.query(TABLES)
  return rows.map((row) => ({
    oid: Number(row.oid),
    schema: row.schema,
    name: row.name,
    kind: row.kind,
    tuples: row.tuples,
    live: Number(row.live),
    bytes: Number(row.bytes),
    isReadable: row.is_readable,
    hidesRows: row.hides_rows,
    isEmptyHere: row.is_empty_here,
    ancestors: row.ancestors,
    condition: row.condition,
  }))
}

function whyLeftOut({ kind, isEmptyHere }: TableRow): string | null {
  if (kind === 'f') return 'a foreign table, whose rows lie on another server'
  return isEmptyHere ? 'an unlogged table, whose rows a standby does not have' : null
}

/** A table that was never vacuumed has no number of rows; what the server counted since it started is the next best. */
function estimateOf({ tuples, live }: TableRow): number | null {
  if (tuples >= 0) return tuples
  return live > 0 ? live : null
}

/** The size of tables without statistics, as far as it can be told without waiting. */
async function readSizes(client: Queryable, tables: readonly TableRow[]): Promise<Map<number, number>> {
  const unknown = tables.filter(({ tuples }) => tuples < 0).map(({ oid }) => oid)
  if (unknown.length === 0) return new Map()
  await client.query('savepoint sizes')
  try {
    await client.query('set local lock_timeout = 300')
    const { rows } = await client.query(sizesOf(unknown))
    return new Map(rows.map(({ oid, bytes }) => [Number(oid), Number(bytes)]))
  } catch (error) {
    if (!isLockTimeout(error) && !isChangedDuringRead(error)) throw error
    return new Map()
  } finally {
    await client.query('rollback to savepoint sizes').catch(() => undefined)
  }
}

interface KeyRow extends ForeignKey {
  readonly oid: string
}

function keyFrom({ columns, schema, table, referenced }: KeyRow): ForeignKey {
  return { columns, schema, table, referenced }
}
