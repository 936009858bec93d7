import type { Query, QueryCache } from '@tanstack/react-query'

/**
 * Lets a query that failed and has no answer stand as failed while it is asked again, for as long as somebody looks. React
 * Query has it as never asked then: the page would go from the failure to its first loading and back, and a button that is
 * pressed right then, or has the focus, would be gone.
 */
export function keepFailures(cache: QueryCache): void {
  const failures = new WeakMap<Query, Error>()
  cache.subscribe((event) => {
    const { query } = event
    if (event.type === 'observerRemoved' && query.getObserversCount() === 0) failures.delete(query)
    if (event.type !== 'updated') return
    const { status, error, fetchStatus, errorUpdateCount } = query.state
    if (error) failures.set(query, error)
    const failure = failures.get(query)
    if (failure && status === 'pending' && fetchStatus !== 'idle' && errorUpdateCount > 0) {
      query.setState({ status: 'error', error: failure })
    }
  })
}
