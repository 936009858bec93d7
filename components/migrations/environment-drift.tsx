import Link from 'next/link'
import type { DriftedObject, EnvironmentReplay } from '@/lib/services/replay-report'
import { compareHref } from '../compare/compare-href'
import { ObjectName } from '../objects/object-name'
import { CauseBadge } from '../status/cause'
import { SeverityBadge } from '../status/severity'
import { Status } from '../status/status'
import { Count } from '../ui/count'
import { SafeName, SafeText } from '../ui/safe-name'
import { ReplayOutcome } from './replay-outcome'

const WORDS: Readonly<Record<DriftedObject['status'], string>> = {
  made: 'there, and no recorded migration makes it',
  gone: 'made by a recorded migration, and not there',
  different: 'not as the recorded migrations make it',
}

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
      {objects.length > 0 && (
        <ul className="mt-2 space-y-1">
          {objects.map((object) => (
            <li key={object.id} className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <SeverityBadge severity={object.severity} />
              <span className="text-muted">{object.label}</span>
              <Link
                href={compareHref(`migrations@${name}`, name, { object: object.id })}
                prefetch={false}
                className="wrap-anywhere underline underline-offset-2"
              >
                <ObjectName
                  kind={object.kind}
                  address={object.address}
                  attachedParts={object.attachedParts}
                />
              </Link>
              <span className="text-muted text-sm">
                {WORDS[object.status]}
                {object.fields.length > 0 && `: ${object.fields.join(', ')}`}
              </span>
              {object.cause !== 'unknown' && <CauseBadge cause={object.cause} />}
            </li>
          ))}
        </ul>
      )}
      {total > objects.length && (
        <p className="mt-1 text-muted text-sm">
          And <Count value={total - objects.length} /> more.
        </p>
      )}
    </>
  )
}
