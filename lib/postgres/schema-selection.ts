import type { Kind } from '../objects/kind'
import { identifier, join, literal, type Sql, sql } from '../sql/sql'

/** Which schemas are read; what lies in no schema always is. */
export interface SchemaSelection {
  /** Names, of which a `*` stands for any letters; null for all. */
  readonly include: readonly string[] | null
  readonly exclude: readonly string[]
}

/** Whether anything is left out at all. */
export function isSelective({ include, exclude }: SchemaSelection): boolean {
  return include !== null || exclude.length > 0
}

/** The condition on a kind's rows, or null for a kind whose objects lie in no schema. */
export function schemaCondition(kind: Kind, kinds: readonly Kind[], selection: SchemaSelection): Sql | null {
  const schema = schemaExpression(kind, kinds)
  if (!schema || !isSelective(selection)) return null
  const conditions = [
    ...(selection.include ? [matchesAny(schema, selection.include)] : []),
    ...(selection.exclude.length > 0 ? [sql`not ${matchesAny(schema, selection.exclude)}`] : []),
  ]
  return sql`coalesce(${join(conditions, ' and ')}, true)`
}

/** The schema of a row: a column of its address, or for what is attached to another object that object's schema. */
function schemaExpression(kind: Kind, kinds: readonly Kind[]): Sql | null {
  if (kind.name === 'schema') return sql`object.${identifier('name')}`
  const [first, second] = kind.address
  if (first === 'schema') return sql`object.${identifier('schema')}`
  if (first !== 'onKind' || second === undefined) return null
  const inSchemas = kinds.filter(({ name, address }) => name === 'schema' || address[0] === 'schema')
  const names = join(
    inSchemas.map(({ name }) => literal(name)),
    ', ',
  )
  return sql`case when object.${identifier('onKind')} in (${names}) then object.${identifier(second)} end`
}

function matchesAny(schema: Sql, patterns: readonly string[]): Sql {
  const likes = patterns.map((pattern) => sql`${schema} like ${literal(likePattern(pattern))}`)
  return likes.length === 0 ? sql`false` : sql`(${join(likes, ' or ')})`
}

function likePattern(pattern: string): string {
  return pattern.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%')
}
