'use client'

import { sentence } from '@/lib/objects/sentence'
import type { OriginAnswer } from '@/lib/services/origins'
import { useCheck } from '../overview/use-check'
import { EmptyState } from '../states/empty-state'
import { ErrorBody } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { StateBox } from '../states/state-box'
import { Button, ButtonLink } from '../ui/button'
import { SafeName, SafeText } from '../ui/safe-name'
import { Age } from '../ui/time'

interface SideNoticesProps {
  readonly answer: { readonly source: OriginAnswer; readonly target: OriginAnswer }
  readonly isLastKnownWanted: boolean
  readonly onLastKnown: (isWanted: boolean) => void
}

/** What stands in the way of a comparison, or is to be known of it, for each side. */
export function SideNotices({ answer, isLastKnownWanted, onLastKnown }: SideNoticesProps) {
  const { source, target } = answer
  if (source.id === target.id) {
    return (
      <EmptyState
        title="This compares something with itself"
        actions={<ButtonLink href="/compare">Choose what to compare</ButtonLink>}
      >
        <p>Choose another environment or snapshot on one of the sides.</p>
      </EmptyState>
    )
  }
  const notices = [source, target].filter(({ state }) => state !== 'read')
  if (notices.length === 0) return null
  return (
    <div className="mb-4 space-y-4">
      {notices.map((origin) =>
        origin.state === 'never' ? (
          <LoadingRows key={origin.id} label={`Reading ${origin.name}…`} rows={3} />
        ) : origin.sort !== 'environment' ? (
          <BrokenOrigin key={origin.id} origin={origin} />
        ) : (
          <NotReached
            key={origin.id}
            origin={origin}
            isLastKnownWanted={isLastKnownWanted}
            onLastKnown={onLastKnown}
          />
        ),
      )}
    </div>
  )
}

function BrokenOrigin({ origin: { name, sort, error } }: { readonly origin: OriginAnswer }) {
  const isKept = sort === 'snapshot' || sort === 'dump'
  return (
    <StateBox
      role="alert"
      tone="bad"
      title={
        <>
          {sort === 'snapshot' && 'The snapshot '}
          <SafeName name={name} /> could not be {isKept ? 'read' : 'built'}, so nothing is compared
        </>
      }
      actions={<ButtonLink href="/compare">Choose what to compare</ButtonLink>}
    >
      {error && (
        <>
          <p>
            <SafeText text={sentence(error.message)} />
          </p>
          <ErrorBody error={error} />
        </>
      )}
    </StateBox>
  )
}

interface NotReachedProps extends Omit<SideNoticesProps, 'answer'> {
  readonly origin: OriginAnswer
}

/** Whether to look at what was known before is the user's choice: it may be wrong by now. */
function NotReached({ origin, isLastKnownWanted, onLastKnown }: NotReachedProps) {
  const { id, name, error, checkedAt, isChecking } = origin
  const check = useCheck()
  const isRunning = check.isPending || isChecking
  return (
    <StateBox
      role="alert"
      tone="unknown"
      title={
        <>
          <SafeName name={name} /> could not be reached
          {checkedAt && isLastKnownWanted ? (
            <>
              ; it is shown as it was <Age at={checkedAt} />
            </>
          ) : (
            ', so it is unknown'
          )}
        </>
      }
      actions={
        <>
          <Button disabled={isRunning} onClick={() => check.mutate([id])}>
            {isRunning ? 'Checking…' : 'Try again'}
          </Button>
          {checkedAt && (
            <Button onClick={() => onLastKnown(!isLastKnownWanted)}>
              {isLastKnownWanted ? (
                'Compare only what is known now'
              ) : (
                <>
                  Compare as it was <Age at={checkedAt} />
                </>
              )}
            </Button>
          )}
          <ButtonLink look="quiet" href="/environments">
            Examine the connection
          </ButtonLink>
        </>
      }
    >
      {error && (
        <>
          <p>
            <SafeText text={sentence(error.message)} />{' '}
            {!checkedAt && 'It has not been read since Lockstep was started.'}
          </p>
          <ErrorBody error={error} />
        </>
      )}
    </StateBox>
  )
}
