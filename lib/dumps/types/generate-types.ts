import type { GeneratorMetadata } from '@supabase/postgrest-typegen'
import { AppError } from '../../objects/app-error'
import { catalogHint } from '../../objects/error-catalog'
import { isLockTimeout, isOfForeignData } from '../../postgres/read-errors'
import { qualifiedName } from '../../sql/display'
import { join, literal, sql } from '../../sql/sql'
import type { Queryable } from '../queryable'
import { stayedLocked } from '../tables/stayed-locked'
import { markInheritedNames, unmarkInheritedNames } from './inherited-names'
import { namesAsSeen } from './names-as-seen'

/** The text of a file of types, and the generator that made it. */
export interface GeneratedTypes {
  readonly text: string
  /** Such as `@supabase/postgrest-typegen 0.2.2`; only texts of the same one can be compared. */
  readonly by: string
}

/** The library and the version that package.json asks for. */
export const TYPES_BY = '@supabase/postgrest-typegen 0.2.2'

const MOST_NAMED = 10

/** How long to wait for a table that somebody holds exclusively, in milliseconds, unless told. */
const LOCK_WAIT_MS = 10_000

/**
 * TypeScript types of some schemas, as the generator of Supabase makes them; `public` or the first is the one whose types
 * need no schema's name. Its queries run on this connection, so within the transaction that it is in, which must be one that
 * reads only.
 * @throws AppError `E-DUMP-TYPES` where the generator fails, `E-DUMP-RIGHTS` naming tables and views of which it passes over
 * columns because the role holds no right on them, `E-PG-BUSY` naming a table that stays locked, and errors of the
 * connection as the driver gives them.
 */
export async function generateTypes(
  client: Queryable,
  { schemas, lockWaitMs = LOCK_WAIT_MS }: { schemas: readonly string[]; lockWaitMs?: number },
): Promise<GeneratedTypes> {
  const { generateTypescript, sortGeneratorMetadata } = await import('@supabase/postgrest-typegen/generation')
  await refuseHidden(client, schemas)
  const metadata = await namesAsSeen(client, await readMetadata(client, schemas, lockWaitMs))
  const defaultSchema = schemas.includes('public') ? 'public' : schemas[0]
  try {
    const sorted = sortGeneratorMetadata(markInheritedNames(metadata))
    const text = await generateTypescript(sorted, { detectOneToOneRelationships: true, defaultSchema })
    return { text: unmarkInheritedNames(text), by: TYPES_BY }
  } catch (error) {
    throw generatorFailed(error)
  }
}

/** By the conditions of the generator's own queries of tables and columns. */
async function refuseHidden(client: Queryable, schemas: readonly string[]): Promise<void> {
  const { rows } = await client.query(sql`
    select n.nspname as schema, c.relname as name
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
      and n.nspname = any (array[${join(schemas.map(literal), ', ')}]::text[])
      and not pg_catalog.pg_has_role(c.relowner, 'usage')
      and (
        not pg_catalog.has_table_privilege(c.oid, 'select, insert, update, delete, truncate, references, trigger')
          and not pg_catalog.has_any_column_privilege(c.oid, 'select, insert, update, references')
        or exists (select from pg_catalog.pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            and not pg_catalog.has_column_privilege(c.oid, a.attnum, 'select, insert, update, references')))
    order by n.nspname, c.relname`)
  if (rows.length === 0) return
  const names = rows.slice(0, MOST_NAMED).map(({ schema, name }) => qualifiedName(schema, name))
  const more = rows.length > names.length ? ` and ${rows.length - names.length} more` : ''
  throw new AppError({
    code: 'E-DUMP-RIGHTS',
    message: `The role holds no right on all columns of ${names.join(', ')}${more}, and the generator passes over what it may not see`,
    hint: 'Let an owner run: grant pg_read_all_data to your_role',
  })
}

/**
 * What the generator reads. It asks for the sizes of tables, which waits for locks, and for what can be written of foreign
 * tables, which their wrapper answers.
 */
async function readMetadata(
  client: Queryable,
  schemas: readonly string[],
  lockWaitMs: number,
): Promise<GeneratorMetadata> {
  const { introspect } = await import('@supabase/postgrest-typegen/introspection')
  await client.query('savepoint types')
  try {
    await client.query(`set local lock_timeout = ${lockWaitMs}`)
    return await introspect(oneAtATime(client), { includedSchemas: [...schemas] })
  } catch (error) {
    await client.query('rollback to savepoint types').catch(() => undefined)
    if (isLockTimeout(error)) throw await stayedLocked(client, null, lockWaitMs)
    throw error instanceof TypeError || isOfForeignData(error) ? generatorFailed(error) : error
  }
}

/** The library asks all at once, which the driver's next major refuses; after an error nothing more is asked. */
function oneAtATime(client: Queryable): Queryable {
  let last: Promise<unknown> = Promise.resolve()
  return {
    query: (text) => {
      const answer = last.then(() => client.query(text))
      last = answer
      return answer
    },
  }
}

function generatorFailed(error: unknown): AppError {
  const shape = {
    code: 'E-DUMP-TYPES',
    message: `${TYPES_BY} could not make the types of this database.`,
    hint: catalogHint('E-DUMP-TYPES'),
    detail: error instanceof Error ? error.message : String(error),
  }
  return new AppError(shape, { cause: error })
}
