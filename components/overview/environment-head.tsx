import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import { Freshness } from '../status/freshness'
import { ReferenceMark } from '../status/marks'
import { Status } from '../status/status'
import { SafeName } from '../ui/safe-name'
import { Time } from '../ui/time'

/** The head of an environment's column: its name, whether it is the reference, and how fresh it is. */
export function EnvironmentHead({ environment }: { readonly environment: EnvironmentAnswer }) {
  const { name, isReference, state, isChecking, checkedAt, failingSince, staleAfterMinutes } = environment
  return (
    <th scope="col" className="px-(--pad) py-2 align-bottom font-medium">
      <span className="flex items-center gap-1.5">
        <SafeName name={name} />
        {isReference && <ReferenceMark />}
      </span>
      <span className="flex min-h-5 flex-wrap items-center gap-x-1 font-normal text-muted text-xs">
        {isChecking ? (
          <Status status="running" />
        ) : state === 'unreachable' ? (
          <>
            <Status status="unreachable" />
            {failingSince && (
              <>
                {' '}
                since <Time at={failingSince} />
              </>
            )}
          </>
        ) : checkedAt ? (
          <Freshness at={checkedAt} staleAfterMinutes={staleAfterMinutes} />
        ) : (
          'not checked yet'
        )}
      </span>
    </th>
  )
}
