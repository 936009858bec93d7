import { AppError } from '../../objects/app-error'
import { catalogHint, type ErrorCode } from '../../objects/error-catalog'
import { isChangedDuringRead, isLockTimeout, isPermissionDenied } from '../../postgres/read-errors'
import { identifier, join, literal, type Sql, sql } from '../../sql/sql'
import type { Queryable } from '../queryable'
import { stayedLocked } from './stayed-locked'
import { type TableToDump, tableName } from './table-to-dump'

type Lockable = Pick<TableToDump, 'oid' | 'schema' | 'name'>

const AT_ONCE = 100

/**
 * Keeps tables from being dropped, emptied or changed until the transaction ends, as pg_dump does: a table that is truncated
 * would else look empty to a snapshot that is older. Readers and writers are not held up.
 * @param lockWaitMs as it was set for the transaction, for the words of the error.
 * @throws AppError `E-PG-BUSY`, `E-DUMP-RIGHTS` or `E-PG-CHANGED` naming the table; other errors as the driver gives them.
 */
export async function lockTables(
  client: Queryable,
  tables: readonly Lockable[],
  lockWaitMs: number,
): Promise<void> {
  for (let from = 0; from < tables.length; from += AT_ONCE) {
    await lockBatch(client, tables.slice(from, from + AT_ONCE), lockWaitMs)
  }
}

async function lockBatch(client: Queryable, tables: readonly Lockable[], lockWaitMs: number): Promise<void> {
  const names = tables.map((table) => sql`only ${qualified(table)}`)
  await client.query('savepoint locks')
  try {
    await client.query(sql`lock table ${join(names, ', ')} in access share mode`)
  } catch (error) {
    await client.query('rollback to savepoint locks').catch(() => undefined)
    if (isLockTimeout(error)) {
      const oids = tables.map(({ oid }) => oid)
      throw await stayedLocked(client, oids, lockWaitMs)
    }
    const [table, ...others] = tables
    const isOfTable = isPermissionDenied(error) || isChangedDuringRead(error)
    if (!isOfTable || !table) throw error
    if (others.length === 0) throw refused(error, table)
    for (const each of tables) await lockBatch(client, [each], lockWaitMs)
    return
  }
  await client.query('release savepoint locks')
  await checkSame(client, tables)
}

/** The lock is on what has the name now; what was listed may have been dropped or renamed before. */
async function checkSame(client: Queryable, tables: readonly Lockable[]): Promise<void> {
  const pairs = tables.map((table) => sql`(${table.oid}, ${literal(qualified(table))}::regclass)`)
  const { rows } = await client.query(
    sql`select listed::bigint as oid from (values ${join(pairs, ', ')}) now (listed, found) where listed <> found::oid`,
  )
  const changed = tables.find(({ oid }) => rows.some((row) => Number(row.oid) === oid))
  if (changed) throw told('E-PG-CHANGED', `${tableName(changed)} was replaced by another table meanwhile.`)
}

function refused(error: unknown, table: Lockable): AppError {
  return isPermissionDenied(error)
    ? told('E-DUMP-RIGHTS', `The role may not read ${tableName(table)}.`)
    : told('E-PG-CHANGED', `${tableName(table)} is not there any more.`)
}

function told(code: ErrorCode, message: string): AppError {
  return new AppError({ code, message, hint: catalogHint(code) })
}

/** A table's name in full, quoted. */
export function qualified({ schema, name }: { readonly schema: string; readonly name: string }): Sql {
  return sql`${identifier(schema)}.${identifier(name)}`
}
