import type { EnvironmentReplay } from '@/lib/services/replay-report'
import { Status } from '../status/status'
import { Count } from '../ui/count'
import { SafeName, SafeText } from '../ui/safe-name'
import { DriftList } from './drift-list'
import { ReplayOutcome } from './replay-outcome'

/** What an environment holds that its recorded migrations do not explain. */
export function EnvironmentDrift({ environment }: { readonly environment: EnvironmentReplay }) {
  const { name, replay, error, drift } = environment
  const id = `replay-${name}`
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="font-medium">
        <SafeName name={name} />, against what its record claims
      </h3>
      {drift ? <Drift name={name} drift={drift} /> : <ReplayOutcome replay={replay} error={error} />}
      {replay && replay.lost.length > 0 && (
        <p className="wrap-anywhere mt-1 text-muted text-sm">
          Recorded, with neither file nor text, so that what they made looks like drift:{' '}
          <SafeText text={replay.lost.join(', ')} />.
        </p>
      )}
    </section>
  )
}

interface DriftProps {
  readonly name: string
  readonly drift: NonNullable<EnvironmentReplay['drift']>
}

function Drift({ name, drift: { total, unknown, objects } }: DriftProps) {
  return (
    <>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        {total === 0 && unknown === 0 && <Status status="inSync" label="As recorded" />}
        {total > 0 && (
          <Status
            status="differs"
            label={<Count value={total} of={['object drifted', 'objects drifted']} />}
          />
        )}
        {unknown > 0 && (
          <Status
            status="unknown"
            label={
              <>
                <Count value={unknown} /> unknown
              </>
            }
          />
        )}
      </p>
      {objects.length > 0 && <DriftList environment={name} objects={objects} total={total} />}
    </>
  )
}
