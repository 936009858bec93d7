import type { Counts } from '@/lib/objects/counts'
import type { StatusName } from '../status/statuses'

/** One kind in one environment: what differs, or how many are the same; unknown is never either. */
export function kindStatus(counts: Counts | null, kind: string): { status: StatusName; label: string } {
  if (!counts) return { status: 'unknown', label: 'Unknown' }
  const { different = 0, sourceOnly = 0, targetOnly = 0, unknown = 0, equal = 0 } = counts.byKind[kind] ?? {}
  const differing = different + sourceOnly + targetOnly
  const also = unknown > 0 ? `, ${unknown} unknown` : ''
  if (differing > 0)
    return { status: 'differs', label: `${differing} ${differing === 1 ? 'differs' : 'differ'}${also}` }
  if (unknown > 0) return { status: 'unknown', label: `${unknown} unknown` }
  return { status: 'inSync', label: equal === 0 ? 'None' : `${equal} in step` }
}
