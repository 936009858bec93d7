import Link from 'next/link'
import type { CellAnswer } from '@/lib/services/grid-answer'
import { Status } from '../status/status'
import type { StatusName } from '../status/statuses'
import { VariantBadge } from '../status/variant'
import { objectHref } from './object-href'

interface CellStatusProps {
  readonly cell: CellAnswer | undefined
  readonly environment: { readonly name: string; readonly isReference: boolean }
  readonly objectId: string
}

/** The word and shape of each status; null where there is nothing to say of an object. */
export const CELL_STATUS: Readonly<Record<CellAnswer['status'], StatusName | null>> = {
  equal: 'inSync',
  different: 'changed',
  missing: 'missing',
  extra: 'onlyHere',
  unknown: 'unknown',
  absent: null,
  notApplicable: null,
}

/** One object in one environment: its status, what differs, and which definition it has. */
export function CellStatus({ cell, environment, objectId }: CellStatusProps) {
  if (!cell) return null
  if (environment.isReference) return <ReferenceCell cell={cell} />
  const status = CELL_STATUS[cell.status]
  if (!status) {
    return <span className="text-muted">{cell.status === 'absent' ? '–' : 'No such kind'}</span>
  }
  const shown = (
    <>
      <Status status={status} description={` in ${environment.name}`} />
      {cell.variant !== null && cell.status === 'different' && <VariantBadge index={cell.variant} />}
      {cell.fields && <span className="text-muted">{cell.fields.join(', ')}</span>}
      {cell.consequences && <span className="text-muted">and {cell.consequences} with it</span>}
    </>
  )
  const look = 'flex flex-wrap items-center gap-1.5'
  if (!cell.severity) return <span className={look}>{shown}</span>
  return (
    <Link
      href={objectHref(objectId, environment.name)}
      title={cell.meaning}
      className={`${look} hover:underline`}
    >
      {shown}
    </Link>
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
