'use client'

import Link from 'next/link'
import type { ObjectAnswer } from '@/lib/services/object-answer'
import type { ChildKind } from '@/lib/services/read-related'
import { Status } from '../status/status'
import { Count } from '../ui/count'
import { type Column, DataTable } from '../ui/data-table'
import { Panel } from '../ui/panel'
import { SafeName } from '../ui/safe-name'
import { ChildrenTable } from './children-table'
import { useRelated } from './use-related'

/** What lies below an object: how many of each kind everywhere, and each that is not the same everywhere. */
export function ChildrenBelow({ object }: { readonly object: ObjectAnswer }) {
  const related = useRelated(object.id).data
  const kinds = related?.children ?? []
  if (object.children.length === 0 && kinds.length === 0) return null
  return (
    <Panel title="Below this object">
      <div className="space-y-4">
        {object.children.length > 0 ? (
          <>
            <ChildrenTable object={object} />
            {object.childrenTotal > object.children.length && <More object={object} />}
          </>
        ) : (
          <p>Nothing below it differs, as far as it could be read.</p>
        )}
        {related && kinds.length > 0 && (
          <ChildCounts reference={object.reference} environments={related.environments} kinds={kinds} />
        )}
      </div>
    </Panel>
  )
}

/** Where the rest of a long list is. */
function More({ object: { children, childrenTotal } }: { readonly object: ObjectAnswer }) {
  return (
    <p className="text-muted text-sm">
      The first <Count value={children.length} /> of <Count value={childrenTotal} />.{' '}
      <Link href="/overview" className="underline underline-offset-4">
        The overview
      </Link>{' '}
      lists all of them.
    </p>
  )
}

function ChildCounts({
  reference,
  environments,
  kinds,
}: {
  readonly reference: string | null
  readonly environments: readonly string[]
  readonly kinds: readonly ChildKind[]
}) {
  const columns: Column<ChildKind>[] = [
    {
      id: 'kind',
      header: 'Kind',
      isRowHeader: true,
      cell: ({ label }) => <span className="inline-block first-letter:uppercase">{label.many}</span>,
    },
    ...environments.map((environment, i) => ({
      id: `in ${environment}`,
      header: (
        <span className="inline-block min-w-16">
          {environment === reference && <span aria-hidden="true">◆ </span>}
          <SafeName name={environment} />
        </span>
      ),
      align: 'number' as const,
      cell: ({ counts }: ChildKind) => {
        const count = counts[i] ?? null
        return count === null ? <Status status="unknown" /> : <Count value={count} />
      },
    })),
  ]
  return (
    <DataTable
      caption="Directly below this object, counted"
      columns={columns}
      rows={kinds}
      rowKey={({ kind }) => kind}
    />
  )
}
