import Link from 'next/link'
import type { ChangeAnswer, ChangedObjectAnswer } from '@/lib/services/read-changes'
import { objectHref } from '../objects/object-href'
import { ObjectName } from '../objects/object-name'
import { Status } from '../status/status'
import type { StatusName } from '../status/statuses'
import { SafeName } from '../ui/safe-name'
import { Age, Time } from '../ui/time'

const LOOKS = {
  added: { status: 'onlyHere', label: 'New' },
  removed: { status: 'missing', label: 'Gone' },
  changed: { status: 'changed', label: 'Changed' },
} as const satisfies Record<ChangedObjectAnswer['status'], { status: StatusName; label: string }>

const SHOWN = 3

/** One change of an environment: when, how many objects, and the first of them. */
export function ChangeLine({ change }: { readonly change: ChangeAnswer }) {
  const { environment, after, seen, counts, objects } = change
  const shown = objects.slice(0, SHOWN)
  const rest = counts.added + counts.removed + counts.changed - shown.length
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
      <SafeName name={environment} className="font-semibold" />
      <span className="text-muted text-sm">
        <Age at={seen} />, between <Time at={after} /> and <Time at={seen} />
      </span>
      {shown.map((object) => (
        <span key={object.id} className="inline-flex flex-wrap items-baseline gap-1.5">
          <Status {...LOOKS[object.status]} />
          <Link
            href={objectHref(object.id, environment)}
            prefetch={false}
            className="underline underline-offset-4"
          >
            {object.label}{' '}
            <ObjectName kind={object.kind} address={object.address} attachedParts={object.attachedParts} />
          </Link>
          {object.fields.length > 0 && <span className="text-muted text-sm">{object.fields.join(', ')}</span>}
        </span>
      ))}
      {rest > 0 && <span className="text-muted text-sm">and {rest} more</span>}
    </span>
  )
}
