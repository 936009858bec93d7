'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { describePageError } from '@/components/states/page-error'
import { isFinished, isFitToRestore } from '@/lib/dumps/dump-record'
import type { DumpAnswer } from '@/lib/services/list-dumps'
import { compareHref } from '../compare/compare-href'
import { ErrorState } from '../states/error-state'
import { Button, ButtonLink } from '../ui/button'
import { DumpProgressBar } from './dump-progress'
import { isRestorable } from './dump-words'
import { useDumpAction } from './use-dumps'

const RestoreDialog = dynamic(() => import('./restore-dialog').then((module) => module.RestoreDialog), {
  ssr: false,
})

/** What can be done with a dump that has ended. */
export function DumpActions({ dump }: { readonly dump: DumpAnswer }) {
  const action = useDumpAction()
  const router = useRouter()
  const [isAsking, setIsAsking] = useState<boolean | null>(null)
  const [isRestoring, setIsRestoring] = useState(false)
  const { id, isPinned, files, what, fingerprint, environment, isInUse, isRead, progress } = dump
  const isBusy = action.isPending || isInUse
  const canRestore = files.length > 0 && isRestorable(what)
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-2">
        {canRestore && (
          <Button
            isOnce
            look="primary"
            disabled={isBusy}
            onClick={() => action.mutate({ action: 'restoreTest', id })}
          >
            {dump.restoreTest ? 'Test the restore again' : 'Test the restore'}
          </Button>
        )}
        {files.length > 0 && (
          <Button isOnce disabled={isBusy} onClick={() => action.mutate({ action: 'verify', id })}>
            Verify again
          </Button>
        )}
        {canRestore && isFitToRestore(dump) && what !== 'data' && (
          <Button disabled={isBusy} onClick={() => setIsRestoring(true)}>
            Restore into…
          </Button>
        )}
        {fingerprint !== null && isFinished(dump) && (
          <ButtonLink href={compareHref(`dump:${id}`, environment)} prefetch={false}>
            What changed since
          </ButtonLink>
        )}
        <Button
          disabled={isBusy}
          aria-pressed={isPinned}
          onClick={() => action.mutate({ action: isPinned ? 'unpin' : 'pin', id })}
        >
          {isPinned ? 'Unpin' : 'Pin'}
        </Button>
        {isAsking ? (
          <>
            <Button
              disabled={isBusy}
              onClick={() =>
                action.mutate({ action: 'delete', id }, { onSuccess: () => router.push('/backups') })
              }
            >
              Delete its files for good
            </Button>
            <Button look="quiet" autoFocus onClick={() => setIsAsking(false)}>
              Keep it
            </Button>
          </>
        ) : (
          <Button
            look="quiet"
            autoFocus={isAsking === false}
            disabled={isBusy || isPinned}
            onClick={() => setIsAsking(true)}
          >
            Delete…
          </Button>
        )}
      </div>
      {isRestoring && <RestoreDialog dump={dump} onClose={() => setIsRestoring(false)} />}
      <div aria-live="polite" className="space-y-3">
        {isRead && <p>It is being read or restored now.</p>}
        {isInUse && !isRead && (
          <>
            {progress ? <DumpProgressBar progress={progress} /> : <p>Waits for its turn…</p>}
            <Button onClick={() => action.mutate({ action: 'cancel', id })}>Cancel</Button>
          </>
        )}
        {!isInUse && dump.checkError && <ErrorState error={dump.checkError} />}
        {action.error && <ErrorState error={describePageError(action.error)} />}
      </div>
    </div>
  )
}
