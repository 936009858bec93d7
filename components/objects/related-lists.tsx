'use client'

import Link from 'next/link'
import type { RelatedList, RelatedObject } from '@/lib/services/read-related'
import { ErrorState } from '../states/error-state'
import { describePageError } from '../states/page-error'
import { Status } from '../status/status'
import { Count } from '../ui/count'
import { type Column, DataTable } from '../ui/data-table'
import { Panel } from '../ui/panel'
import { SafeName } from '../ui/safe-name'
import { objectHref } from './object-href'
import { ObjectName } from './object-name'
import { useRelated } from './use-related'

/** What depends on an object, and what it depends on, environment by environment. */
export function RelatedLists({ id, reference }: { readonly id: string; readonly reference: string | null }) {
  const related = useRelated(id)
  if (related.error && !related.data) {
    return <ErrorState error={describePageError(related.error)} onRetry={() => related.refetch()} />
  }
  if (!related.data) {
    return (
      <Panel title="What depends on it">
        <p className="text-muted">Looking through the snapshots…</p>
      </Panel>
    )
  }
  const { environments, dependents, needs } = related.data
  return (
    <>
      <Panel title={<Title text="What depends on it" list={dependents} />}>
        {dependents.total === 0 ? (
          <p>Nothing that Postgres records.</p>
        ) : (
          <RelatedTable
            label="What depends on it"
            list={dependents}
            environments={environments}
            reference={reference}
          />
        )}
        <p className="mt-2 text-muted text-sm">
          Postgres records no dependency for what the text of a function mentions, so look there as well.
        </p>
      </Panel>
      {needs.total > 0 && (
        <Panel title={<Title text="What it depends on" list={needs} />}>
          <RelatedTable
            label="What it depends on"
            list={needs}
            environments={environments}
            reference={reference}
          />
        </Panel>
      )}
    </>
  )
}

function Title({ text, list }: { readonly text: string; readonly list: RelatedList }) {
  return (
    <>
      {text}{' '}
      <span className="font-normal text-muted">
        <Count value={list.total} />
      </span>
    </>
  )
}

interface RelatedTableProps {
  readonly label: string
  readonly list: RelatedList
  readonly environments: readonly string[]
  readonly reference: string | null
}

function RelatedTable({ label, list, environments, reference }: RelatedTableProps) {
  const columns: Column<RelatedObject>[] = [
    {
      id: 'object',
      header: 'Object',
      isRowHeader: true,
      cell: (object) => (
        <span className="flex flex-wrap items-center gap-2">
          <span className="text-muted">{object.label}</span>
          <Link href={objectHref(object.id)} className="underline underline-offset-4">
            <ObjectName kind={object.kind} address={object.address} attachedParts={object.attachedParts} />
          </Link>
        </span>
      ),
    },
    ...(list.first.some(({ through }) => through.length > 0)
      ? [{ id: 'through', header: 'Through columns', cell: Through }]
      : []),
    ...environments.map((name, i) => ({
      id: `in ${name}`,
      header: (
        <span className="inline-block min-w-16">
          {name === reference && <span aria-hidden="true">◆ </span>}
          <SafeName name={name} />
        </span>
      ),
      cell: ({ isThere }: RelatedObject) => <Presence isThere={isThere[i] ?? null} />,
    })),
  ]
  return (
    <>
      <DataTable caption={label} columns={columns} rows={list.first} rowKey={({ id }) => id} />
      {list.total > list.first.length && (
        <p className="mt-2 text-muted text-sm">
          And <Count value={list.total - list.first.length} /> more.
        </p>
      )}
    </>
  )
}

function Through({ through }: RelatedObject) {
  return through.map((name, i) => (
    <span key={name}>
      {i > 0 && ', '}
      <SafeName name={name} />
    </span>
  ))
}

function Presence({ isThere }: { readonly isThere: boolean | null }) {
  if (isThere === null) return <Status status="unknown" />
  return isThere ? 'yes' : <span className="text-muted">no</span>
}
