import Link from 'next/link'
import type { RowAnswer } from '@/lib/services/grid-answer'
import type { ObjectAnswer } from '@/lib/services/object-answer'
import { SeverityBadge } from '../status/severity'
import { type Column, DataTable } from '../ui/data-table'
import { SafeName } from '../ui/safe-name'
import { objectHref } from './object-href'
import { ObjectName } from './object-name'
import { StandingCell } from './standing-cell'

/** The objects below this one that are not the same everywhere. */
export function ChildrenTable({ object }: { readonly object: ObjectAnswer }) {
  const columns: Column<RowAnswer>[] = [
    {
      id: 'object',
      header: 'Object',
      isRowHeader: true,
      cell: ({ id, kind, address, attachedParts, severity }) => (
        <span className="flex flex-wrap items-center gap-2">
          <span className="text-muted">{kind.replaceAll('-', ' ')}</span>
          <Link href={objectHref(id)} className="underline underline-offset-4">
            <ObjectName kind={kind} address={address} attachedParts={attachedParts} />
          </Link>
          {severity && <SeverityBadge severity={severity} />}
        </span>
      ),
    },
    ...object.environments.map(({ environment }, i) => ({
      id: environment,
      header: <SafeName name={environment} />,
      cell: ({ id, cells }: RowAnswer) => (
        <StandingCell
          cell={cells[i]}
          environment={{ name: environment, isReference: environment === object.reference }}
          href={objectHref(id, environment)}
        />
      ),
    })),
  ]
  return (
    <DataTable
      caption="Objects below this one"
      columns={columns}
      rows={object.children}
      rowKey={({ id }) => id}
    />
  )
}
