import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import { Status } from '../status/status'
import { SafeName } from '../ui/safe-name'
import { Age } from '../ui/time'

/** The head of an environment's column: its name, whether it is the reference, and how fresh it is. */
export function EnvironmentHead({ environment }: { readonly environment: EnvironmentAnswer }) {
  const { name, isReference, state, isChecking, checkedAt, failingSince } = environment
  return (
    <th scope="col" className="min-w-40 px-(--pad) py-2 align-bottom font-medium">
      <span className="flex items-center gap-1.5">
        {isReference && (
          <span title="The reference: the others are measured against it">
            <span aria-hidden="true">◆</span>
            <span className="sr-only">reference </span>
          </span>
        )}
        <SafeName name={name} />
      </span>
      <span className="mt-0.5 block font-normal text-muted text-xs">
        {isChecking ? (
          <Status status="running" />
        ) : state === 'unreachable' ? (
          <Status status="unreachable" description={failingSince ? ` since ${failingSince}` : undefined} />
        ) : checkedAt ? (
          <Age at={checkedAt} />
        ) : (
          'not checked yet'
        )}
      </span>
    </th>
  )
}
