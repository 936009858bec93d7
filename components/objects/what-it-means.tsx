import type { Difference } from '@/lib/objects/difference'
import { CauseBadge } from '../status/cause'
import { Hazards } from '../status/hazards'
import { Reasons } from '../status/reasons'
import { SeverityBadge } from '../status/severity'
import { SafeName, SafeText } from '../ui/safe-name'

interface WhatItMeansProps {
  readonly difference: Difference
  readonly environment: string
  readonly reference: string
}

/** How serious the difference is, what it means, and what mending it would risk. */
export function WhatItMeans({ difference, environment, reference }: WhatItMeansProps) {
  const { severity, cause, reasons, meaning, hazards } = difference
  return (
    <div className="space-y-2">
      <p>
        <SeverityBadge severity={severity} /> {cause !== 'unknown' && <CauseBadge cause={cause} />}{' '}
        <SafeName name={environment} className="font-medium" />
        {meaning ? (
          <>
            : <SafeText text={meaning} />
          </>
        ) : (
          ' is not like the reference.'
        )}
      </p>
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
