/**
 * Lists travel in one column as JSON arrays of text; null and '[]' are the empty list. A marker that stands in place of
 * a list, such as BUSY, is its only item.
 */
export function listValue(value: string | null | undefined): string[] {
  if (!value) return []
  return value.startsWith('[') ? (JSON.parse(value) as string[]) : [value]
}
