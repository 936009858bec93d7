import type { ObjectRef } from './address'
import type { Row } from './row'

/** The objects of the column `needs`, a JSON array of [kind, ...address]. */
export function neededObjects(row: Row): ObjectRef[] {
  const needs = JSON.parse(row.needs ?? '[]') as [string, ...string[]][]
  return needs.map(([kind, ...address]) => ({ kind, address }))
}
