'use client'

import Link from 'next/link'
import type { GridAnswer, KindAnswer, RowAnswer } from '@/lib/services/grid-answer'
import { CellStatus } from '../objects/cell-status'
import { objectHref } from '../objects/object-href'
import { ObjectName } from '../objects/object-name'
import { EmptyState, InStepState } from '../states/empty-state'
import { SeverityBadge } from '../status/severity'
import { Status, StatusLegend } from '../status/status'
import { Button } from '../ui/button'
import { Count } from '../ui/count'
import { ScrollArea } from '../ui/data-table'
import { SafeName } from '../ui/safe-name'
import { EnvironmentHead } from './environment-head'
import { kindStatus } from './kind-status'

interface GridTableProps {
  readonly answer: GridAnswer
  readonly rows: readonly RowAnswer[]
  readonly onShowMore?: () => void
  readonly isLoadingMore: boolean
  readonly onClearFilters: () => void
}

/** Objects by environments: one group a kind, whose counts add up, and under it the objects that differ. */
export function GridTable({ answer, rows, onShowMore, isLoadingMore, onClearFilters }: GridTableProps) {
  if (answer.total > 0 && answer.matching === 0) {
    return (
      <EmptyState
        title={`0 of ${answer.total} differences match these filters`}
        actions={<Button onClick={onClearFilters}>Clear filters</Button>}
      />
    )
  }
  const groups = answer.kinds.flatMap((kind) => {
    const ofKind = rows.filter((row) => row.kind === kind.name)
    return ofKind.length > 0 ? [{ kind, rows: ofKind }] : []
  })
  return (
    <div className="space-y-4">
      {answer.total === 0 && <NothingDiffers answer={answer} />}
      <ScrollArea label="Objects by environment">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">Objects that differ, by environment</caption>
          <thead>
            <tr className="bg-surface text-left">
              <th scope="col" className="min-w-56 px-(--pad) py-2 align-bottom font-medium text-muted">
                Object
              </th>
              {answer.environments.map((environment) => (
                <EnvironmentHead key={environment.name} environment={environment} />
              ))}
            </tr>
          </thead>
          {groups.map(({ kind, rows: ofKind }) => (
            <KindGroup key={kind.name} kind={kind} rows={ofKind} answer={answer} />
          ))}
          <InStepKinds answer={answer} />
        </table>
      </ScrollArea>
      {onShowMore && (
        <Button onClick={onShowMore} disabled={isLoadingMore}>
          {isLoadingMore ? 'Loading…' : 'Show more'}
        </Button>
      )}
      <StatusLegend statuses={['inSync', 'changed', 'missing', 'onlyHere', 'unknown']} />
    </div>
  )
}

function KindGroup({
  kind,
  rows,
  answer,
}: {
  readonly kind: KindAnswer
  readonly rows: readonly RowAnswer[]
  readonly answer: GridAnswer
}) {
  return (
    <tbody>
      <KindRow kind={kind} answer={answer} />
      {rows.map((row) => (
        <tr key={row.id} className="h-(--row) border-border border-t hover:bg-surface">
          <th scope="row" className="px-(--pad) py-1.5 pl-6 text-left font-normal">
            <span className="flex flex-wrap items-center gap-2">
              <Link
                href={objectHref(row.id)}
                className="underline decoration-border underline-offset-2 hover:decoration-fg"
              >
                <ObjectName address={row.address} attachedParts={row.attachedParts} />
              </Link>
              {(row.severity === 'critical' || row.severity === 'high') && (
                <SeverityBadge severity={row.severity} />
              )}
            </span>
          </th>
          {answer.environments.map((environment, i) => (
            <td key={environment.name} className="px-(--pad) py-1.5">
              <CellStatus cell={row.cells[i]} environment={environment} objectId={row.id} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function KindRow({ kind, answer }: { readonly kind: KindAnswer; readonly answer: GridAnswer }) {
  return (
    <tr className="h-(--row) border-border border-t bg-surface">
      <th scope="row" className="px-(--pad) py-1.5 text-left font-semibold first-letter:uppercase">
        {kind.label.many}
      </th>
      {answer.environments.map((environment, i) => (
        <td key={environment.name} className="px-(--pad) py-1.5">
          <KindCell kind={kind} answer={answer} place={i} />
        </td>
      ))}
    </tr>
  )
}

function KindCell({
  kind,
  answer,
  place,
}: {
  readonly kind: KindAnswer
  readonly answer: GridAnswer
  readonly place: number
}) {
  const objects = kind.objects[place]
  if (answer.environments[place]?.isReference && objects !== null && objects !== undefined) {
    return (
      <span className="text-muted">
        <Count value={objects} of={[kind.label.one, kind.label.many]} />
      </span>
    )
  }
  const { status, label } = kindStatus(answer.counts[place] ?? null, kind.name)
  return <Status status={status} label={label} />
}

/** Kinds without any difference, in one group at the end: their counts belong to the sum as well. */
function InStepKinds({ answer }: { readonly answer: GridAnswer }) {
  const kinds = answer.kinds.filter(
    ({ rows, objects }) => rows === 0 && objects.some((count) => (count ?? 0) > 0),
  )
  if (kinds.length === 0) return null
  return (
    <tbody>
      {kinds.map((kind) => (
        <KindRow key={kind.name} kind={kind} answer={answer} />
      ))}
    </tbody>
  )
}

function NothingDiffers({ answer }: { readonly answer: GridAnswer }) {
  const compared = answer.counts.filter((count) => count !== null)
  const isWhole =
    compared.length === answer.environments.length - 1 &&
    compared.length > 0 &&
    answer.environments.every(({ blindSpots }) => blindSpots.length === 0)
  if (!isWhole) return null
  const equal = Math.max(...compared.map((count) => count.equal))
  return (
    <InStepState title="Everything is in step">
      <p>
        <Count value={equal} of={['object', 'objects']} /> of each environment compared with{' '}
        <SafeName name={answer.reference ?? ''} />.
      </p>
    </InStepState>
  )
}
