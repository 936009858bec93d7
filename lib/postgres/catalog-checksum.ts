import type { Client } from 'pg'
import { join, sql } from '../sql/sql'

/** The catalogs that deparse functions look names and expressions up in. */
const CATALOGS = [
  sql`pg_attrdef`,
  sql`pg_attribute`,
  sql`pg_class`,
  sql`pg_constraint`,
  sql`pg_index`,
  sql`pg_namespace`,
  sql`pg_policy`,
  sql`pg_proc`,
  sql`pg_rewrite`,
  sql`pg_trigger`,
  sql`pg_type`,
]

/** A text that changes when any row that definitions depend on was added, changed or removed. */
export async function catalogChecksum(client: Client): Promise<string> {
  const parts = CATALOGS.map(
    (catalog) => sql`(select count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) from ${catalog})`,
  )
  const [row] = (await client.query(sql`select concat_ws(' ', ${join(parts, ', ')}) as checksum`)).rows
  return row.checksum
}
