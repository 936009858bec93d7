import type { InvalidateQueryFilters, QueryClient } from '@tanstack/react-query'

/** The first fetches that are repeated when they have ended, however many changes come meanwhile. */
const repeated = new WeakSet<Promise<unknown>>()

/**
 * Asks again for what may have changed: all queries unless filters are given. React Query lets the first fetch of a query
 * run on and takes its answer for new, though it may have been read before the change; so one that is under way is
 * followed by another. It is not cut short, or many changes would keep it from ever coming to its end.
 */
export function askAgain(client: QueryClient, filters: InvalidateQueryFilters = {}): void {
  for (const { state, promise, queryKey } of client.getQueryCache().findAll(filters)) {
    if (state.fetchStatus === 'idle' || state.data !== undefined) continue
    if (!promise || repeated.has(promise)) continue
    repeated.add(promise)
    const repeat = () => void client.invalidateQueries({ queryKey, exact: true })
    promise.then(repeat, repeat)
  }
  void client.invalidateQueries(filters)
}
