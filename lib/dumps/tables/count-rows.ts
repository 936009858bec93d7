import type { Connection } from '../../postgres/connection'
import { cutOnAbort } from '../../postgres/cut-on-abort'
import { type Sql, sql } from '../../sql/sql'
import { lockTables, qualified } from './lock-tables'
import { namingTable } from './naming-table'
import { LOCK_WAIT_MS, settleSession } from './settle-session'
import { type TableToDump, tableName } from './table-to-dump'

type Countable = Pick<TableToDump, 'oid' | 'schema' | 'name' | 'condition'>

export interface CountOptions {
  /** Cuts the connection. */
  readonly signal?: AbortSignal
  /** Told which table comes next, as `schema.table`. */
  readonly onTable?: (name: string) => void
  /** How long to wait for a table that somebody holds exclusively, in milliseconds; 10 s unless told. */
  readonly lockWaitMs?: number
}

/**
 * Counts the rows of each table, within the transaction that the connection is in and under a lock that keeps them what they
 * are; by `schema.table`. The connection is cut when the signal aborts.
 * @throws AppError `E-PG-BUSY`, `E-DUMP-RIGHTS` or `E-PG-CHANGED` naming the table; the signal's reason; other errors as the
 * driver gives them.
 */
export async function countRows(
  client: Connection['client'],
  tables: readonly Countable[],
  { signal, onTable, lockWaitMs = LOCK_WAIT_MS }: CountOptions = {},
): Promise<Map<string, number>> {
  return cutOnAbort(client, signal, async () => {
    await settleSession(client, lockWaitMs)
    await lockTables(client, tables, lockWaitMs)
    const counts = new Map<string, number>()
    for (const table of tables) {
      const name = tableName(table)
      onTable?.(name)
      const query = sql`select count(*) as rows from ${rowsOf(table)}`
      const { rows } = await namingTable(name, () => client.query(query))
      counts.set(name, Number(rows[0]?.rows))
    }
    return counts
  })
}

/** What comes after FROM for the rows of a table itself; its columns are those of `t`. */
export function rowsOf(table: Pick<TableToDump, 'schema' | 'name' | 'condition'>, beside?: Sql): Sql {
  // An extension's condition is SQL that its author wrote into the catalog; pg_dump runs it in the same way.
  const condition = table.condition as Sql
  return sql`only ${qualified(table)} t ${beside ? sql`cross join ${beside}` : sql``} ${condition}`
}
