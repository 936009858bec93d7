import type { Queryable } from '../queryable'

/** How long to wait for a table that somebody holds exclusively, in milliseconds, unless told. */
export const LOCK_WAIT_MS = 10_000

/**
 * Sets, for the rest of the transaction, all that decides how values print, as pg_dump does: each reads back as what it was,
 * whatever the settings there. Rows that row-level security would hide are an error, and views cannot stand in for tables
 * where the server knows how to forbid it (CVE-2024-7348). A server that can see that its client is gone looks for that
 * every second.
 */
export async function settleSession(client: Queryable, lockWaitMs: number): Promise<void> {
  await client.query(`set local search_path = pg_catalog, pg_temp;
    set local row_security = off;
    set local statement_timeout = 0;
    set local lock_timeout = ${lockWaitMs};
    set local idle_in_transaction_session_timeout = 0;
    set local max_parallel_workers_per_gather = 0;
    set local synchronize_seqscans = off;
    set local quote_all_identifiers = off;
    set local standard_conforming_strings = on;
    set local bytea_output = hex;
    set local datestyle = 'ISO, MDY';
    set local intervalstyle = postgres;
    set local timezone = 'UTC';
    set local extra_float_digits = 3;
    set local lc_monetary = 'C';
    set local xmlbinary = base64;
    select set_config(name, 'view, foreign-table', true) from pg_settings
      where name = 'restrict_nonsystem_relation_kind'`)
  await client.query('savepoint connection_check')
  try {
    await client.query('set local client_connection_check_interval = 1000')
  } catch {
    // The server's operating system cannot tell it.
    await client.query('rollback to savepoint connection_check')
  }
}
