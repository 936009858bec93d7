import { listValue } from '../objects/list-value'
import type { Row } from '../objects/row'

/** Whether an item of a list of privileges may be granted on: it has a star at its end, as sql/acl writes it. */
export function isOnward(item: string): boolean {
  return item.endsWith('*')
}

/** The privilege of an item of such a list, without its star. */
export function bare(item: string): string {
  return isOnward(item) ? item.slice(0, -1) : item
}

/** The privileges that a row of a grant lists, whether they may be granted on or not. */
export function privilegesOf(row: Row): string[] {
  return listValue(row.privileges).map(bare)
}
