import type { GraphAnswer, GraphColumn, GraphStatus, GraphTable } from '@/lib/services/graph-answer'
import { SeverityBadge } from '../../status/severity'
import { Status } from '../../status/status'
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
        <span className="flex flex-wrap items-center gap-2">
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
      cell: ({ status: of, isNeighbour }) =>
        isNeighbour ? <span className="text-muted">the same, joined to a changed one</span> : status(of),
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
  return (
    <div className="space-y-6">
      <section aria-labelledby="graph-tables">
        <h2 id="graph-tables" className="mb-2 font-semibold text-lg">
          The same in words
        </h2>
        <DataTable caption="Tables" columns={tableColumns} rows={graph.tables} rowKey={({ id }) => id} />
      </section>
      {graph.relations.length > 0 && (
        <section aria-labelledby="graph-relations">
          <h2 id="graph-relations" className="mb-2 font-semibold text-lg">
            How they are joined
          </h2>
          <DataTable
            caption="Foreign keys"
            columns={relationColumns}
            rows={graph.relations}
            rowKey={({ id }) => id}
          />
        </section>
      )}
    </div>
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
  return (
    <ul>
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
    <ul>
      {table.keys.map(({ id, label, name, columns, status }) => (
        <li key={id}>
          {label} <SafeName name={name} className="font-medium" /> (<SafeText text={columns.join(', ')} />){' '}
          <span className="text-muted">{graphStatusInWords(status, names)}</span>
        </li>
      ))}
    </ul>
  )
}
