import type { Client } from 'pg'
import { sql } from '../sql/sql'

/**
 * Relations that somebody else holds, or waits to hold, exclusively, and everything whose definition reads them. A
 * prepared transaction holds its locks without a process.
 */
const BUSY = sql`
  with busy as (
    select distinct lock.relation as oid from pg_locks lock
    where lock.locktype = 'relation' and lock.mode = 'AccessExclusiveLock'
      and lock.pid is distinct from pg_backend_pid()
      and lock.database = (select oid from pg_database where datname = current_database())
  )
  select oid::bigint from busy
  union select index.indexrelid::bigint from pg_index index join busy on busy.oid = index.indrelid
  union select index.indrelid::bigint from pg_index index join busy on busy.oid = index.indexrelid
  union select depend.objid::bigint from pg_depend depend join busy on busy.oid = depend.refobjid
    where depend.refclassid = 'pg_class'::regclass
  union select rule.ev_class::bigint from pg_depend depend join busy on busy.oid = depend.refobjid
    join pg_rewrite rule on rule.oid = depend.objid
    where depend.refclassid = 'pg_class'::regclass and depend.classid = 'pg_rewrite'::regclass`

/** The OIDs that a deparse call cannot touch now without waiting. https://www.postgresql.org/docs/current/view-pg-locks.html */
export async function findBusy(client: Client): Promise<number[]> {
  return (await client.query(BUSY)).rows.map((row) => Number(row.oid))
}
