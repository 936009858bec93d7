import Link from 'next/link'
import type { CellAnswer } from '@/lib/services/grid-answer'
import { CAUSE_WORDS } from '../status/cause'
import { Status } from '../status/status'
import type { StatusName } from '../status/statuses'
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
      <StandingStatus cell={cell} status={status} environment={environment.name} />
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

interface StandingStatusProps {
  readonly cell: CellAnswer
  readonly status: StatusName
  readonly environment: string
}

/** What only waits for a migration is no drift, be it that it runs here next or, here ahead of it, elsewhere. */
function StandingStatus({ cell: { cause, reasons = [] }, status, environment }: StandingStatusProps) {
  const where = reasons.map((reason) => reason.environment).find((name) => name !== environment)
  return (
    <Status
      status={cause === 'pendingMigration' ? 'pending' : status}
      label={cause === 'pendingMigration' && where !== undefined ? `Pending in ${where}` : undefined}
      description={` in ${environment}`}
    />
  )
}

/** What the names of the properties say already. */
const TOLD_BY_FIELDS: ReadonlySet<string> = new Set(['ownerOnly', 'orderOnly', 'extensionVersion'])

/** Why an object differs, in the few words that a cell has room for. */
function causeOf({ cause, reasons = [], fields = [] }: CellAnswer, environment: string): string {
  if (!cause || cause === 'unknown') return ''
  const [first] = reasons
  if (!first)
    return fields.length > 0 && TOLD_BY_FIELDS.has(cause) ? '' : CAUSE_WORDS[cause].word.toLowerCase()
  if (cause === 'pendingMigration') return ''
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
      {why && `${named || consequences ? ', ' : ' '}${why}`}
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
