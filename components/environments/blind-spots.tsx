import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import { NoPermissionState } from '../states/partial-states'
import { Count } from '../ui/count'
import { SafeText } from '../ui/safe-name'

/** What could not be seen or is not compared, by kind, with the reason and the count. */
export function BlindSpots({ environment }: { readonly environment: EnvironmentAnswer }) {
  const { blindSpots, diagnostics, state } = environment
  if (state !== 'read') return null
  const denied = blindSpots.filter(({ reason }) => reason === 'permission')
  const others = [...blindSpots.filter(({ reason }) => reason !== 'permission'), ...diagnostics]
  if (denied.length + others.length === 0) {
    return <p className="text-muted text-sm">Everything that Lockstep compares could be read.</p>
  }
  return (
    <div className="space-y-4 text-sm">
      {denied.length > 0 && (
        <NoPermissionState
          environment={environment.name}
          what={<Count value={denied.length} of={['kind', 'kinds']} />}
        >
          <Messages of={denied} />
        </NoPermissionState>
      )}
      {others.length > 0 && (
        <div>
          <h3 className="font-medium">Good to know</h3>
          <Messages of={others} />
        </div>
      )}
    </div>
  )
}

function Messages({ of }: { readonly of: readonly { readonly message: string }[] }) {
  return (
    <ul className="mt-1 list-disc pl-5">
      {of.map(({ message }) => (
        <li key={message} className="wrap-anywhere">
          <SafeText text={message} />
        </li>
      ))}
    </ul>
  )
}
