import { onTestFinished } from 'vitest'
import { connect } from '../../postgres/connect'
import { named } from '../../postgres/connect.fixture'
import type { Connection } from '../../postgres/connection'
import type { DumpSelection } from '../dump-record'

/** Everything that is the user's. */
export const ALL: DumpSelection = { schemas: null, tables: null, excludeSchemas: [], excludeTables: [] }

/** A connection in a transaction as that in which a dump is made; it ends with the test. */
export async function openMoment(url: string): Promise<Connection> {
  const connection = await connect(named('test', url), { messageBytes: 2 ** 31 - 1 })
  onTestFinished(() => connection.close())
  await connection.client.query(`begin isolation level repeatable read, read only;
    set local search_path = pg_catalog, pg_temp; set local statement_timeout = 30000`)
  return connection
}

/** What is asked of `listTables` for everything. */
export const EVERYTHING = { selection: ALL, isSupabase: false }
