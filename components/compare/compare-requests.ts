import type { ApiPath } from '@/lib/client/request'

/** Which two origins a request is about. */
export interface PairParameters {
  readonly source: string
  readonly target: string
  readonly lastKnown: boolean
}

/** The request for all differences of a pair in brief. */
export function comparisonPath(pair: PairParameters): ApiPath {
  return `/api/compare?${pairQuery(pair)}`
}

/** The request for one object of a pair, whole. */
export function comparedObjectPath(pair: PairParameters, id: string): ApiPath {
  return `/api/compare/object?${pairQuery(pair, { id })}`
}

/** A pair as the query of a request, with more parameters. */
export function pairQuery(
  { source, target, lastKnown }: PairParameters,
  more: Readonly<Record<string, string>> = {},
): string {
  return `${new URLSearchParams({ source, target, ...(lastKnown && { lastKnown: 'true' }), ...more })}`
}
