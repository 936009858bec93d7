/** The page of one object; the id is encoded once more because it holds percent signs of its own. */
export function objectHref(id: string, environment?: string): string {
  const query = environment === undefined ? '' : `?environment=${encodeURIComponent(environment)}`
  return `/objects/${encodeURIComponent(id)}${query}`
}
