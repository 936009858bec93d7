import { AppError } from '../../objects/app-error'
import { catalogHint } from '../../objects/error-catalog'
import { join, sql } from '../../sql/sql'
import type { Queryable } from '../queryable'

/**
 * The error for waiting too long for a lock: names a table that somebody holds exclusively or waits to, and who that is, as far
 * as the role may see it.
 * @param oids of the tables that were wanted; null for any.
 */
export async function stayedLocked(
  client: Queryable,
  oids: readonly number[] | null,
  waitedMs: number,
): Promise<AppError> {
  const wanted = oids
    ? sql`and l.relation in (${join(
        oids.map((oid) => sql`${oid}`),
        ', ',
      )})`
    : sql`and c.oid >= 16384 and c.relkind in ('r', 'p', 'v', 'm')`
  const { rows } = await client.query(sql`
    select n.nspname || '.' || c.relname as name, l.pid, a.application_name as program
    from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
    left join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'relation' and l.mode = 'AccessExclusiveLock' and l.pid is distinct from pg_backend_pid()
      and l.database = (select oid from pg_database where datname = current_database()) ${wanted}
    order by l.granted desc, l.pid limit 1`)
  const { name = 'A table', pid, program } = rows[0] ?? {}
  const holder = pid ? ` (${program || 'a program without a name'}, process ${pid})` : ''
  return new AppError({
    code: 'E-PG-BUSY',
    message: `${name} stayed locked by another session${holder} for ${waitedMs / 1000} s.`,
    hint: catalogHint('E-PG-BUSY'),
  })
}
