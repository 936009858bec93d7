import type { ObjectAnswer } from '@/lib/services/object-answer'
import { Status } from '../status/status'
import { VariantBadge } from '../status/variant'
import { SafeName, SafeText } from '../ui/safe-name'
import { CELL_STATUS } from './cell-status'

/** One line an environment: whether it has the object, which definition, and why that is not known. */
export function SideSummary({ object }: { readonly object: ObjectAnswer }) {
  return (
    <ul aria-label="Environments" className="flex flex-wrap gap-3">
      {object.environments.map(({ environment, status, variant, reason }) => {
        const shown = CELL_STATUS[status]
        const isReference = environment === object.reference
        return (
          <li key={environment} className="framed rounded-lg border border-border bg-raised px-3 py-2">
            <span className="flex items-center gap-2 font-medium">
              {isReference && <span aria-hidden="true">◆</span>}
              <SafeName name={environment} />
              {variant !== null && <VariantBadge index={variant} />}
            </span>
            <span className="mt-1 block text-sm">
              {isReference && status !== 'unknown' ? (
                <span className="text-muted">
                  {status === 'absent' ? 'Reference, without it' : 'Reference'}
                </span>
              ) : shown ? (
                <Status status={shown} />
              ) : (
                <span className="text-muted">
                  {status === 'absent' ? 'Not here either' : 'No such kind there'}
                </span>
              )}
              {reason && (
                <span className="mt-1 block max-w-60 text-muted text-xs">
                  <SafeText text={reason} />
                </span>
              )}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
