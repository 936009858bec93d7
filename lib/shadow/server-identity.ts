import type { Client } from 'pg'
import type { Environment } from '../config/configuration'
import { withConnection } from '../postgres/connect'

/** Which server an environment is on: the identifier that initdb gave it, which copies of its data keep. */
export interface EnvironmentServer {
  readonly environment: string
  /** Null where the environment was not reached or does not tell. */
  readonly system: string | null
}

const DEADLINE_MS = 15_000

/** The identifier of a server. Rejects where the server does not tell. */
export async function readSystem(client: Pick<Client, 'query'>): Promise<string> {
  const { rows } = await client.query(
    'select system_identifier::pg_catalog.text as system from pg_catalog.pg_control_system()',
  )
  return rows[0].system
}

/**
 * Which database of which server a connection leads to, whatever its address: the server's identifier and the
 * database's number; null where the server does not tell its identifier.
 */
export async function readDatabaseIdentity(client: Pick<Client, 'query'>): Promise<string | null> {
  const system = await readSystem(client).catch(() => null)
  if (system === null) return null
  const { rows } = await client.query(
    `select oid::pg_catalog.text as database from pg_catalog.pg_database
      where datname operator(pg_catalog.=) pg_catalog.current_database()`,
  )
  return `${system}/${rows[0].database}`
}

/** Asks all environments at once which server they are on; reads, and writes nothing. */
export function readEnvironmentServers(environments: readonly Environment[]): Promise<EnvironmentServer[]> {
  return Promise.all(
    environments.map(async ({ name, connection }) => {
      if (connection.state === 'unusable') return { environment: name, system: null }
      const { target } = connection
      const system = await withConnection(target, { deadlineMs: DEADLINE_MS, retries: 0 }, ({ client }) =>
        readSystem(client),
      ).catch(() => null)
      return { environment: name, system }
    }),
  )
}
