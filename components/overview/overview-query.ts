import type { ApiPath } from '@/lib/client/request'

/** What of the page's address the server is asked with, in the order of the request. */
const ASKED = [
  'reference',
  'forecast',
  'claims',
  'show',
  'kind',
  'schema',
  'severity',
  'status',
  'cause',
  'text',
] as const

/** The part of the state, or of the address, that the server is asked with. */
export function queryOf(state: Readonly<Record<string, unknown>>): string {
  const entries = ASKED.flatMap((name) => {
    const value = state[name]
    if (value === true) return [[name, 'true']]
    return typeof value === 'string' && value !== (name === 'show' ? 'differences' : '')
      ? [[name, value]]
      : []
  })
  return new URLSearchParams(entries).toString()
}

/** The request for the grid in brief. */
export function gridPath(state: Readonly<Record<string, unknown>>): ApiPath {
  const query = queryOf(state)
  return query === '' ? '/api/overview' : `/api/overview?${query}`
}
