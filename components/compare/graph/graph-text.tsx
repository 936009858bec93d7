import { Fragment } from 'react'
import type { GraphAnswer, GraphColumn, GraphStatus, GraphTable } from '@/lib/services/graph-answer'
import { SeverityBadge } from '../../status/severity'
import { Status } from '../../status/status'
import { Count } from '../../ui/count'
import { type Column, DataTable } from '../../ui/data-table'
import { SafeName, SafeText } from '../../ui/safe-name'
import type { Pair } from '../last-pair'
import { ObjectLink } from '../object-link'
import { type SideNames, STATUS_NAMES } from '../status-words'
import { graphStatusInWords, typeInWords } from './graph-words'

interface GraphTextProps {
  readonly graph: NonNullable<GraphAnswer['graph']>
  readonly names: SideNames
  readonly pair: Pair
  readonly onOpen: (id: string) => void
}

/** The diagram in words: tables with what changed in them, and how they are joined. */
export function GraphText({ graph, names, pair, onOpen }: GraphTextProps) {
  const tables = new Map(graph.tables.map((table) => [table.id, table]))
  const name = (id: string) => {
    const table = tables.get(id)
    return table ? <TableName table={table} /> : null
  }
  const status = (of: GraphStatus) => (
    <Status status={STATUS_NAMES[of]} label={graphStatusInWords(of, names)} />
  )
  const tableColumns: Column<GraphTable>[] = [
    {
      id: 'table',
      header: 'Table',
      isRowHeader: true,
      cell: (table) => (
        <span className="flex min-w-36 flex-wrap items-center gap-2">
          <ObjectLink id={table.id} pair={pair} onChoose={onOpen}>
            <TableName table={table} />
          </ObjectLink>
          {table.severity && <SeverityBadge severity={table.severity} />}
        </span>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: (table) => status(table.status),
    },
    {
      id: 'columns',
      header: 'Columns that differ',
      cell: (table) => <Columns table={table} names={names} />,
    },
    { id: 'keys', header: 'Keys that differ', cell: (table) => <Keys table={table} names={names} /> },
    {
      id: 'others',
      header: 'Other differences',
      align: 'number',
      cell: ({ otherDifferences }) => otherDifferences || '–',
    },
  ]
  const relationColumns: Column<(typeof graph.relations)[number]>[] = [
    {
      id: 'relation',
      header: 'Foreign key',
      isRowHeader: true,
      cell: (relation) => (
        <ObjectLink id={relation.id} pair={pair} onChoose={onOpen}>
          <SafeName name={relation.name} />
        </ObjectLink>
      ),
    },
    { id: 'status', header: 'Status', cell: (relation) => status(relation.status) },
    {
      id: 'from',
      header: 'From',
      cell: ({ from, columns }) => (
        <>
          {name(from)} (<SafeText text={columns.join(', ')} />)
        </>
      ),
    },
    {
      id: 'to',
      header: 'To',
      cell: ({ to, referencedColumns }) => (
        <>
          {name(to)} (<SafeText text={referencedColumns.join(', ')} />)
        </>
      ),
    },
  ]
  const changed = graph.tables.filter(({ isNeighbour }) => !isNeighbour)
  const neighbours = graph.tables.filter(({ isNeighbour }) => isNeighbour)
  const differing = graph.relations.filter((relation) => relation.status !== 'equal')
  const equal = graph.relations.filter((relation) => relation.status === 'equal')
  const relationTable = (caption: string, rows: typeof graph.relations) => (
    <DataTable caption={caption} columns={relationColumns} rows={rows} rowKey={({ id }) => id} />
  )
  return (
    <section aria-labelledby="graph-in-words" className="space-y-4">
      <h2 id="graph-in-words" className="font-semibold text-lg">
        The same in words
      </h2>
      <DataTable caption="Tables" columns={tableColumns} rows={changed} rowKey={({ id }) => id} />
      {neighbours.length > 0 && (
        <p className="max-w-[96ch]">
          Joined to them, the same on both sides:{' '}
          {neighbours.map((table, i) => (
            <Fragment key={table.id}>
              {i > 0 && ', '}
              <ObjectLink id={table.id} pair={pair} onChoose={onOpen}>
                <TableName table={table} />
              </ObjectLink>
            </Fragment>
          ))}
          .
        </p>
      )}
      {differing.length > 0 && relationTable('Foreign keys that differ', differing)}
      {equal.length > 0 && (
        <details>
          <summary className="w-fit py-1">
            <Count
              value={equal.length}
              of={['foreign key that is the same', 'foreign keys that are the same']}
            />
          </summary>
          <div className="mt-2">{relationTable('Foreign keys that are the same', equal)}</div>
        </details>
      )}
    </section>
  )
}

function TableName({ table: { schema, name } }: { readonly table: GraphTable }) {
  return (
    <>
      <SafeName name={schema} />
      <span className="text-muted">.</span>
      <SafeName name={name} />
    </>
  )
}

function Columns({ table, names }: { readonly table: GraphTable; readonly names: SideNames }) {
  const differing = table.columns.filter(({ status }) => status !== 'equal')
  if (differing.length === 0) return <span className="text-muted">–</span>
  if (table.status === 'sourceOnly' || table.status === 'targetOnly') {
    return (
      <span className="block min-w-56">
        <SafeText text={differing.map(({ name, type }) => `${name} ${type}`).join(', ')} />
      </span>
    )
  }
  return (
    <ul className="min-w-56">
      {differing.map((column: GraphColumn) => (
        <li key={column.id}>
          <SafeName name={column.name} className="font-medium" />{' '}
          <code className="font-mono text-xs">
            <SafeText text={typeInWords(column)} />
          </code>{' '}
          <span className="text-muted">{graphStatusInWords(column.status, names)}</span>
        </li>
      ))}
    </ul>
  )
}

function Keys({ table, names }: { readonly table: GraphTable; readonly names: SideNames }) {
  if (table.keys.length === 0) return <span className="text-muted">–</span>
  return (
    <ul className="min-w-48">
      {table.keys.map(({ id, label, name, columns, status }) => (
        <li key={id}>
          {label} <SafeName name={name} className="font-medium" /> (<SafeText text={columns.join(', ')} />){' '}
          <span className="text-muted">{graphStatusInWords(status, names)}</span>
        </li>
      ))}
    </ul>
  )
}
