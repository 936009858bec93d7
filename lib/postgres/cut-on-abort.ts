import type { Client } from 'pg'

/**
 * Runs work on a connection and cuts the connection when the signal aborts, which ends the work wherever it is.
 * @throws the signal's reason once it has aborted; else what the work throws.
 */
export async function cutOnAbort<T>(
  client: Client,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const cut = () => client.connection.stream.destroy()
  signal?.addEventListener('abort', cut, { once: true })
  try {
    return await work()
  } catch (error) {
    throw signal?.aborted ? signal.reason : error
  } finally {
    signal?.removeEventListener('abort', cut)
  }
}
