import type { ReactNode } from 'react'
import { StatusShape } from './shapes'
import { STATUSES, type StatusName } from './statuses'

interface StatusProps {
  readonly status: StatusName
  /** What to say instead of the status's own word, such as `2 changed`. */
  readonly label?: ReactNode
  /** More for those who cannot see the place of this status, such as `in staging, compared with prod`. */
  readonly description?: string
}

const FRAMES = {
  plain: '',
  hatch: 'st-hatch framed rounded-sm border border-unknown px-1.5 py-0.5',
  hatchBar: 'st-hatch framed rounded-sm border border-unknown border-l-4 border-l-missing px-1.5 py-0.5',
  strike: '',
} as const

// The hatch stays around the word, not behind it: what is unknown must be the easiest to read.
const WORDS = {
  plain: '',
  hatch: 'rounded-xs bg-bg px-1 font-medium',
  hatchBar: 'rounded-xs bg-bg px-1 font-medium',
  strike: 'line-through decoration-1',
} as const

/** A status as shape, word and colour, in this order of importance. */
export function Status({ status, label, description }: StatusProps) {
  const { word, tone, frame } = STATUSES[status]
  return (
    <span
      data-status={status}
      className={`inline-flex items-center gap-1.5 whitespace-nowrap print:whitespace-normal ${tone} ${FRAMES[frame]}`}
    >
      <StatusShape status={status} />
      <span className={`tabular-nums ${WORDS[frame]}`}>{label ?? word}</span>
      {description && <span className="sr-only">{description}</span>}
    </span>
  )
}

/** What the shapes and colours in use mean. */
export function StatusLegend({ statuses }: { statuses: readonly StatusName[] }) {
  return (
    <dl aria-label="Legend" className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {statuses.map((status) => (
        <div key={status} className="flex items-center gap-2">
          <dt className="flex">
            <Status status={status} />
          </dt>
          <dd className="text-muted">{STATUSES[status].meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
