import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import { SafeText } from '../ui/safe-name'

/** What could not be seen or is not compared, by kind, with the reason and the count. */
export function BlindSpots({ environment }: { readonly environment: EnvironmentAnswer }) {
  const { blindSpots, diagnostics, state } = environment
  if (state !== 'read') return null
  const spots = [...blindSpots, ...diagnostics]
  if (spots.length === 0)
    return <p className="text-muted text-sm">Everything that Lockstep compares could be read.</p>
  return (
    <div className="text-sm">
      <h3 className="font-medium">Not compared here</h3>
      <ul className="mt-1 list-disc pl-5">
        {spots.map(({ message }) => (
          <li key={message} className="wrap-anywhere">
            <SafeText text={message} />
          </li>
        ))}
      </ul>
    </div>
  )
}
