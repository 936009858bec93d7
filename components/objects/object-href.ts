import { parseObjectId } from '@/lib/objects/address'

/** The page of one object; the id is encoded once more because it holds percent signs of its own. */
export function objectHref(id: string, environment?: string): string {
  const query = environment === undefined ? '' : `?environment=${encodeURIComponent(environment)}`
  return `/objects/${encodeURIComponent(id)}${query}`
}

/** The id that a path segment made by `objectHref` stands for, whether or not it was decoded on its way. */
export function idOfSegment(segment: string): string {
  if (parseObjectId(segment)) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
