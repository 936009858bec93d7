import type { ObjectAnswer, ObjectSideAnswer } from '@/lib/services/object-answer'
import { Status } from '../status/status'
import { VariantBadge } from '../status/variant'
import { Button } from '../ui/button'
import { SafeName, SafeText } from '../ui/safe-name'
import { CELL_STATUS } from './cell-status'
import type { ObjectState } from './object-state'

interface VariantsPanelProps {
  readonly object: ObjectAnswer
  readonly state: ObjectState
}

interface Group {
  readonly key: string
  readonly variant: number | null
  readonly sides: readonly ObjectSideAnswer[]
}

/** The distinct definitions of an object, which environments share each, and where there is none or it is not known. */
export function VariantsPanel({ object, state }: VariantsPanelProps) {
  const groups = groupByVariant(object.environments)
  const chosen = object.environments.find(({ environment }) => environment === state.target)
  return (
    <ul aria-label="Variants" className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {groups.map(({ key, variant, sides }) => (
        <li key={key} className="framed rounded-lg border border-border bg-raised px-3 py-2">
          <span className="flex min-h-8 flex-wrap items-center justify-between gap-2">
            <span className="flex items-center gap-2 font-semibold">
              {variant === null ? <GroupTitle side={sides[0]} /> : <VariantTitle variant={variant} />}
            </span>
            {variant !== null && variant !== chosen?.variant && groups.length > 1 && (
              <Button look="quiet" className="print:hidden" onClick={() => show(variant, object, state)}>
                Show
                <span className="sr-only"> variant in the statement</span>
              </Button>
            )}
          </span>
          <ul className="mt-1 space-y-1.5">
            {sides.map((side) => (
              <EnvironmentLine key={side.environment} side={side} reference={object.reference} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

/** Compares the first environment of a variant with the one that is shown on the other side. */
function show(variant: number, object: ObjectAnswer, state: ObjectState): void {
  const side = object.environments.find(
    (each) => each.variant === variant && each.environment !== state.source,
  )
  if (side) void state.setTarget(side.environment)
  else if (state.source) void state.swap()
}

function VariantTitle({ variant }: { readonly variant: number }) {
  return (
    <>
      <VariantBadge index={variant} /> <span aria-hidden="true">Variant</span>
    </>
  )
}

function GroupTitle({ side }: { readonly side: ObjectSideAnswer | undefined }) {
  if (side?.status === 'unknown') return 'Not known'
  return side?.status === 'notApplicable' ? 'No such kind' : 'Not there'
}

interface EnvironmentLineProps {
  readonly side: ObjectSideAnswer
  readonly reference: string | null
}

function EnvironmentLine({ side: { environment, status, reason }, reference }: EnvironmentLineProps) {
  const shown = CELL_STATUS[status]
  return (
    <li className="text-sm">
      <span className="flex flex-wrap items-center gap-x-2">
        <SafeName name={environment} className="font-medium" />
        {environment === reference ? (
          <span className="text-muted">
            <span aria-hidden="true">◆ </span>reference
          </span>
        ) : (
          shown && <Status status={shown} />
        )}
      </span>
      {reason && (
        <span className="mt-0.5 block text-muted text-xs">
          <SafeText text={reason} />
        </span>
      )}
    </li>
  )
}

/** Variants in their order, then environments without the object, then those of which nothing is known. */
function groupByVariant(sides: readonly ObjectSideAnswer[]): Group[] {
  const groups = new Map<string, Group & { readonly sides: ObjectSideAnswer[] }>()
  for (const side of sides) {
    const key =
      side.variant === null ? `~${side.status === 'missing' ? 'absent' : side.status}` : String(side.variant)
    const group = groups.get(key)
    if (group) group.sides.push(side)
    else groups.set(key, { key, variant: side.variant, sides: [side] })
  }
  return [...groups.values()].sort((a, b) => (a.variant ?? 1000) - (b.variant ?? 1000))
}
