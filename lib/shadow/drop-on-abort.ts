import type { Shadow } from './open-shadow'

/**
 * Drops a shadow as soon as the signal is aborted, so that what runs in it ends at once: it fails, as does all that is
 * asked of the shadow from then on. Gives what ends the watch.
 */
export function dropOnAbort(shadow: Shadow, signal: AbortSignal | undefined): () => void {
  const drop = () => void shadow.drop().catch(() => {})
  if (signal?.aborted) drop()
  signal?.addEventListener('abort', drop, { once: true })
  return () => signal?.removeEventListener('abort', drop)
}
