import type { ObjectRef } from '../objects/address'
import { listValue } from '../objects/list-value'
import { type Row, text, texts } from '../objects/row'

/** The object that a comment or label is on; see describedObjects. Columns of a view belong to the view's query. */
export function describedObject(row: Row): ObjectRef {
  const [kind, ...address] = listValue(row.target)
  if (kind !== undefined) return { kind, address }
  const isOfTable = row.relationKind === 'table' || row.relationKind === 'foreign-table'
  if (row.onKind === 'column' && !isOfTable) return relationOf(row)
  return { kind: text(row, 'onKind'), address: texts(row, ['first', 'second', 'third']) }
}

/** The relation that the described object is a part of. */
export function surroundingRelation(row: Row): ObjectRef[] {
  return row.relationKind ? [relationOf(row)] : []
}

function relationOf(row: Row): ObjectRef {
  return { kind: text(row, 'relationKind'), address: texts(row, ['first', 'second']) }
}
