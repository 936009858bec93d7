/** What a link into a comparison may point at. */
interface ComparePlace {
  /** The id of the object to show. */
  readonly object?: string
}

/** The page that compares two origins, the trusted one first; an object of it when one is named. */
export function compareHref(source: string, target: string, { object }: ComparePlace = {}): string {
  const query = object === undefined ? '' : `?object=${encodeURIComponent(object)}`
  return `/compare/${encodeURIComponent(source)}/${encodeURIComponent(target)}${query}`
}

/** The id of an origin that a path segment made by `compareHref` stands for. */
export function originOfSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** The page that draws the tables that differ between two origins. */
export function graphHref(source: string, target: string): string {
  return `${compareHref(source, target)}/graph`
}
