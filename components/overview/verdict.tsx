import type { GridAnswer } from '@/lib/services/grid-answer'
import { Count } from '../ui/count'
import { SafeName } from '../ui/safe-name'
import { Age } from '../ui/time'

/** The answer in a few lines: how far each environment is from the reference, and what to look at first. */
export function Verdict({ answer }: { readonly answer: GridAnswer }) {
  const { environments, bySeverity, reference } = answer
  const unread = environments.filter(
    ({ state, isChecking }) => state !== 'read' && !(state === 'never' && isChecking),
  )
  const reading = environments.filter(({ state, isChecking }) => state === 'never' && isChecking)
  const critical = bySeverity.critical ?? 0
  const pending = pendingVerdict(answer)
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
      {pending && <p className="text-fg">{pending}</p>}
      {unread.length > 0 && reference && (
        <p>
          {environments.length - unread.length - reading.length} of {environments.length} environments could
          be read.{' '}
          {unread.map(({ name }) => (
            <span key={name}>
              <SafeName name={name} /> is unknown.{' '}
            </span>
          ))}
        </p>
      )}
      {reading.length > 0 ? (
        <p>
          Still reading{' '}
          {reading.map(({ name }, i) => (
            <span key={name}>
              {i > 0 && ', '}
              <SafeName name={name} />
            </span>
          ))}
          …
        </p>
      ) : (
        oldest && (
          <p>
            Checked <Age at={oldest} />.
          </p>
        )
      )}
    </>
  )
}

/**
 * How much of the distance only says that a migration has not run yet. The line is there before that is known, so that
 * what stands below it does not move.
 */
function pendingVerdict({ pending, counts, replays }: GridAnswer): string {
  const all = counts.reduce((sum, count) => sum + differencesIn(count), 0)
  if (replays.length === 0 || all === 0) return ''
  if (replays.some(({ replayedAt, error }) => replayedAt === null && error === null))
    return 'Which of the differences are pending migrations is being found out …'
  const total = pending.reduce<number>((sum, count) => sum + (count ?? 0), 0)
  const isKnown = counts.every((count, i) => differencesIn(count) === 0 || pending[i] !== null)
  if (!isKnown && total === 0)
    return 'Which of the differences are pending migrations is not known; Migrations tells why.'
  if (!isKnown)
    return `At least ${total.toLocaleString('en')} of ${all.toLocaleString('en')} differences are pending migrations, not drift; of some it is not known, and Migrations tells why.`
  if (total === 0) return `None of the ${all.toLocaleString('en')} differences is a pending migration.`
  return `${total.toLocaleString('en')} of ${all.toLocaleString('en')} differences are pending migrations, not drift.`
}

function differencesIn(counts: GridAnswer['counts'][number]): number {
  return counts ? counts.different + counts.sourceOnly + counts.targetOnly : 0
}

/** The verdict as a sentence; in step is said only of what was compared, and only when nothing is unknown. */
export function spokenVerdict({ environments, counts, differing, reference }: GridAnswer): string {
  if (!reference) return 'There is no reference to compare with.'
  if (
    environments.some(({ isReference, state, isChecking }) => isReference && state === 'never' && isChecking)
  ) {
    return `${reference} is the reference and is being read.`
  }
  if (environments.some(({ isReference, state }) => isReference && state !== 'read')) {
    return `${reference} is the reference and could not be read, so nothing can be compared.`
  }
  const compared = counts.filter((count) => count !== null)
  if (compared.length === 0) return `Nothing could be compared with ${reference}.`
  const apart = compared.filter((count) => differencesIn(count) > 0)
  if (apart.length > 0) {
    const places = `${differing.toLocaleString('en')} ${differing === 1 ? 'object differs' : 'objects differ'} from ${reference}`
    return `${places}, in ${apart.length} of ${compared.length} environments.`
  }
  const unknown = compared.reduce((sum, count) => sum + count.unknown, 0)
  const hasGaps = unknown > 0 || environments.some(({ state, isComplete }) => state === 'read' && !isComplete)
  if (hasGaps) return `No difference from ${reference} was found, but not everything could be compared.`
  if (compared.length < environments.length - 1)
    return `What could be read matches ${reference}; the rest is unknown.`
  return `${compared.length === 1 ? 'The other environment matches' : `All ${compared.length} environments match`} ${reference}.`
}
