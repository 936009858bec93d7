'use client'

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import type { ReactNode } from 'react'
import type { GraphColumn, GraphStatus, GraphTable } from '@/lib/services/graph-answer'
import { StatusShape } from '../../status/shapes'
import { STATUSES } from '../../status/statuses'
import { SafeName, SafeText } from '../../ui/safe-name'
import { type SideNames, STATUS_NAMES } from '../status-words'
import { BOX_WIDTH, MOST_COLUMNS, restOf } from './graph-sizes'
import { graphStatusInWords, SIGNS, typeInWords } from './graph-words'

export type TableNode = Node<
  { readonly table: GraphTable; readonly names: SideNames; readonly href: string },
  'table'
>

const FRAMES: Readonly<Record<GraphStatus, string>> = {
  equal: 'border-border',
  different: 'border-2 border-changed',
  sourceOnly: 'border-2 border-dashed border-missing',
  targetOnly: 'border-4 border-double border-extra',
  unknown: 'border-2 border-unknown st-hatch',
}

/** One table of the diagram: what changed in it, its keys, and how much more there is. */
export function TableBox({ data: { table, names, href } }: NodeProps<TableNode>) {
  const rest = restOf(table)
  return (
    <div
      style={{ width: BOX_WIDTH }}
      className={`framed h-full overflow-hidden rounded-lg border bg-raised text-fg text-sm ${FRAMES[table.status]}`}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} className="opacity-0" />
      <Handle type="source" position={Position.Right} isConnectable={false} className="opacity-0" />
      <a
        href={href}
        tabIndex={-1}
        className="nodrag flex h-10 items-center gap-2 border-border border-b bg-surface px-3 hover:underline"
      >
        <span className={STATUSES[STATUS_NAMES[table.status]].tone}>
          <StatusShape status={STATUS_NAMES[table.status]} />
          <span className="sr-only">{graphStatusInWords(table.status, names)}: </span>
        </span>
        <span className="truncate font-medium **:whitespace-pre">
          {table.schema !== 'public' && (
            <span className="text-muted">
              <SafeName name={table.schema} />.
            </span>
          )}
          <SafeName name={table.name} />
        </span>
      </a>
      {!table.isNeighbour && (
        <ul className="py-1">
          {table.columns.slice(0, MOST_COLUMNS).map((column) => (
            <ColumnLine key={column.id} column={column} names={names} />
          ))}
          {table.keys.map(({ id, label, columns, status }) => (
            <Line key={id} status={status} names={names}>
              <span className="truncate **:whitespace-pre">
                {label} (<SafeText text={columns.join(', ')} />)
              </span>
            </Line>
          ))}
          {rest && <li className="h-6 truncate px-3 text-muted text-xs leading-6">{rest}</li>}
        </ul>
      )}
    </div>
  )
}

function ColumnLine({ column, names }: { readonly column: GraphColumn; readonly names: SideNames }) {
  const { name, status, isPrimaryKey, isForeignKey } = column
  return (
    <Line status={status} names={names}>
      <span className="truncate **:whitespace-pre">
        <SafeName name={name} />
      </span>
      {isPrimaryKey && <KeyMark short="PK" long="primary key" />}
      {isForeignKey && <KeyMark short="FK" long="foreign key" />}
      <span className="ml-auto truncate pl-2 font-mono text-muted text-xs **:whitespace-pre">
        <SafeText text={typeInWords(column)} />
      </span>
    </Line>
  )
}

function KeyMark({ short, long }: { readonly short: string; readonly long: string }) {
  return (
    <abbr
      title={long}
      className="rounded-xs border border-border px-1 text-muted text-xs no-underline leading-4"
    >
      {short}
    </abbr>
  )
}

interface LineProps {
  readonly status: GraphStatus
  readonly names: SideNames
  readonly children: ReactNode
}

function Line({ status, names, children }: LineProps) {
  const isEqual = status === 'equal'
  return (
    <li
      className={`flex h-6 items-center gap-1.5 px-3 ${isEqual ? '' : STATUSES[STATUS_NAMES[status]].tone}`}
    >
      <span aria-hidden="true" className="w-3 shrink-0 text-center font-mono font-semibold">
        {SIGNS[status]}
      </span>
      {!isEqual && <span className="sr-only">{graphStatusInWords(status, names)}: </span>}
      {children}
    </li>
  )
}
