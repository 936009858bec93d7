import { withConnection } from '../../postgres/connect'
import type { ConnectionTarget } from '../../postgres/connection-address'
import { queryReadOnly } from '../../postgres/query-read-only'

const NAME = String.raw`(?:"(?:[^"]|"")+"|[^\s".,]+)`
const LOCK = /\bLOCK TABLE ([\s\S]+?) IN ACCESS SHARE MODE/
const LOOK_UP_MS = 5000

/** Names as `schema.table`, quoted where the server would: those in the `LOCK TABLE` that pg_dump says has failed. */
export function tablesInLock(words: string): string[] {
  const [, tables = ''] = LOCK.exec(words) ?? []
  return [...tables.matchAll(new RegExp(`${NAME}\\.${NAME}`, 'g'))].map(([name]) => name)
}

/** Those of the tables whose rows the role may not read; none where that cannot be found out. */
export async function unreadableTables(
  target: ConnectionTarget,
  tables: readonly string[],
): Promise<string[]> {
  const found = await lookUp<{ name: string }>(
    target,
    `
    select ${QUALIFIED} as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f', 'm', 'v', 'S') and not has_table_privilege(c.oid, 'select') order by 1`,
  )
  return found.map(({ name }) => name).filter(isOneOf(tables))
}

/** A table that another session holds for itself alone. */
export interface LockedTable {
  readonly name: string
  /** Such as `session 4711 of app, psql`; empty where the role may not know. */
  readonly holder: string
}

/** Those of the tables that are locked now, with who locks them; none where that cannot be found out. */
export async function lockedTables(
  target: ConnectionTarget,
  tables: readonly string[],
): Promise<LockedTable[]> {
  const found = await lookUp<LockedTable>(
    target,
    `
    select distinct on (1) ${QUALIFIED} as name,
      concat_ws(', ', 'session ' || l.pid || coalesce(' of ' || a.usename, ''), nullif(a.application_name, '')) as holder
    from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
      left join pg_stat_activity a on a.pid = l.pid
    where l.granted and l.mode = 'AccessExclusiveLock' and l.locktype = 'relation'
      and l.database = (select oid from pg_database where datname = current_database())
    order by 1`,
  )
  return found.filter(({ name }) => isOneOf(tables)(name))
}

const QUALIFIED = `quote_ident(n.nspname) || '.' || quote_ident(c.relname)`

/** pg_dump may have quoted more than the server would. */
function isOneOf(tables: readonly string[]): (name: string) => boolean {
  const bare = (name: string) => name.replaceAll('"', '')
  const names = new Set(tables.map(bare))
  return (name) => names.has(bare(name))
}

async function lookUp<Row extends object>(target: ConnectionTarget, query: string): Promise<Row[]> {
  try {
    const options = { deadlineMs: LOOK_UP_MS, isUrgent: true, retries: 0 }
    return await withConnection(target, options, (connection) => queryReadOnly<Row>(connection, query))
  } catch {
    return []
  }
}
