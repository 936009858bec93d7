import type { Counts } from '@/lib/objects/counts'
import type { StatusName } from '../status/statuses'

/**
 * One kind in one environment: what differs, or how many are the same; unknown is never either.
 * @param following how many of the kind are not the same only because another object is not
 */
export function kindStatus(
  counts: Counts | null,
  kind: string,
  following = 0,
): { status: StatusName; label: string } {
  if (!counts) return { status: 'unknown', label: 'Unknown' }
  const { different = 0, sourceOnly = 0, targetOnly = 0, unknown = 0, equal = 0 } = counts.byKind[kind] ?? {}
  const differing = different + sourceOnly + targetOnly
  const also = unknown > 0 ? `, ${inDigits(unknown)} unknown` : ''
  if (differing > 0) return { status: 'differs', label: `${differ(differing)}${also}` }
  if (following > 0) return { status: 'differs', label: `${differ(following)} with others${also}` }
  if (unknown > 0) return { status: 'unknown', label: `${inDigits(unknown)} unknown` }
  return { status: 'inSync', label: equal === 0 ? 'None' : `${inDigits(equal)} in step` }
}

function differ(count: number): string {
  return `${inDigits(count)} ${count === 1 ? 'differs' : 'differ'}`
}

function inDigits(count: number): string {
  return count.toLocaleString('en')
}
