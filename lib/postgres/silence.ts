import type { SignedIn } from './sign-in'

/**
 * Calls back when a query has waited so long without a single byte in either direction, which a server that works
 * does not let happen: at the latest when a statement reaches its time limit, it says so.
 * @returns what ends the watch.
 */
export function limitSilence(
  { client, stream }: Pick<SignedIn, 'client' | 'stream'>,
  ms: number,
  onSilence: () => void,
): () => void {
  let timer: NodeJS.Timeout | null = null
  const rest = () => {
    if (timer) clearTimeout(timer)
    timer = null
  }
  stream.onTraffic = (direction) => {
    if (timer) timer.refresh()
    else if (direction === 'sent') timer = setTimeout(onSilence, ms).unref()
  }
  client.connection.on('readyForQuery', rest)
  return () => {
    stream.onTraffic = null
    client.connection.off('readyForQuery', rest)
    rest()
  }
}
