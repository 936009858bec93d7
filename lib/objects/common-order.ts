import { listValue } from './list-value'

/** The items of a list that the other list has too, in the list's own order. */
export function commonOrder(list: string | null, other: string | null): string {
  const shared = new Set(listValue(other))
  return JSON.stringify(listValue(list).filter((item) => shared.has(item)))
}
