import type { ComparisonAnswer } from '@/lib/services/read-comparison'
import type { SideNames } from './status-words'

const NUMBER = new Intl.NumberFormat('en')

/** The outcome in a sentence or two. In step is said only where both sides were read whole. */
export function comparisonVerdict(answer: ComparisonAnswer, { source, target }: SideNames): string {
  const { comparison } = answer
  if (!comparison) return `${source} and ${target} are not compared yet.`
  const { different, sourceOnly, targetOnly, unknown, equal } = comparison.counts
  const differing = different + sourceOnly + targetOnly
  const same = `${objects(equal)} ${equal === 1 ? 'is' : 'are'} the same`
  if (comparison.identical) return `${target} matches ${source}: ${same}.`
  const notKnown = unknown > 0 ? ` ${objects(unknown)} could not be compared.` : ''
  if (differing === 0)
    return `No difference was found, but not everything could be compared.${notKnown} ${same}.`
  const parts = [
    different > 0 && `${NUMBER.format(different)} changed`,
    sourceOnly > 0 && `${NUMBER.format(sourceOnly)} missing in ${target}`,
    targetOnly > 0 && `${NUMBER.format(targetOnly)} only in ${target}`,
  ].filter((part) => part !== false)
  return `${objects(differing)} ${differing === 1 ? 'differs' : 'differ'}: ${parts.join(', ')}.${notKnown} ${same}.`
}

function objects(count: number): string {
  return `${NUMBER.format(count)} ${count === 1 ? 'object' : 'objects'}`
}
