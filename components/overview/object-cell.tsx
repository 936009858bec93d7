import Link from 'next/link'
import type { RowAnswer } from '@/lib/services/grid-answer'
import { objectHref } from '../objects/object-href'
import { ObjectName } from '../objects/object-name'
import { SeverityBadge } from '../status/severity'

/** The name of an object, which leads to it in all environments at once. */
export function ObjectCell({ row }: { readonly row: RowAnswer }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pl-5">
      <Link
        href={objectHref(row.id)}
        tabIndex={-1}
        prefetch={false}
        className="underline decoration-border underline-offset-4 hover:decoration-fg"
      >
        <ObjectName kind={row.kind} address={row.address} attachedParts={row.attachedParts} />
      </Link>
      {(row.severity === 'critical' || row.severity === 'high') && <SeverityBadge severity={row.severity} />}
    </span>
  )
}
