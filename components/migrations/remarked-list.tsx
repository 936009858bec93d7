import type { RemarkedObject } from '@/lib/services/draft-answer'
import { ObjectName } from '../objects/object-name'
import { SafeText } from '../ui/safe-name'

/** Objects, each with what is to be known of it. */
export function RemarkedList({ objects }: { readonly objects: readonly RemarkedObject[] }) {
  return (
    <ul className="mt-1 divide-y divide-border">
      {objects.map(({ id, kind, label, address, attachedParts, reason }) => (
        <li key={id} className="grid gap-x-4 py-1.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <span className="wrap-anywhere">
            <span className="text-muted">{label}</span>{' '}
            <ObjectName kind={kind} address={address} attachedParts={attachedParts} />
          </span>
          <span className="wrap-anywhere text-muted text-sm">
            <SafeText text={reason} />
          </span>
        </li>
      ))}
    </ul>
  )
}
