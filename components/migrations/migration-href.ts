/** The page of one migration. */
export function migrationHref(id: string): string {
  return `/migrations/${encodeURIComponent(id)}`
}

/** The id that a path segment made by `migrationHref` stands for, whether or not it was decoded on its way. */
export function idOfMigration(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
