import type { GridAnswer } from '@/lib/services/grid-answer'
import { ErrorBody } from '../states/error-state'
import { StateBox } from '../states/state-box'
import { Status } from '../status/status'
import { Button } from '../ui/button'
import { SafeName } from '../ui/safe-name'
import { Age } from '../ui/time'

interface ReferenceUnreadProps {
  readonly answer: GridAnswer
  readonly onRetry: () => void
  readonly onCompareWith: (name: string) => void
}

/** What the others are measured against was not read: nothing is compared, and nothing is called equal. */
export function ReferenceUnread({ answer, onRetry, onCompareWith }: ReferenceUnreadProps) {
  const reference = answer.environments.find(({ isReference }) => isReference)
  if (!reference) return null
  const readable = answer.environments.filter(({ state, isReference }) => state === 'read' && !isReference)
  return (
    <StateBox
      role="alert"
      tone="unknown"
      title={
        <>
          <SafeName name={reference.name} /> is the reference and could not be read
        </>
      }
      actions={
        <>
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
          {readable.length > 1 &&
            readable.map(({ name }) => (
              <Button key={name} onClick={() => onCompareWith(name)}>
                Compare with {name} instead
              </Button>
            ))}
        </>
      }
    >
      <p>
        So nothing can be compared, and every other environment is unknown
        {reference.checkedAt ? (
          <>
            . It was last read <Age at={reference.checkedAt} />.
          </>
        ) : (
          '.'
        )}
      </p>
      {reference.error && <ErrorBody error={reference.error} />}
      <ul aria-label="Environments" className="flex flex-wrap gap-x-6 gap-y-1">
        {answer.environments.map(({ name, state, isReference }) => (
          <li key={name} className="flex items-center gap-2">
            {isReference && <span aria-hidden="true">◆</span>}
            <SafeName name={name} className="font-medium" />
            <Status status={state === 'unreachable' ? 'unreachable' : 'unknown'} />
          </li>
        ))}
      </ul>
    </StateBox>
  )
}
