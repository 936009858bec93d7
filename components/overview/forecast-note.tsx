import Link from 'next/link'
import { sentence } from '@/lib/objects/sentence'
import type { ConflictAnswer, ForecastAnswer } from '@/lib/services/forecast'
import { objectHref } from '../objects/object-href'
import { ObjectName } from '../objects/object-name'
import { MigrationLinks } from '../status/reasons'
import { Status } from '../status/status'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { SafeName, SafeText } from '../ui/safe-name'

interface ForecastNoteProps {
  readonly forecast: ForecastAnswer
  readonly onEnd: () => void
}

/** Says that an environment is shown as it will be, by which migrations, and what they will stumble over. */
export function ForecastNote({ forecast, onEnd }: ForecastNoteProps) {
  const { environment, migrations, conflicts, late, error } = forecast
  return (
    <section
      aria-labelledby="forecast"
      className="framed mb-4 space-y-2 rounded-lg border border-pending border-l-4 px-4 py-3"
    >
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h2 id="forecast" className="font-semibold text-lg">
          {error ? 'What a deploy would bring cannot be told' : 'After a deploy'}
        </h2>
        <Button onClick={onEnd}>Back to now</Button>
      </div>
      {error ? (
        <p className="wrap-anywhere">
          <SafeText text={`${sentence(error.message)} ${error.hint}`} /> Below is{' '}
          <SafeName name={environment} /> as it is now.
        </p>
      ) : migrations.length === 0 ? (
        <p>
          A deploy runs no migration in <SafeName name={environment} />, so nothing changes there.
        </p>
      ) : (
        <p className="wrap-anywhere">
          <SafeName name={environment} className="font-medium" /> is shown as it will be once{' '}
          <Count
            value={migrations.length}
            of={['pending migration has run', 'pending migrations have run']}
          />
          : <MigrationLinks ids={migrations} />.
        </p>
      )}
      {(['refuses', 'skips'] as const).map((does) => {
        const ids = late.filter((each) => each.does === does).map(({ id }) => id)
        return (
          ids.length > 0 && (
            <p key={does} className="wrap-anywhere">
              <MigrationLinks ids={ids} /> {LATE[does]}
            </p>
          )
        )
      })}
      {conflicts.length > 0 && (
        <>
          <p className="flex flex-wrap items-center gap-2">
            <Status status="failed" label="Most likely fails" /> The migrations do not expect what is there:
          </p>
          <ul className="space-y-1">
            {conflicts.map((conflict) => (
              <li key={conflict.id} className="wrap-anywhere">
                <ConflictLine conflict={conflict} environment={environment} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

const LATE = {
  refuses:
    'is older than what ran last: the deploy stops there until its tool is told to run it all the same.',
  skips: 'is older than what ran last: its tool never runs it, and says nothing.',
} as const

const CONFLICTS: Readonly<Record<ConflictAnswer['sort'], string>> = {
  exists: 'is there already, and is made by',
  gone: 'is not there, and is changed or dropped by',
  changed: 'was changed in another way, and is changed by',
}

interface ConflictLineProps {
  readonly conflict: ConflictAnswer
  readonly environment: string
}

function ConflictLine({ conflict, environment }: ConflictLineProps) {
  const { id, label, kind, address, attachedParts, sort, migrations } = conflict
  return (
    <>
      <span className="text-muted">{label}</span>{' '}
      <Link
        href={objectHref(id, environment)}
        prefetch={false}
        className="font-medium underline underline-offset-4"
      >
        <ObjectName kind={kind} address={address} attachedParts={attachedParts} />
      </Link>{' '}
      {CONFLICTS[sort]} <MigrationLinks ids={migrations} />.
    </>
  )
}
