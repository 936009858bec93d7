import type { ReactNode } from 'react'
import type { AppErrorShape } from '@/lib/objects/app-error'
import { sentence } from '@/lib/objects/sentence'
import { Button } from '../ui/button'
import { SafeName } from '../ui/safe-name'
import { Age } from '../ui/time'
import { ErrorBody } from './error-state'
import { StateBox } from './state-box'

interface UnreachableStateProps {
  readonly environment: string
  readonly error: AppErrorShape
  /** When it last answered; absent when it never did. */
  readonly lastReadAt?: string
  readonly onRetry?: () => void
}

/** An environment that did not answer: everything about it is unknown, which is neither fine nor missing. */
export function UnreachableState({ environment, error, lastReadAt, onRetry }: UnreachableStateProps) {
  const title = (
    <>
      <SafeName name={environment} /> could not be read, so it is unknown
    </>
  )
  return (
    <StateBox
      role="alert"
      tone="unknown"
      title={title}
      actions={onRetry && <Button onClick={onRetry}>Try again</Button>}
    >
      <p>
        {sentence(error.message)} {lastReadAt ? <LastRead at={lastReadAt} /> : 'It has not been read before.'}
      </p>
      <ErrorBody error={error} />
    </StateBox>
  )
}

function LastRead({ at }: { readonly at: string }) {
  return (
    <>
      It was last read <Age at={at} />.
    </>
  )
}

interface NoPermissionStateProps {
  readonly environment: string
  /** The role that asked. */
  readonly role?: string
  /** What it may not read, such as `12 policies`. */
  readonly what: ReactNode
  /** What would let it read. */
  readonly children?: ReactNode
}

/** Objects that exist but may not be read: not counted as missing, and not as equal. */
export function NoPermissionState({ environment, role, what, children }: NoPermissionStateProps) {
  const title = (
    <>
      Not readable in <SafeName name={environment} />: {what}
    </>
  )
  return (
    <StateBox role="status" tone="unknown" title={title}>
      <p>
        {role ? (
          <>
            The role <SafeName name={role} className="font-mono" /> may not read them.
          </>
        ) : (
          'The role of this connection may not read them.'
        )}{' '}
        They are not counted as missing; everything else was compared.
      </p>
      {children}
    </StateBox>
  )
}
