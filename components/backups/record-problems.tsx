'use client'

import type { DumpsInBrief } from '@/lib/services/dumps-in-brief'
import { ErrorState } from '../states/error-state'
import { describePageError } from '../states/page-error'
import { StateBox } from '../states/state-box'
import { Button } from '../ui/button'
import { SafeText } from '../ui/safe-name'
import { useDumpAction } from './use-dumps'

/** Records of dumps and settings that were damaged; nothing of them is lost, and what they told of is not shown. */
export function RecordProblems({ problems }: { readonly problems: DumpsInBrief['problems'] }) {
  const action = useDumpAction()
  return (
    <StateBox role="alert" tone="bad" title="Something that was kept is damaged">
      <ul className="space-y-2">
        {problems.map(({ id, message }) => (
          <li key={id} className="flex flex-wrap items-center gap-2">
            <span className="wrap-anywhere min-w-0">
              <SafeText text={message} />
            </span>
            {id !== 'settings' && (
              <Button disabled={action.isPending} onClick={() => action.mutate({ action: 'delete', id })}>
                Forget it<span className="sr-only">: dump {id}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {action.error && <ErrorState error={describePageError(action.error)} />}
    </StateBox>
  )
}
