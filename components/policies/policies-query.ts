import type { ApiPath } from '@/lib/client/request'
import type { PolicyFilters } from './policies-state'

/** The filters as requests and addresses name them, in their order. */
const NAMES = [
  'show',
  'schema',
  'role',
  'command',
  'text',
] as const satisfies readonly (keyof PolicyFilters)[]

type Given = Readonly<Partial<Record<string, unknown>>>

/** Filters, of the state or of an address, as a query with more parameters; nothing when there are none. */
export function policyQuery(filters: Given, more: Readonly<Record<string, string>> = {}): string {
  const set = NAMES.flatMap((name) => {
    const value = filters[name]
    return typeof value === 'string' ? [[name, value]] : []
  })
  const query = new URLSearchParams([...set, ...Object.entries(more)] as [string, string][]).toString()
  return query === '' ? '' : `?${query}`
}

/** The request for the rows from a place on. */
export function policiesPath(filters: Given, offset: number): ApiPath {
  return `/api/policies${policyQuery(filters, { offset: String(offset) })}`
}
