import type { GridAnswer, KindAnswer } from '@/lib/services/grid-answer'
import type { GroupAnswer } from '@/lib/services/select-objects'
import { Status } from '../status/status'
import { Chevron } from '../ui/chevron'
import { Count } from '../ui/count'
import { SafeName } from '../ui/safe-name'
import type { GridColumn } from './grid-columns'
import { kindStatus } from './kind-status'
import { BeingReplayed, isBeingReplayed } from './replay-head'

interface KindNameProps {
  readonly kind: KindAnswer
  readonly group: GroupAnswer | null
  readonly isClosed: boolean
  readonly onToggle: () => void
}

/** The head of a kind, which folds its objects away; without a group there are none to fold. */
export function KindName({ kind, group, isClosed, onToggle }: KindNameProps) {
  const name = <span className="inline-block font-semibold first-letter:uppercase">{kind.label.many}</span>
  if (!group) return <span className="inline-block pl-5">{name}</span>
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-expanded={!isClosed}
      onClick={onToggle}
      className="flex items-center gap-2"
    >
      <Chevron isOpen={!isClosed} />
      {name}
      <span className="text-muted text-xs">
        <Count value={group.matching} />
      </span>
    </button>
  )
}

/** The head of a schema within a kind. */
export function SchemaName({ schema, matching }: { readonly schema: string; readonly matching: number }) {
  return (
    <span className="flex items-baseline gap-2 pl-5 text-muted text-xs">
      {schema === '' ? 'in no schema' : <SafeName name={schema} />}
      <Count value={matching} />
    </span>
  )
}

/** What a kind sums up to in an environment. */
export function KindCell({
  kind,
  answer,
  column,
  place,
}: {
  readonly kind: KindAnswer
  readonly answer: GridAnswer
  readonly column: GridColumn
  readonly place: number
}) {
  const objects = kind.objects[place]
  if (column.isReference && objects !== null && objects !== undefined) {
    return (
      <span className="text-muted">
        <Count value={objects} of={[kind.label.one, kind.label.many]} />
      </span>
    )
  }
  if (isBeingReplayed(column.replay)) return <BeingReplayed />
  const counts = column.replay ? column.replay.counts : answer.counts[place]
  const { status, label } = kindStatus(counts ?? null, kind.name, kind.following[place])
  return <Status status={status} label={label} />
}
