import type { Shadow } from '../../shadow/make-shadow'
import { identifier, join, sql } from '../../sql/sql'
import type { ReplacedSchema } from './replaced-schema'
import { IS_COUNTED, RELATIONS_OF_SCHEMAS } from './target-contents'

type Client = Pick<Shadow['client'], 'query'>

/** More tables than these are not counted for a plan, which somebody waits for. */
const MOST_TABLES = 500

/** Nobody's lock is waited for, and no large table is read to its end: then the statistics have to do. */
const BEGIN = `begin read only; set local statement_timeout = 3000; set local lock_timeout = 500;
  set local row_security = off; set local search_path = pg_catalog, pg_temp`

/** The schemas with the rows counted of those tables that the server has no statistics of, as far as that is quick. */
export async function countUncounted(
  client: Client,
  schemas: readonly ReplacedSchema[],
): Promise<readonly ReplacedSchema[]> {
  const names = schemas.filter(({ uncounted }) => uncounted > 0).map(({ name }) => name)
  if (names.length === 0) return schemas
  const { rows: tables } = await client.query({
    text: sql`select n.nspname as schema, c.relname as name ${RELATIONS_OF_SCHEMAS}
      where c.relkind = 'r' and not ${IS_COUNTED} and n.nspname = any ($1) limit ${MOST_TABLES + 1}`,
    values: [names],
  })
  if (tables.length === 0 || tables.length > MOST_TABLES) return schemas
  const counts = await countAll(client, tables)
  if (counts === null) return schemas
  return schemas.map((schema) => {
    const own = counts.filter((_, place) => tables[place].schema === schema.name)
    const rows = own.reduce((sum, count) => sum + count, schema.rows)
    return { ...schema, rows, uncounted: schema.uncounted - own.length }
  })
}

interface Table {
  readonly schema: string
  readonly name: string
}

/** How many rows each has; null where a lock, a right or the time was in the way of one. */
async function countAll(client: Client, tables: readonly Table[]): Promise<number[] | null> {
  const each = tables.map(
    ({ schema, name }) => sql`(select count(*) from only ${identifier(schema)}.${identifier(name)})`,
  )
  await client.query(BEGIN)
  try {
    const { rows } = await client.query(sql`select array[${join(each, ', ')}]::float8[] as counts`)
    return rows[0].counts
  } catch {
    return null
  } finally {
    await client.query('rollback')
  }
}
