import Link from 'next/link'
import type { EnvironmentAnswer } from '@/lib/services/environment-answer'
import type { PolicyRowAnswer } from '@/lib/services/policies-answer'
import type { TableCell } from '@/lib/services/policies-board'
import { CauseBadge } from '../status/cause'
import { SeverityBadge } from '../status/severity'
import { Status } from '../status/status'
import { SafeName } from '../ui/safe-name'
import { Findings } from './findings'
import { SecurityState } from './security-state'
import { TablePart } from './table-part'
import { VerdictBadge } from './verdict'

interface PolicyRowProps {
  readonly row: PolicyRowAnswer
  readonly environments: readonly EnvironmentAnswer[]
  readonly href: string
}

/** One table in all environments: whether row-level security is on, and who is wider than the reference. */
export function PolicyRow({ row, environments, href }: PolicyRowProps) {
  const { schema, name, severity, cells } = row
  return (
    <>
      <TablePart role="rowheader" className="min-w-0 px-(--pad) py-2">
        <span className="flex flex-wrap items-center gap-2">
          <Link
            href={href}
            className="font-medium underline decoration-border underline-offset-4 hover:decoration-fg"
          >
            <SafeName name={schema} />
            <span className="text-muted">.</span>
            <SafeName name={name} />
          </Link>
          {row.isPlatform && <CauseBadge cause="platformObject" />}
          {(severity === 'critical' || severity === 'high') && <SeverityBadge severity={severity} />}
        </span>
        <div className="mt-1 max-w-[72ch] text-sm">
          <Findings cells={cells} environments={environments} length="brief" />
        </div>
      </TablePart>
      {environments.map((environment, i) => (
        <TablePart
          key={environment.name}
          role="cell"
          className="px-(--pad) py-2 max-md:flex max-md:gap-3 max-md:py-1"
        >
          <span className="w-20 shrink-0 truncate font-medium text-muted md:hidden" aria-hidden="true">
            {environment.name}
          </span>
          <PolicyTableCell cell={cells[i]} environment={environment} />
        </TablePart>
      ))}
    </>
  )
}

interface PolicyTableCellProps {
  readonly cell: TableCell | undefined
  readonly environment: EnvironmentAnswer
}

/** One table in one environment, against the reference. */
export function PolicyTableCell({ cell, environment: { name, isReference } }: PolicyTableCellProps) {
  if (!cell || cell.state === 'unknown') return <Status status="unknown" description={` in ${name}`} />
  if (cell.state === 'absent') {
    return cell.verdict === 'missing' ? (
      <VerdictBadge verdict="missing" environment={name} />
    ) : (
      <span className="text-muted">
        <span aria-hidden="true">–</span>
        <span className="sr-only">no such table in {name}</span>
      </span>
    )
  }
  return (
    <span className="flex flex-col gap-1 text-sm">
      {isReference ? (
        <span className="text-muted">
          <span aria-hidden="true">◆ </span>Reference
        </span>
      ) : (
        cell.verdict && <VerdictBadge verdict={cell.verdict} environment={name} />
      )}
      <SecurityState cell={cell} />
    </span>
  )
}
