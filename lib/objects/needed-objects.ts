import type { ObjectRef } from './address'
import type { Row } from './row'

/** The column that tells what an object cannot exist without. */
export const NEEDS = 'needs'

/** The objects of the column `needs`, a JSON array of [kind, ...address]. */
export function neededObjects(row: Row): ObjectRef[] {
  const needs = JSON.parse(row[NEEDS] ?? '[]') as [string, ...string[]][]
  return needs.map(([kind, ...address]) => ({ kind, address }))
}

/** The same for what reads columns of this table: those come first, because whatever they need they explain. */
export function neededByPart(row: Row, table: readonly string[]): ObjectRef[] {
  const isOwnColumn = ({ kind, address }: ObjectRef) =>
    kind === 'column' && table.every((part, i) => address[i] === part)
  const needed = neededObjects(row)
  return [...needed.filter(isOwnColumn), ...needed.filter((ref) => !isOwnColumn(ref))]
}
