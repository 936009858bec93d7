import type { ComparedObjectAnswer } from '@/lib/services/read-compared-object'
import { ObjectName } from '../objects/object-name'
import { CauseBadge } from '../status/cause'
import { Hazards } from '../status/hazards'
import { LaterReasons } from '../status/later-reasons'
import { SeverityBadge } from '../status/severity'
import { SafeName, SafeText } from '../ui/safe-name'
import type { Pair } from './last-pair'
import { ObjectLink } from './object-link'
import type { SideNames } from './status-words'

interface ObjectMeaningProps {
  readonly object: ComparedObjectAnswer
  readonly names: SideNames
  readonly pair: Pair
  readonly onChoose: (id: string) => void
}

const REASONS = {
  busy: 'It was behind a lock on one of the sides, so it could not be read. It may differ.',
  unreadable: 'The role on one of the sides may not read objects of this kind. It may differ.',
} as const

/** How serious the difference is, why it is there, what it means, and what mending it would risk. */
export function ObjectMeaning({ object, names, pair, onChoose }: ObjectMeaningProps) {
  const { severity, cause, reasons, meaning, hazards, reason, followsFrom, status } = object
  return (
    <div className="space-y-2">
      {severity && (
        <p className="flex flex-wrap items-center gap-2">
          {status !== 'unknown' && <SeverityBadge severity={severity} />}
          {cause && cause !== 'unknown' && <CauseBadge cause={cause} />}
          {meaning && (
            <span className="max-w-[72ch]">
              <SafeText text={meaning} />
            </span>
          )}
        </p>
      )}
      {reasons.length > 0 && <LaterReasons reasons={reasons} />}
      {status === 'unknown' && <p>{REASONS[reason ?? 'unreadable']}</p>}
      {status === 'notComparable' && (
        <p>One of the sides has no such kind of object, so there is nothing to compare it with.</p>
      )}
      {followsFrom && (
        <p>
          This follows from {followsFrom.label}{' '}
          <ObjectLink id={followsFrom.id} pair={pair} onChoose={onChoose}>
            <ObjectName
              kind={followsFrom.kind}
              address={followsFrom.address}
              attachedParts={followsFrom.attachedParts}
            />
          </ObjectLink>{' '}
          and is counted with it.
        </p>
      )}
      {hazards.length > 0 && (
        <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
          <span>
            Making <SafeName name={names.target} /> like <SafeName name={names.source} />:
          </span>
          <Hazards hazards={hazards} />
        </p>
      )}
    </div>
  )
}
