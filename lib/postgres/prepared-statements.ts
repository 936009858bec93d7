import type { Client } from 'pg'
import { join, literal, type Sql, sql } from '../sql/sql'

/** Those that grow with a schema. */
const CATALOGS: readonly Sql[] = [
  'pg_attrdef',
  'pg_attribute',
  'pg_class',
  'pg_constraint',
  'pg_depend',
  'pg_description',
  'pg_enum',
  'pg_index',
  'pg_inherits',
  'pg_init_privs',
  'pg_namespace',
  'pg_policy',
  'pg_proc',
  'pg_rewrite',
  'pg_sequence',
  'pg_trigger',
  'pg_type',
].map((name) => literal(`pg_catalog.${name}`))

/** Runs outside of any transaction too, where the database's owner says where names are looked for: all have their schema. */
const STATE = sql`select pg_catalog.pg_backend_pid() as pid, array(
  select pg_catalog.pg_relation_size(catalog, 'main')::pg_catalog.float8
  from pg_catalog.unnest(array[${join(CATALOGS, ', ')}]::pg_catalog.regclass[]) as catalog) as sizes`

/** A catalog below this size, in bytes, is read in no time by any plan. */
const SMALL = 65_536

/** What the server has prepared for a connection, by the texts of the statements. */
export class PreparedStatements {
  private readonly names = new Map<string, string>()
  private made = 0

  /** @param sizes of the catalogs, for which they are planned */
  constructor(private readonly sizes: readonly number[]) {}

  nameOf(text: string): string | undefined {
    return this.names.get(text)
  }

  /** A name that no statement of the connection has. */
  newName(): string {
    return `lockstep_${++this.made}`
  }

  /** Notes that the server has this statement under this name. */
  note(text: string, name: string): void {
    this.names.set(text, name)
  }

  /** Whether a catalog is now twice as large as the one that they are planned for. */
  areOutgrown(sizes: readonly number[]): boolean {
    return sizes.some((size, i) => size > 2 * Math.max(SMALL, this.sizes[i] ?? 0))
  }
}

const ofClients = new WeakMap<Client, PreparedStatements>()

/**
 * Has what is read over this connection from now on be prepared statements, which the server plans once, not for each read
 * anew. Behind a pooler there are none, as they would stay in a session that is somebody else's next.
 * @param announcedPid the session's number as announced while signing in; a pooler announces one of its own.
 * @returns false where the catalogs have outgrown the statements' plans, so that another connection is to be taken.
 * Errors of the connection are thrown as the driver gives them.
 */
export async function prepareReads(client: Client, announcedPid: number | null): Promise<boolean> {
  const [{ pid, sizes }] = (await client.query(STATE)).rows as [{ pid: number; sizes: number[] }]
  if (pid !== announcedPid) return true
  const prepared = ofClients.get(client)
  if (prepared) return !prepared.areOutgrown(sizes)
  ofClients.set(client, new PreparedStatements(sizes))
  return true
}

/** What is prepared for a connection; undefined where nothing is to be. */
export function preparedFor(client: Client): PreparedStatements | undefined {
  return ofClients.get(client)
}
