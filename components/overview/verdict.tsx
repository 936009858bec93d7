import type { GridAnswer } from '@/lib/services/grid-answer'
import { Count } from '../ui/count'
import { SafeName } from '../ui/safe-name'
import { Age } from '../ui/time'

/** The answer in a few lines: how far each environment is from the reference, and what to look at first. */
export function Verdict({ answer }: { readonly answer: GridAnswer }) {
  const { environments, bySeverity, reference } = answer
  const unread = environments.filter(({ state }) => state !== 'read')
  const critical = bySeverity.critical ?? 0
  const oldest = environments
    .flatMap(({ checkedAt }) => (checkedAt ? [checkedAt] : []))
    .sort()
    .at(0)
  return (
    <>
      <p className="text-fg">
        {spokenVerdict(answer)}
        {critical > 0 && (
          <strong className="text-missing">
            {' '}
            <Count
              value={critical}
              of={['is critical: look at it first.', 'are critical: look at them first.']}
            />
          </strong>
        )}
      </p>
      {unread.length > 0 && reference && (
        <p>
          {environments.length - unread.length} of {environments.length} environments could be read.{' '}
          {unread.map(({ name }) => (
            <span key={name}>
              <SafeName name={name} /> is unknown.{' '}
            </span>
          ))}
        </p>
      )}
      {oldest && (
        <p>
          Checked <Age at={oldest} />.
        </p>
      )}
    </>
  )
}

/** The verdict as a sentence; in step is said only of what was compared, and only when nothing is unknown. */
export function spokenVerdict({ environments, counts, total, reference }: GridAnswer): string {
  if (!reference) return 'There is no reference to compare with.'
  if (environments.some(({ isReference, state }) => isReference && state !== 'read')) {
    return `${reference} is the reference and could not be read, so nothing can be compared.`
  }
  const compared = counts.filter((count) => count !== null)
  if (compared.length === 0) return `Nothing could be compared with ${reference}.`
  const differing = compared.filter((count) => count.different + count.sourceOnly + count.targetOnly > 0)
  if (differing.length > 0) {
    const places = `${total} ${total === 1 ? 'object differs' : 'objects differ'} from ${reference}`
    return `${places}, in ${differing.length} of ${compared.length} environments.`
  }
  const unknown = compared.reduce((sum, count) => sum + count.unknown, 0)
  const hasGaps = unknown > 0 || environments.some(({ blindSpots }) => blindSpots.length > 0)
  if (hasGaps) return `No difference from ${reference} was found, but not everything could be compared.`
  return `${compared.length === 1 ? 'The other environment matches' : `All ${compared.length} environments match`} ${reference}.`
}
