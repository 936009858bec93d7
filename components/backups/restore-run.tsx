'use client'

import Link from 'next/link'
import { describePageError } from '@/components/states/page-error'
import type { RestoreOutcome, RestoreStep } from '@/lib/services/restore-outcome'
import { ErrorState } from '../states/error-state'
import { Status } from '../status/status'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { SafeName, SafeText } from '../ui/safe-name'
import { dumpHref } from './dump-href'
import { Lines } from './lines'
import { useRestoreAction, useRestoreRun } from './use-restore'

const STEPS: Readonly<Record<RestoreStep['name'], string>> = {
  check: 'Looking once more whether all is as confirmed',
  dump: 'Making a verified dump of what is there',
  clear: 'Clearing what is replaced',
  restore: 'Restoring the schema',
  rows: 'Restoring the rows',
  commit: 'Making it last',
  compare: 'Reading it again, and comparing',
}

const ENDS = {
  restored: { status: 'inSync', label: 'Restored, and equal to the dump' },
  differs: { status: 'changed', label: 'Restored, but not all is equal' },
  failed: { status: 'failed', label: 'Failed. Nothing was changed' },
  unknown: { status: 'unknown', label: 'It is not known whether it lasts. Look before anybody tries again' },
} as const satisfies Record<RestoreOutcome['state'], unknown>

interface RestoreRunViewProps {
  readonly runKey: string
  readonly onClose: () => void
}

/** How far a restore is, and how it ended. It goes on when the window is closed. */
export function RestoreRunView({ runKey, onClose }: RestoreRunViewProps) {
  const { data: run, error, refetch } = useRestoreRun(runKey)
  const action = useRestoreAction()
  const unread = error && <ErrorState error={describePageError(error)} onRetry={() => refetch()} />
  if (!run) return unread
  const { step, outcome } = run
  return (
    <div aria-live="polite" className="space-y-4">
      {unread}
      {run.state === 'running' && (
        <>
          <p className="wrap-anywhere">
            <Status status="running" label={step ? `${STEPS[step.name]}…` : 'Beginning…'} />{' '}
            {step?.at && <SafeText text={step.at} />}
          </p>
          <Button
            disabled={action.isPending || step?.name === 'commit' || step?.name === 'compare'}
            onClick={() => action.mutate({ action: 'cancel', key: runKey })}
          >
            Cancel, and change nothing
          </Button>
        </>
      )}
      {action.error && <ErrorState error={describePageError(action.error)} />}
      {run.error && <ErrorState error={run.error} />}
      {outcome && <Ended outcome={outcome} />}
      {run.state !== 'running' && (
        <div className="flex justify-end">
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      )}
    </div>
  )
}

function Ended({ outcome }: { readonly outcome: RestoreOutcome }) {
  const { state, environment, before, objects, tables, rows, differences, notes, error } = outcome
  return (
    <>
      <p>
        <Status {...ENDS[state]} />
      </p>
      {(state === 'restored' || state === 'differs') && (
        <p>
          <SafeName name={environment} />: <Count value={objects} of={['object', 'objects']} /> and{' '}
          <Count value={rows} of={['row', 'rows']} /> of <Count value={tables} of={['table', 'tables']} />{' '}
          were compared.
        </p>
      )}
      {before && (
        <p>
          What was there is kept in{' '}
          <Link href={dumpHref(before)} className="underline underline-offset-4">
            a dump of its own
          </Link>
          .
        </p>
      )}
      {error && <ErrorState error={error} />}
      <Lines title="What differs" lines={differences} />
      <Lines title="What to know" lines={notes} />
    </>
  )
}
