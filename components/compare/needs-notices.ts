import type { OriginAnswer } from '@/lib/services/origins'

/** Whether anything stands in the way of a comparison, or is to be known of one of its sides. */
export function needsNotices({
  source,
  target,
}: {
  readonly source: OriginAnswer
  readonly target: OriginAnswer
}): boolean {
  return source.id === target.id || [source, target].some(({ state }) => state !== 'read')
}
