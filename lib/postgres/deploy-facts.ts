import { join, literal, type Sql, sql } from '../sql/sql'
import type { Connection } from './connection'
import { PostgresError } from './postgres-error'
import { queryReadOnly } from './query-read-only'

/** How large a relation is, as its server estimates; null where it does not know, or where it holds no rows of its own. */
export interface RelationSize {
  readonly schema: string
  readonly name: string
  readonly rows: number | null
  /** With indexes and TOAST; of a partitioned table, of all its partitions. */
  readonly bytes: number | null
}

/** What a deploy depends on and no snapshot holds. */
export interface DeployFacts {
  /** As a new session of this role has it. */
  readonly searchPath: readonly string[]
  /** Extensions that the server could install. */
  readonly extensions: readonly string[]
  /** The relations of these names that are there, in whatever schema. */
  readonly relations: readonly RelationSize[]
  /** Which of these names a type has, and which a function, in whatever schema, the server's own included. */
  readonly types: readonly string[]
  readonly functions: readonly string[]
  /** All of them. */
  readonly schemas: readonly string[]
}

/** SQLSTATE of a wait for a lock that took too long. */
const LOCKED = '55P03'

/**
 * Reads over a read-only transaction of its own. Where a table is locked, the sizes of all are those of the last time the
 * server counted them, so that nobody waits.
 * @param names of relations, types and functions, without their schemas.
 * @throws PostgresError when the catalog cannot be read.
 */
export async function readDeployFacts(
  connection: Connection,
  names: readonly string[],
): Promise<DeployFacts> {
  try {
    return await read(connection, names, FILES)
  } catch (error) {
    if (!(error instanceof PostgresError) || error.sqlState !== LOCKED) throw error
    return read(connection, names, LAST_COUNT)
  }
}

interface Measures {
  readonly bytes: Sql
  /** Bytes of the rows alone: where there are none, there is no row. */
  readonly heap: Sql
}

const FILES: Measures = {
  bytes: sql`pg_total_relation_size(part.oid)`,
  heap: sql`pg_relation_size(part.oid)`,
}

const LAST_COUNT: Measures = {
  bytes: sql`part.relpages * current_setting('block_size')::bigint`,
  heap: sql`greatest(part.relpages, 1)`,
}

async function read(
  connection: Connection,
  names: readonly string[],
  { bytes, heap }: Measures,
): Promise<DeployFacts> {
  const list = join(
    (names.length > 0 ? names : ['']).map((name) => literal(name)),
    ', ',
  )
  const [row] = await queryReadOnly<{ facts: DeployFacts }>(
    connection,
    sql`select json_build_object(
      'searchPath', (select coalesce(json_agg(case coalesce(part[1], part[2]) when '$user' then current_user::text
          else coalesce(part[1], part[2]) end), '[]'::json)
        from pg_settings s, regexp_matches(s.reset_val, '"([^"]*)"|([^",[:space:]]+)', 'g') part
        where s.name = 'search_path'),
      'extensions', (select coalesce(json_agg(name), '[]'::json) from pg_available_extensions()),
      'types', (select coalesce(json_agg(distinct typname), '[]'::json) from pg_type where typname in (${list})),
      'functions', (select coalesce(json_agg(distinct proname), '[]'::json) from pg_proc where proname in (${list})),
      'schemas', (select json_agg(nspname) from pg_namespace),
      'relations', (select coalesce(json_agg(json_build_object('schema', n.nspname, 'name', c.relname,
          'rows', size.rows, 'bytes', size.bytes)), '[]'::json)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        cross join lateral (
          select sum(${bytes})::bigint as bytes,
            case when bool_and(${heap} = 0) then 0
              when bool_or(greatest(part.reltuples, pg_stat_get_live_tuples(part.oid)) > 0)
              then round(sum(greatest(part.reltuples, pg_stat_get_live_tuples(part.oid), 0)))::bigint end as rows
          from pg_class part
          where part.relkind in ('r', 'm') and (part.oid = c.oid or c.relkind = 'p' and part.oid in
            (select tree.relid from pg_partition_tree(c.oid) tree where tree.isleaf))) size
        where c.relname in (${list}) and n.nspname not like 'pg\\_%')
    ) as facts`,
  )
  if (!row) throw new Error('The server gave no facts.')
  return row.facts
}
