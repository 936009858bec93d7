'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { describePageError } from '@/components/states/page-error'
import { requestJson } from '@/lib/client/request'
import type { EnvironmentsAnswer } from '@/lib/services/list-environments'
import type { TablePoliciesAnswer } from '@/lib/services/table-policies-answer'
import { useShortcut } from '../keys/use-shortcut'
import { objectHref } from '../objects/object-href'
import { PropertyGrid } from '../objects/property-grid'
import { EmptyState } from '../states/empty-state'
import { ErrorState } from '../states/error-state'
import { LoadingRows } from '../states/loading-rows'
import { SeverityBadge } from '../status/severity'
import { Button, ButtonLink } from '../ui/button'
import { Count } from '../ui/count'
import { PageHeader } from '../ui/page-header'
import { Panel } from '../ui/panel'
import { SafeName } from '../ui/safe-name'
import { EnvironmentCells } from './environment-cells'
import { Findings } from './findings'
import { policiesHref } from './policies-href'
import { policyQuery } from './policies-query'
import { type PolicyFilters, usePolicyFilters } from './policies-state'
import { Origins, PolicyPanel } from './policy-panel'
import { propertyRows } from './property-rows'
import { useTablePolicies } from './use-policies'

/** The page of one table's row-level security: its switches and each policy in every environment. */
export function TablePolicies({ id }: { readonly id: string }) {
  const { filters } = usePolicyFilters()
  const table = useTablePolicies(id, filters)
  const isReading = useFirstRead()
  if (table.data) return <TablePage table={table.data} filters={filters} />
  if (table.isPending || isReading) {
    return (
      <>
        <PageHeader title="Policies" />
        <LoadingRows label="Reading the environments…" />
      </>
    )
  }
  return <ErrorState level={1} error={describePageError(table.error)} onRetry={() => table.refetch()} />
}

/** Whether environments are being read for the first time, so that what is not found may still come. */
function useFirstRead(): boolean {
  const { data } = useQuery({
    queryKey: ['environments'],
    queryFn: ({ signal }) => requestJson<EnvironmentsAnswer>('/api/environments', { signal }),
    meta: { failuresToldByAsker: 'never' },
  })
  return data?.environments.some(({ state, isChecking }) => state === 'never' && isChecking) ?? false
}

interface TablePageProps {
  readonly table: TablePoliciesAnswer
  readonly filters: PolicyFilters
}

function TablePage({ table, filters }: TablePageProps) {
  const { schema, name, severity, cells, environments, reference, switches } = table
  return (
    <>
      <PageHeader
        title={
          <>
            <SafeName name={schema} />
            <span className="text-muted">.</span>
            <SafeName name={name} />
          </>
        }
        summary={
          <p className="flex flex-wrap items-center gap-2">
            Row-level security of a table {severity && <SeverityBadge severity={severity} />}
          </p>
        }
        actions={<TableActions table={table} filters={filters} />}
      />
      <div className="space-y-6">
        <EnvironmentCells cells={cells} environments={environments} />
        <div className="max-w-[90ch]">
          <Findings cells={cells} environments={environments} length="whole" />
        </div>
        <Panel title="Whom it holds back">
          <Origins reasons={table.reasons[table.id]} />
          <PropertyGrid
            label="Row-level security by environment"
            environments={environments.map((environment) => environment.name)}
            reference={reference}
            rows={propertyRows(switches)}
            absent="no such table"
            unknown={cells.map(({ state }) => state === 'unknown')}
          />
        </Panel>
        <PolicyPanels table={table} />
      </div>
    </>
  )
}

/** The policies that differ; those that are the same everywhere come when asked for, or when none differs. */
function PolicyPanels({ table }: { readonly table: TablePoliciesAnswer }) {
  const { policies } = table
  const [isOpen, setIsOpen] = useState(false)
  const same = policies.filter(({ isSame }) => isSame)
  const isWhole = isOpen || same.length === policies.length
  useShortcut('expand', () => setIsOpen(true))
  if (policies.length === 0) {
    return (
      <EmptyState title="No policies">
        No environment that could be read has a policy on this table.
      </EmptyState>
    )
  }
  const shown = isWhole ? policies : policies.filter(({ isSame }) => !isSame)
  return (
    <>
      {shown.map((policy) => (
        <PolicyPanel key={policy.id} policy={policy} table={table} />
      ))}
      {!isWhole && same.length > 0 && (
        <Button onClick={() => setIsOpen(true)}>
          Show <Count value={same.length} of={['policy that is the same', 'policies that are the same']} />
        </Button>
      )}
    </>
  )
}

/** Back to the list, the table as an object, and its neighbours in the list. */
function TableActions({ table, filters }: TablePageProps) {
  const { id, previous, next, position, matching } = table
  const router = useRouter()
  const [before, after] = [previous, next].map((other) => (other ? policiesHref(other, filters) : null))
  useShortcut('nextRow', () => after && router.push(after))
  useShortcut('previousRow', () => before && router.push(before))
  return (
    <>
      {position !== null && (
        <span className="self-center text-muted text-sm tabular-nums">
          Table {position} of {matching}
        </span>
      )}
      <Neighbour href={before} label="Previous" />
      <Neighbour href={after} label="Next" />
      <ButtonLink href={objectHref(id)}>Open the table</ButtonLink>
      <ButtonLink href={`/policies${policyQuery(filters)}`}>Back to policies</ButtonLink>
    </>
  )
}

function Neighbour({ href, label }: { readonly href: string | null | undefined; readonly label: string }) {
  if (!href) return <Button disabled>{label}</Button>
  return <ButtonLink href={href}>{label}</ButtonLink>
}
