import type { PoliciesAnswer } from '@/lib/services/policies-answer'
import { EmptyState, InStepState } from '../states/empty-state'
import { Count } from '../ui/count'
import { SafeName } from '../ui/safe-name'
import { comparedEnvironments } from './compared-environments'

/** No table is open or differs, as far as anything was compared. */
export function NothingToSay({ answer }: { readonly answer: PoliciesAnswer }) {
  const { tables, counts, reference } = answer
  if (comparedEnvironments(answer) === 0) {
    return (
      <EmptyState
        title={
          <>
            Nothing could be compared with <SafeName name={reference ?? ''} />
          </>
        }
      >
        <p>
          <Count value={tables} of={['table was', 'tables were']} /> read; there is nothing to hold{' '}
          {tables === 1 ? 'it' : 'them'} against.
        </p>
      </EmptyState>
    )
  }
  const isWhole = counts.every((each) => each?.unknown === 0)
  const State = isWhole ? InStepState : EmptyState
  return (
    <State title={isWhole ? 'Row-level security is in step' : 'No difference in what could be read'}>
      <p>
        <Count value={tables} of={['table', 'tables']} /> compared with their policies.
        {!isWhole && ' What could not be read is unknown, not in step.'}
      </p>
    </State>
  )
}
