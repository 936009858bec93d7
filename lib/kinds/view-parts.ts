import type { Field } from '../objects/kind'
import { listValue } from '../objects/list-value'

/** Names and types are quoted by each server's own grammar. */
export const VIEW_COLUMN_FIELD: Field = {
  name: 'columns',
  label: 'Columns',
  text: 'list',
  severity: 'high',
  hazards: ['breaksQueries'],
  statement: (columns) => `CREATE TABLE t (${listValue(columns).join(', ')})`,
}

/** The name an entry such as `"a b" text` begins with, and what follows it. */
export function nameAndRest(entry: string): [name: string, rest: string] {
  const quoted = /^"((?:[^"]|"")*)" /s.exec(entry)
  if (quoted) return [(quoted[1] as string).replaceAll('""', '"'), entry.slice(quoted[0].length)]
  const space = entry.indexOf(' ')
  return [entry.slice(0, space), entry.slice(space + 1)]
}
