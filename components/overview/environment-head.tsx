import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import { ReferenceMark, StaleMark } from '../status/marks'
import { Status } from '../status/status'
import { SafeName } from '../ui/safe-name'
import { Age, Time } from '../ui/time'

/** The head of an environment's column: its name, whether it is the reference, and how fresh it is. */
export function EnvironmentHead({ environment }: { readonly environment: EnvironmentAnswer }) {
  const { name, isReference, state, isChecking, checkedAt, failingSince, staleAfterMinutes } = environment
  return (
    <th scope="col" className="px-(--pad) py-2 align-bottom font-medium">
      <span className="flex items-center gap-1.5">
        <SafeName name={name} />
        {isReference && <ReferenceMark />}
      </span>
      <span className="mt-0.5 block font-normal text-muted text-xs">
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

/** How long ago it was proven; past the environment's limit that is marked. */
function Freshness({ at, staleAfterMinutes }: { readonly at: string; readonly staleAfterMinutes: number }) {
  const isStale = Date.now() - Date.parse(at) > staleAfterMinutes * 60_000
  if (!isStale) return <Age at={at} />
  return (
    <StaleMark>
      <Age at={at} />
    </StaleMark>
  )
}
