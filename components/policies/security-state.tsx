import type { TableCell } from '@/lib/services/policies-board'
import { Count } from '../ui/count'

/** Whether row-level security is on for a table, and what its policies do then. */
export function SecurityState({ cell }: { readonly cell: TableCell }) {
  const { isEnabled, isForced, open } = cell
  const look = isEnabled ? '' : open.length > 0 ? 'font-semibold text-missing' : 'text-muted'
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span className={look}>
        <span className="sr-only">Row-level security </span>
        {isEnabled ? (isForced ? 'On, forced' : 'On') : 'Off'}
        {open.length > 0 && ', open'}
      </span>
      <span className="text-muted text-xs">
        <PolicyCount cell={cell} />
      </span>
    </span>
  )
}

function PolicyCount({ cell: { isEnabled, policies } }: { readonly cell: TableCell }) {
  if (policies === null) return 'policies not readable'
  if (policies === 0) return isEnabled ? 'nobody but owners and bypassers' : 'no policies'
  return (
    <>
      <Count value={policies} of={['policy', 'policies']} />
      {!isEnabled && (policies === 1 ? ' that does not apply' : ' that do not apply')}
    </>
  )
}
