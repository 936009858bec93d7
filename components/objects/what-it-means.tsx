import type { DifferenceStatus } from '@/lib/objects/difference'
import type { ObjectDifference } from '@/lib/services/object-answer'
import { CauseBadge } from '../status/cause'
import { Hazards } from '../status/hazards'
import { Reasons } from '../status/reasons'
import { SeverityBadge } from '../status/severity'
import { Count } from '../ui/count'
import { SafeName, SafeText } from '../ui/safe-name'

interface WhatItMeansProps {
  readonly difference: ObjectDifference
  readonly environment: string
  readonly reference: string
}

/** What is the case where nothing more can be said. */
const STANDING: Record<DifferenceStatus, string> = {
  different: 'It is not like the reference.',
  sourceOnly: 'It is missing here.',
  targetOnly: 'It is not in the reference.',
  unknown: 'It could not be compared.',
}

/** How serious the difference is, what it means, and what mending it would risk. */
export function WhatItMeans({ difference, environment, reference }: WhatItMeansProps) {
  const { severity, cause, reasons, meaning, hazards, status, consequences } = difference
  return (
    <div className="space-y-2">
      <p>
        <SeverityBadge severity={severity} /> {cause !== 'unknown' && <CauseBadge cause={cause} />}{' '}
        <SafeName name={environment} className="font-medium" />:{' '}
        <SafeText text={meaning ?? STANDING[status]} />
      </p>
      {consequences > 0 && (
        <p className="text-muted text-sm">
          <Count value={consequences} of={['object follows', 'objects follow']} /> from this and{' '}
          {consequences === 1 ? 'is' : 'are'} counted with it.
        </p>
      )}
      {reasons && <Reasons reasons={reasons} />}
      {hazards.length > 0 && (
        <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
          <span>
            Making <SafeName name={environment} /> like <SafeName name={reference} />:
          </span>
          <Hazards hazards={hazards} />
        </p>
      )}
    </div>
  )
}
