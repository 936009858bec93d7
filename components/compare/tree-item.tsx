import type { IndexRow } from '@/lib/services/comparison-index'
import type { NamedObject } from '@/lib/services/named-object'
import { ObjectName } from '../objects/object-name'
import { StatusShape } from '../status/shapes'
import { STATUSES } from '../status/statuses'
import { Chevron } from '../ui/chevron'
import { Count } from '../ui/count'
import { SafeName } from '../ui/safe-name'
import type { TreeGroup } from './difference-tree'
import { type SideNames, STATUS_NAMES, statusInWords } from './status-words'
import type { TreeRow } from './tree-rows'

interface TreeItemProps {
  readonly row: TreeRow
  readonly names: SideNames
  readonly isViewed: (row: IndexRow) => boolean
}

/** What one line of the tree says. */
export function TreeItem({ row, names, isViewed }: TreeItemProps) {
  switch (row.type) {
    case 'group':
      return <GroupItem group={row.group} isOpen={row.isOpen} />
    case 'object':
      return <ObjectItem row={row.leaf.row} names={names} isViewed={isViewed(row.leaf.row)} />
    case 'equalGroup':
      return (
        <>
          <Chevron isOpen={row.isOpen} />
          <span className="text-ok">
            <StatusShape status="inSync" />
          </span>
          <span className="font-medium">In sync</span>
          <Total value={row.matching} />
        </>
      )
    case 'equalObject':
      return <EqualItem object={row.object} />
    default:
      return (
        <span className="pl-5 text-accent underline underline-offset-4">
          Load more (<Count value={row.left} /> left)
        </span>
      )
  }
}

function GroupItem({ group, isOpen }: { readonly group: TreeGroup; readonly isOpen: boolean }) {
  const isUnknown = group.type === 'unknown'
  return (
    <>
      <Chevron isOpen={isOpen} />
      {isUnknown && (
        <span className="text-unknown">
          <StatusShape status="unknown" />
        </span>
      )}
      <span className={`truncate **:whitespace-pre ${group.type === 'kind' ? 'text-muted' : 'font-medium'}`}>
        {group.type === 'schema' ? <SafeName name={group.label} /> : group.label}
      </span>
      {(group.severity === 'critical' || group.severity === 'high') && !isOpen && (
        <SeverityDot severity={group.severity} />
      )}
      <Total value={group.total} />
    </>
  )
}

interface ObjectItemProps {
  readonly row: IndexRow
  readonly names: SideNames
  readonly isViewed: boolean
}

function ObjectItem({ row, names, isViewed }: ObjectItemProps) {
  const status = STATUS_NAMES[row.status]
  const { address, attachedParts } = withoutSchema(row)
  const isQuiet = row.severity === 'low' || row.severity === 'cosmetic'
  return (
    <>
      <span className={STATUSES[status].tone} title={statusInWords(row.status, names)}>
        <StatusShape status={status} />
        <span className="sr-only">{statusInWords(row.status, names)}: </span>
      </span>
      <span className={`truncate **:whitespace-pre ${isQuiet || isViewed ? 'text-muted' : ''}`}>
        <ObjectName kind={row.kind.name} address={address} attachedParts={attachedParts} />
      </span>
      {(row.severity === 'critical' || row.severity === 'high') && <SeverityDot severity={row.severity} />}
      <span className="ml-auto flex shrink-0 items-center gap-1.5 pl-2 text-muted text-xs tabular-nums">
        {row.consequences > 0 && (
          <span title={`${row.consequences} more along with it`}>
            +{row.consequences}
            <span className="sr-only"> more along with it</span>
          </span>
        )}
        {isViewed && (
          <span title="Viewed">
            <span aria-hidden="true">✓</span>
            <span className="sr-only">viewed</span>
          </span>
        )}
      </span>
    </>
  )
}

function EqualItem({ object }: { readonly object: NamedObject }) {
  return (
    <>
      <span className="text-ok">
        <StatusShape status="inSync" />
        <span className="sr-only">In sync: </span>
      </span>
      <span className="truncate text-muted **:whitespace-pre">
        {object.label}{' '}
        <ObjectName kind={object.kind} address={object.address} attachedParts={object.attachedParts} />
      </span>
    </>
  )
}

/** Colour and shape here, the word for those who hear it; the object itself says it in full. */
function SeverityDot({ severity }: { readonly severity: 'critical' | 'high' }) {
  const word = severity === 'critical' ? 'Critical' : 'High'
  return (
    <span
      title={word}
      className={`shrink-0 rounded-sm px-1 font-semibold text-xs ${severity === 'critical' ? 'text-missing st-tint-missing' : 'text-changed'}`}
    >
      {severity === 'critical' ? word : <span aria-hidden="true">▲</span>}
      {severity === 'high' && <span className="sr-only">{word}</span>}
    </span>
  )
}

function Total({ value }: { readonly value: number }) {
  return (
    <span className="ml-auto shrink-0 pl-2 text-muted text-xs">
      <Count value={value} />
    </span>
  )
}

/** The schema stands above the object already. */
function withoutSchema({ kind, schema, address }: IndexRow): {
  readonly address: readonly string[]
  readonly attachedParts: number
} {
  const { attachedParts } = kind
  if (schema === '') return { address, attachedParts }
  if (attachedParts === 0) return { address: address.length > 1 ? address.slice(1) : address, attachedParts }
  if (attachedParts === 1 || address[1] !== schema || !address[2]) return { address, attachedParts }
  return { address: [address[0] as string, ...address.slice(2)], attachedParts: attachedParts - 1 }
}
