import type { Client } from 'pg'
import { sql } from '../sql/sql'
import { type CatalogChecksum, catalogChecksum } from './catalog-checksum'

/** A point in the life of a database, taken before it is read, to tell later whether its schema changed. */
export interface CatalogMark {
  /** Which database of which run of the server it belongs to. */
  readonly identity: string
  /** Position in the write-ahead log: it moves on every change on a primary, and on every one received on a standby. */
  readonly position: string
  /** A checksum over the catalogs' rows as they were read; null where nobody asked for it. */
  readonly checksum: CatalogChecksum | null
}

/** Runs outside of any transaction too, where the database's owner says where names are looked for: all have their schema. */
const MARK = sql`select
  (select oid from pg_catalog.pg_database where datname operator(pg_catalog.=) pg_catalog.current_database()) as database,
  pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time()) as started,
  case when pg_catalog.pg_is_in_recovery() then pg_catalog.pg_last_wal_replay_lsn()
    else pg_catalog.pg_current_wal_insert_lsn() end as position`

/** Takes a mark without reading any catalog's rows; costs well under a millisecond. */
export async function takeMark(client: Client): Promise<CatalogMark> {
  const [row] = (await client.query(MARK)).rows
  return { identity: `${row.database} ${row.started}`, position: row.position, checksum: null }
}

/**
 * The newer mark when it is proven that no schema changed since the one given, else null: then read again.
 * An equal log position is the proof that costs nothing. On a server that is written to, the checksum is; the server's
 * own change counters are no proof, because a session may report its changes seconds after it made them.
 */
export async function unchangedSince(client: Client, mark: CatalogMark): Promise<CatalogMark | null> {
  const now = await takeMark(client)
  if (now.identity !== mark.identity) return null
  if (now.position === mark.position) return mark
  if (mark.checksum === null) return null
  const checksum = await checksumNow(client)
  const isSame = checksum.own === mark.checksum.own && checksum.shared === mark.checksum.shared
  return isSame ? { ...now, checksum } : null
}

/** In a transaction of its own, so that nothing but the server's own functions is called. */
async function checksumNow(client: Client): Promise<CatalogChecksum> {
  await client.query('begin read only; set local search_path = pg_catalog, pg_temp')
  try {
    return await catalogChecksum(client)
  } finally {
    await client.query('rollback').catch(() => undefined)
  }
}
