import type { Field, Followed } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import type { Row } from '../objects/row'

/** Names and types are quoted by each server's own grammar. */
export const VIEW_COLUMN_FIELD: Field = {
  name: 'columns',
  label: 'Columns',
  text: 'list',
  severity: 'high',
  hazards: ['breaksQueries'],
  statement: (columns) => `CREATE TABLE t (${listValue(columns).join(', ')})`,
}

/** A view shows the types of the columns it reads: they change with those, and its query stays. */
export function typesFollow(row: Row): Followed[] {
  const only = ['columns']
  return neededObjects(row).flatMap((needed) =>
    needed.kind === 'column'
      ? ['type', 'collation'].map((field) => ({ ...needed, field, only }))
      : [{ ...needed, field: 'columns', only }],
  )
}

/** The name an entry such as `"a b" text` begins with, and what follows it. */
export function nameAndRest(entry: string): [name: string, rest: string] {
  const quoted = /^"((?:[^"]|"")*)" /s.exec(entry)
  if (quoted) return [(quoted[1] as string).replaceAll('""', '"'), entry.slice(quoted[0].length)]
  const space = entry.indexOf(' ')
  return [entry.slice(0, space), entry.slice(space + 1)]
}
