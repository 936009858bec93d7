import { Status } from '../status/status'
import { STATUSES } from '../status/statuses'
import type { SideNames } from './status-words'

/** What the shapes and colours mean for these two sides. */
export function PairLegend({ names: { source, target } }: { readonly names: SideNames }) {
  const meanings = [
    { status: 'changed', meaning: 'is in both, with another definition' },
    { status: 'missing', meaning: `is in ${source} only` },
    { status: 'onlyHere', meaning: `is in ${target} only` },
    { status: 'unknown', meaning: STATUSES.unknown.meaning },
  ] as const
  return (
    <dl aria-label="Legend" className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {meanings.map(({ status, meaning }) => (
        <div key={status} className="flex items-center gap-2">
          <dt className="flex">
            <Status status={status} />
          </dt>
          <dd className="text-muted">{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
