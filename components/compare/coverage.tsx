import type { OriginAnswer } from '@/lib/services/origins'
import { NoPermissionState } from '../states/partial-states'
import { Count } from '../ui/count'
import { Panel } from '../ui/panel'
import { SafeName, SafeText } from '../ui/safe-name'

/** What was not seen on the sides and so is not compared, with the reasons; nothing when all was seen. */
export function Coverage({ origins }: { readonly origins: readonly OriginAnswer[] }) {
  const shown = origins.filter(({ blindSpots, diagnostics }) => blindSpots.length + diagnostics.length > 0)
  if (shown.length === 0) return null
  return (
    <Panel title="What was not compared">
      <div className="grid gap-x-8 gap-y-4 text-sm sm:grid-cols-2">
        {shown.map((origin) => (
          <SideCoverage key={origin.id} origin={origin} />
        ))}
      </div>
    </Panel>
  )
}

function SideCoverage({ origin: { name, blindSpots, diagnostics } }: { readonly origin: OriginAnswer }) {
  const denied = blindSpots.filter(({ reason }) => reason === 'permission')
  const others = [...blindSpots.filter(({ reason }) => reason !== 'permission'), ...diagnostics]
  return (
    <div className="space-y-3">
      <h3 className="font-medium">
        <SafeName name={name} />
      </h3>
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
