import type { GeneratorMetadata } from '@supabase/postgrest-typegen'
import type { Queryable } from '../queryable'

/**
 * What the generator read, with the names of types as they print under the session's own search path. We read under a
 * path of the server's own schema alone, so that nothing that lies elsewhere can take the place of what its queries call;
 * its texts, though, name a type without its schema where the path of the role finds it. All that runs here under that path
 * is named in full.
 */
export async function namesAsSeen(
  client: Queryable,
  metadata: GeneratorMetadata,
): Promise<GeneratorMetadata> {
  await client.query('savepoint own_path')
  try {
    await client.query('set local search_path to default')
    const types = await client.query(
      'select t.oid::pg_catalog.int8 as id, pg_catalog.format_type(t.oid, null) as format from pg_catalog.pg_type t',
    )
    const functions = await client.query(`select p.oid::pg_catalog.int8 as id,
        pg_catalog.pg_get_function_arguments(p.oid) as argument_types,
        pg_catalog.pg_get_function_identity_arguments(p.oid) as identity_argument_types
      from pg_catalog.pg_proc p where p.oid operator(pg_catalog.>=) 16384::pg_catalog.oid`)
    return {
      ...metadata,
      types: withNames(metadata.types, types.rows),
      functions: withNames(metadata.functions, functions.rows),
    }
  } finally {
    await client.query('rollback to savepoint own_path').catch(() => undefined)
  }
}

/** Rows with the columns that were read anew for the same object. */
function withNames<T extends { readonly id: number }>(objects: readonly T[], rows: readonly NamedRow[]): T[] {
  const byId = new Map(rows.map(({ id, ...names }) => [Number(id), names]))
  return objects.map((object) => ({ ...object, ...byId.get(object.id) }))
}

interface NamedRow {
  readonly id: string
}
