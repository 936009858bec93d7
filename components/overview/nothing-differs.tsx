import type { GridAnswer } from '@/lib/services/grid-answer'
import { InStepState } from '../states/empty-state'
import { Count } from '../ui/count'
import { SafeName } from '../ui/safe-name'
import { Age } from '../ui/time'

/** Said only where every environment was read whole: what was compared, with what, and when. */
export function NothingDiffers({ answer }: { readonly answer: GridAnswer }) {
  const compared = answer.counts.filter((count) => count !== null)
  const isWhole =
    compared.length === answer.environments.length - 1 &&
    compared.length > 0 &&
    answer.environments.every(({ isComplete }) => isComplete)
  if (!isWhole) return null
  const equal = Math.max(...compared.map((count) => count.equal))
  const oldest = answer.environments
    .flatMap(({ checkedAt }) => checkedAt ?? [])
    .sort()
    .at(0)
  return (
    <InStepState title="Everything is in step">
      <p>
        <Count value={equal} of={['object', 'objects']} /> of each environment compared with{' '}
        <SafeName name={answer.reference ?? ''} />
        {oldest && (
          <>
            , <Age at={oldest} />
          </>
        )}
        .
      </p>
    </InStepState>
  )
}
