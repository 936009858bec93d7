import { policyQuery } from './policies-query'
import type { PolicyFilters } from './policies-state'

/** The page of one table's policies; the filters go along, so that the next table is the next in the list. */
export function policiesHref(id: string, filters: PolicyFilters): string {
  return `/policies/${encodeURIComponent(id)}${policyQuery(filters)}`
}
