import { AppError } from '../../objects/app-error'
import { catalogHint } from '../../objects/error-catalog'
import type { Queryable } from '../queryable'
import { namesAsSeen } from './names-as-seen'

/** The text of a file of types, and the generator that made it. */
export interface GeneratedTypes {
  readonly text: string
  /** Such as `@supabase/postgrest-typegen 0.2.2`; only texts of the same one can be compared. */
  readonly by: string
}

/** The library and the version that package.json asks for. */
export const TYPES_BY = '@supabase/postgrest-typegen 0.2.2'

/**
 * TypeScript types of some schemas, as the generator of Supabase makes them; `public` or the first is the one whose types
 * need no schema's name. Its queries run on this connection, so within the transaction that it is in.
 * @throws AppError `E-DUMP-TYPES` where the generator fails, and errors of the connection as the driver gives them.
 */
export async function generateTypes(
  client: Queryable,
  { schemas }: { schemas: readonly string[] },
): Promise<GeneratedTypes> {
  const [{ introspect }, { generateTypescript, sortGeneratorMetadata }] = await Promise.all([
    import('@supabase/postgrest-typegen/introspection'),
    import('@supabase/postgrest-typegen/generation'),
  ])
  const seen = await introspect(oneAtATime(client), { includedSchemas: [...schemas] })
  const metadata = await namesAsSeen(client, seen)
  const defaultSchema = schemas.includes('public') ? 'public' : schemas[0]
  try {
    const sorted = sortGeneratorMetadata(metadata)
    const text = await generateTypescript(sorted, { detectOneToOneRelationships: true, defaultSchema })
    return { text, by: TYPES_BY }
  } catch (error) {
    throw generatorFailed(error)
  }
}

/** The library asks all at once, which the driver's next major refuses on one connection. */
function oneAtATime(client: Queryable): Queryable {
  let last: Promise<unknown> = Promise.resolve()
  return {
    query: (text) => {
      const answer = last.then(() => client.query(text))
      last = answer.catch(() => undefined)
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
