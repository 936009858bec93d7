import type { Client } from 'pg'
import { type Sql, sql } from '../sql/sql'
import { CopyReader } from './copy-reader'
import { PreparedReader } from './prepared-reader'
import { preparedFor } from './prepared-statements'
import type { LinesBatch } from './row-reader'

export interface LinesOptions {
  /** Of which queries, by their places, the last value of each line is kept apart from the line. */
  readonly keepsApart?: readonly boolean[]
  /** Whether these texts are of this read alone, so that to prepare them is of no use to a later one. */
  readonly isOnce?: boolean
}

const SAVEPOINT = sql`lines`

/**
 * Runs queries within the transaction that the connection is in, in one message, and gives their rows as lines of COPY's text
 * format. After an error the transaction goes on: the queries before it have their results, those after it were not run.
 * Errors of the connection are thrown as the driver gives them.
 */
export async function readLines(
  client: Client,
  queries: readonly Sql[],
  { keepsApart = [], isOnce = false }: LinesOptions = {},
): Promise<LinesBatch> {
  const prepared = isOnce ? undefined : preparedFor(client)
  const reader = prepared
    ? new PreparedReader(prepared, SAVEPOINT, queries, keepsApart)
    : new CopyReader(SAVEPOINT, queries, keepsApart)
  const batch = await client.query(reader).done
  if (batch.error) await client.query(sql`rollback to savepoint ${SAVEPOINT}; release savepoint ${SAVEPOINT}`)
  return batch
}
