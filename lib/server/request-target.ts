/** A request target that has one reading only, for the guard and for Next alike. */
export interface RequestTarget {
  readonly url: URL
  /** First path segment in lower case: `api`, `_next`, or a page. */
  readonly area: string
}

// Origin form only: no absolute form, no `//host`, no backslash, no control character or space.
const ORIGIN_FORM = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/
// The first segment decides which rules apply, so it may not be spelled in a second way.
const PLAIN_SEGMENT = /^[\w.-]*$/
const PLAIN_ASSET_PATH = /^[\w./~-]+$/

/**
 * Reads the target of a request, or gives null when it could be understood in two ways. Later segments may
 * hold any encoded character, because they carry object names and Postgres allows everything but NUL.
 */
export function readTarget(target: string, origin: string): RequestTarget | null {
  if (!ORIGIN_FORM.test(target) || target.includes('#')) return null
  const rawPath = target.split('?', 1)[0] ?? ''
  const rawSegments = rawPath.slice(1).split('/')
  if (!rawSegments.every(isOneSegment)) return null
  // A trailing slash is the one empty segment that is allowed.
  if (rawSegments.slice(0, -1).includes('')) return null
  const first = rawSegments[0] ?? ''
  if (!PLAIN_SEGMENT.test(first)) return null
  const area = first.toLowerCase()
  if (area === '_next' && !PLAIN_ASSET_PATH.test(rawPath)) return null
  return { url: new URL(target, origin), area }
}

function isOneSegment(rawSegment: string): boolean {
  try {
    const segment = decodeURIComponent(rawSegment)
    return segment !== '.' && segment !== '..' && !segment.includes('\0')
  } catch {
    return false
  }
}
