import { type Clock, startClock } from './clock'
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
  let clock: Clock | null = null
  const rest = () => {
    clock?.stop()
    clock = null
  }
  stream.onTraffic = (direction) => {
    if (clock) clock.restart()
    else if (direction === 'sent') clock = startClock(ms, onSilence)
  }
  client.connection.on('readyForQuery', rest)
  return () => {
    stream.onTraffic = null
    client.connection.off('readyForQuery', rest)
    rest()
  }
}
