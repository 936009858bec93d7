import Link from 'next/link'
import type { CellAnswer } from '@/lib/services/grid-answer'
import { CAUSE_WORDS } from '../status/cause'
import { shortName } from '../status/reasons'
import { Status } from '../status/status'
import { VariantBadge } from '../status/variant'
import { CELL_STATUS } from './cell-status'

interface StandingCellProps {
  readonly cell: CellAnswer | undefined
  readonly environment: { readonly name: string; readonly isReference: boolean }
  /** Where it is shown what differs. */
  readonly href: string
  /** -1 where the cells are walked by keys of their own. */
  readonly tabIndex?: -1
}

/** Properties named in a cell; the rest is counted. */
const MOST_FIELDS = 2

/** One object in one environment: its status, which definition it has and what differs, one click away from all of it. */
export function StandingCell({ cell, environment, href, tabIndex }: StandingCellProps) {
  if (!cell) return null
  if (environment.isReference) return <ReferenceCell cell={cell} />
  const status = CELL_STATUS[cell.status]
  if (!status) {
    return <span className="text-muted">{cell.status === 'absent' ? '–' : 'No such kind'}</span>
  }
  const shown = (
    <>
      <Status
        status={isPendingIn(cell, environment.name) ? 'pending' : status}
        description={` in ${environment.name}`}
      />
      {cell.variant !== null && cell.status !== 'equal' && <VariantBadge index={cell.variant} />}
      <Details cell={cell} environment={environment.name} />
    </>
  )
  const look = 'flex flex-wrap items-center gap-x-1.5 gap-y-0.5'
  if (!cell.severity && !cell.followsFrom) return <span className={look}>{shown}</span>
  return (
    <Link
      href={href}
      tabIndex={tabIndex}
      prefetch={false}
      title={cell.meaning}
      className={`${look} rounded-sm hover:underline`}
    >
      {shown}
    </Link>
  )
}

/** Whether the environment only has to run what it has not run yet. */
function isPendingIn({ cause, reasons = [] }: CellAnswer, environment: string): boolean {
  return cause === 'pendingMigration' && reasons.every((reason) => reason.environment === environment)
}

/** Why an object differs, in the few words that a cell has room for. */
function causeOf({ cause, reasons = [], fields = [] }: CellAnswer, environment: string): string {
  if (!cause || cause === 'unknown') return ''
  const [first] = reasons
  if (!first) return fields.length === 0 ? CAUSE_WORDS[cause].word : ''
  if (cause === 'pendingMigration') {
    const version = shortName(first.migrations[0] ?? '').split(/[_.]/)[0]
    return first.environment === environment ? `comes with ${version}` : `pending in ${first.environment}`
  }
  const where = first.environment === environment ? '' : ` in ${first.environment}`
  return `${CAUSE_WORDS[cause].word.toLowerCase()}${where}`
}

function Details({ cell, environment }: { readonly cell: CellAnswer; readonly environment: string }) {
  const { fields = [], consequences, followsFrom } = cell
  const why = causeOf(cell, environment)
  const named = fields.slice(0, MOST_FIELDS).join(', ')
  const more = fields.length > MOST_FIELDS ? ` +${fields.length - MOST_FIELDS}` : ''
  return (
    <span className="text-muted">
      {named}
      {more}
      {consequences ? ` and ${consequences} with it` : ''}
      {followsFrom ? ' along with another' : ''}
      {why && `${named ? ', ' : ' '}${why}`}
    </span>
  )
}

function ReferenceCell({ cell }: { readonly cell: CellAnswer }) {
  if (cell.status === 'absent') return <span className="text-muted">–</span>
  if (cell.status === 'unknown') return <Status status="unknown" />
  return (
    <span className="flex items-center gap-1.5 text-muted">
      <span aria-hidden="true">◆</span>
      <span className="sr-only">reference</span>
      {cell.variant !== null && <VariantBadge index={cell.variant} />}
    </span>
  )
}
