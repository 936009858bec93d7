import type { OriginAnswer } from '@/lib/services/origins'
import { NoPermissionState } from '../states/partial-states'
import { Count } from '../ui/count'
import { SafeText } from '../ui/safe-name'

/** Whether there is something of an origin that was not seen, or is to be known of its reading. */
export function hasGaps({ blindSpots, diagnostics }: OriginAnswer): boolean {
  return blindSpots.length > 0 || diagnostics.length > 0
}

/** What of an origin was not seen and so is not compared, with the reasons. */
export function Coverage({ origin: { name, blindSpots, diagnostics } }: { readonly origin: OriginAnswer }) {
  const denied = blindSpots.filter(({ reason }) => reason === 'permission')
  const others = [...blindSpots.filter(({ reason }) => reason !== 'permission'), ...diagnostics]
  return (
    <div className="space-y-4 text-sm">
      {denied.length > 0 && (
        <NoPermissionState environment={name} what={<Count value={denied.length} of={['kind', 'kinds']} />}>
          <Messages of={denied} />
        </NoPermissionState>
      )}
      {others.length > 0 && <Messages of={others} />}
    </div>
  )
}

function Messages({ of }: { readonly of: readonly { readonly message: string }[] }) {
  return (
    <ul className="list-disc pl-5">
      {of.map(({ message }) => (
        <li key={message} className="wrap-anywhere">
          <SafeText text={message} />
        </li>
      ))}
    </ul>
  )
}
