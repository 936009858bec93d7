/** Lists travel in one column as JSON arrays of text; null and '[]' are the empty list. */
export function listValue(value: string | null | undefined): string[] {
  return value ? (JSON.parse(value) as string[]) : []
}
