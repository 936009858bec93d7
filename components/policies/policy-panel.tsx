import Link from 'next/link'
import type { Reason } from '@/lib/objects/difference'
import type { TableCell } from '@/lib/services/policies-board'
import type { PolicyAnswer, PolicyCell, TablePoliciesAnswer } from '@/lib/services/table-policies-answer'
import { objectHref } from '../objects/object-href'
import { PropertyGrid } from '../objects/property-grid'
import { LaterReasons } from '../status/later-reasons'
import { SeverityBadge } from '../status/severity'
import { Status } from '../status/status'
import type { StatusName } from '../status/statuses'
import { Panel } from '../ui/panel'
import { SafeName, SafeText } from '../ui/safe-name'
import { propertyRows } from './property-rows'

interface PolicyPanelProps {
  readonly policy: PolicyAnswer
  readonly table: TablePoliciesAnswer
}

/** One policy in every environment, each property on its own line, with what a difference means. */
export function PolicyPanel({ policy, table }: PolicyPanelProps) {
  const names = table.environments.map(({ name }) => name)
  return (
    <Panel
      title={
        <span className="flex flex-wrap items-center gap-2">
          <SafeName name={policy.name} />
          {policy.isSame && <Status status="inSync" />}
        </span>
      }
      actions={
        <Link href={objectHref(policy.id)} className="text-sm underline underline-offset-4">
          Open the policy
          <span className="sr-only"> {policy.name}</span>
        </Link>
      }
    >
      <ul className="mb-3 space-y-1 empty:hidden">
        {policy.cells.map((cell, i) => (
          <PolicyMeaning
            key={names[i]}
            cell={cell}
            environment={names[i] ?? ''}
            doesNotApply={doesNotApply(cell, table.cells[i])}
          />
        ))}
      </ul>
      <Origins reasons={table.reasons[policy.id]} />
      <PropertyGrid
        label={`Policy ${policy.name} by environment`}
        environments={names}
        reference={table.reference}
        rows={propertyRows(policy.properties)}
        absent="no such policy"
        unknown={policy.cells.map(({ state }) => state === 'unknown')}
      />
    </Panel>
  )
}

/** Which migration, or which hand, it comes from that an object differs; nothing while no replay tells. */
export function Origins({ reasons }: { readonly reasons: readonly Reason[] | undefined }) {
  if (!reasons || reasons.length === 0) return null
  return (
    <div className="mb-3 text-sm">
      <LaterReasons reasons={reasons} />
    </div>
  )
}

const STATUS_OF: Readonly<Partial<Record<PolicyCell['state'], StatusName>>> = {
  different: 'changed',
  missing: 'missing',
  onlyHere: 'onlyHere',
}

const HERE: ReadonlySet<PolicyCell['state']> = new Set([
  'reference',
  'same',
  'different',
  'onlyHere',
  'notCompared',
])

function doesNotApply({ state }: PolicyCell, table: TableCell | undefined): boolean {
  return HERE.has(state) && table?.isEnabled === false
}

interface PolicyMeaningProps {
  readonly cell: PolicyCell
  readonly environment: string
  /** Row-level security is off there. */
  readonly doesNotApply: boolean
}

/** One environment in which the policy is not the reference's, or is without effect. */
function PolicyMeaning({ cell, environment, doesNotApply }: PolicyMeaningProps) {
  const status = STATUS_OF[cell.state]
  if (!status && !doesNotApply) return null
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <SafeName name={environment} className="font-medium" />
      {status && <Status status={status} />}
      {doesNotApply && <span>The policy does not apply: row-level security is off.</span>}
      {cell.severity && <SeverityBadge severity={cell.severity} />}
      {cell.nameHere !== null && (
        <span>
          is called <SafeName name={cell.nameHere} className="font-medium" /> here
        </span>
      )}
      {cell.meaning && (
        <span>
          <SafeText text={cell.meaning} />
        </span>
      )}
    </li>
  )
}
