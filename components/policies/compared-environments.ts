import type { PoliciesAnswer } from '@/lib/services/policies-answer'

/** How many environments were held against the reference; without the reference that is none. */
export function comparedEnvironments({
  environments,
  counts,
}: Pick<PoliciesAnswer, 'environments' | 'counts'>): number {
  const read = environments.filter((_, i) => counts[i] !== null)
  return read.some(({ isReference }) => isReference) ? read.length - 1 : 0
}
