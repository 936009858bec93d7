import type { Client, QueryResult } from 'pg'
import type { Connection } from './connection'

/**
 * Runs one fixed query in a read-only transaction of its own, all in one message, so that it is right through a
 * transaction pooler too. Errors are thrown in the product's words.
 */
export async function queryReadOnly<Row>(connection: Connection, query: string): Promise<Row[]> {
  const { client } = connection
  try {
    const results = await client.query(`begin isolation level repeatable read, read only;
      set local search_path = pg_catalog, pg_temp;
      set local statement_timeout = 10000;
      set local lock_timeout = 2000;
      ${query};
      commit`)
    const [, answer] = (results as unknown as QueryResult[]).toReversed()
    return (answer?.rows ?? []) as Row[]
  } catch (error) {
    await rollBack(client)
    throw connection.explain(error)
  }
}

/** A broken connection needs no rollback and cannot make one. */
async function rollBack(client: Client): Promise<void> {
  await client.query('rollback').catch(() => undefined)
}
