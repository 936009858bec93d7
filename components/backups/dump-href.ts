/** The page of one dump. */
export function dumpHref(id: string): string {
  return `/backups/${encodeURIComponent(id)}`
}
