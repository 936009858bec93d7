import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * The three secrets of one run, all from one 256-bit token.
 *
 * A browser sends the cookies of a host to every port of that host, so another local server the user visits
 * receives `session`. It opens the empty page shell only; data and changes need `key`, which lives in
 * localStorage (kept apart per port) and is never rendered into a page.
 */
export interface Secrets {
  /** In the address the terminal prints; exchanged once for the other two. */
  readonly token: string
  /** In the HttpOnly cookie; opens pages and assets. */
  readonly session: string
  /** In the request header of every `/api` call. */
  readonly key: string
}

/** New secrets for a run, or those that belong to a given token. */
export function createSecrets(token: string = randomBytes(32).toString('base64url')): Secrets {
  const derive = (label: string) => createHmac('sha256', token).update(label).digest('base64url')
  return { token, session: derive('session'), key: derive('key') }
}

/** Compares two secrets in a time that depends on neither their content nor their length. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
