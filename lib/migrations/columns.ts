import { identifier, type Sql, sql } from '../sql/sql'
import type { CandidateTable } from './history-tool'

/** The qualified name of a table. */
export function tableName({ schema, name }: { readonly schema: string; readonly name: string }): Sql {
  return sql`${identifier(schema)}.${identifier(name)}`
}

/** A column as text; null where this version of the tool does not have it. */
export function textColumn(table: CandidateTable, name: string): Sql {
  const column = identifier(name)
  return table.columns.has(name) ? sql`${column}::text as ${column}` : sql`null::text as ${column}`
}

/** A point in time as ISO 8601 in UTC; one without a time zone is taken as UTC. */
export function timeColumn(table: CandidateTable, name: string, alias = name): Sql {
  const column = identifier(name)
  const type = table.columns.get(name)
  if (type === undefined) return sql`null::text as ${identifier(alias)}`
  const inUtc = type.endsWith('with time zone') && !type.endsWith('without time zone')
  const time = inUtc ? sql`${column} at time zone 'UTC'` : sql`${column}::timestamp`
  return sql`to_char(${time}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${identifier(alias)}`
}

/** Whether the table has these columns, each of one of the types that are given. */
export function hasTypes(table: CandidateTable, types: Readonly<Record<string, RegExp>>): boolean {
  return Object.entries(types).every(([name, type]) => type.test(table.columns.get(name) ?? ''))
}

/** A table of this name in the schema of another, when the role may read it. */
export function sibling(
  others: readonly CandidateTable[],
  { schema }: CandidateTable,
  name: string,
): CandidateTable | null {
  const isIt = (each: CandidateTable) => each.schema === schema && each.name === name
  return others.find((each) => isIt(each) && each.access === 'readable') ?? null
}

export const TEXT = /^(?:text|character varying)/
export const INTEGER = /^(?:smallint|integer|bigint)$/
export const TIME = /^timestamp/
