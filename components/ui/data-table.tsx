import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly id: string
  readonly header: ReactNode
  readonly cell: (row: Row) => ReactNode
  /** `number` aligns digits under digits. */
  readonly align?: 'text' | 'number'
  /** The column whose cell names the row; one of the columns should. */
  readonly isRowHeader?: boolean
}

interface DataTableProps<Row> {
  /** What the table lists; read out, and shown by the heading above it. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
}

/** A list with columns. It scrolls sideways inside itself, so that the page does not. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <ScrollArea label={caption}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-surface text-muted">
          <tr className="h-(--row)">
            {columns.map((column) => (
              <th key={column.id} scope="col" className={`px-(--pad) font-medium ${alignment(column)}`}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="h-(--row) border-border border-t hover:bg-surface">
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const look = `px-(--pad) py-1.5 ${alignment(column)}`
  if (!column.isRowHeader) return <td className={look}>{column.cell(row)}</td>
  return (
    <th scope="row" className={`${look} min-w-36 font-medium`}>
      {column.cell(row)}
    </th>
  )
}

function alignment({ align = 'text' }: { align?: 'text' | 'number' }): string {
  return align === 'number' ? 'text-right tabular-nums' : 'text-left'
}

interface ScrollAreaProps {
  readonly label: string
  readonly children: ReactNode
  readonly className?: string
}

/** A box that scrolls, reachable by keyboard and named for those who hear it. */
export function ScrollArea({ label, children, className = '' }: ScrollAreaProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className={`relative overflow-auto rounded-lg border border-border bg-raised ${className}`}
    >
      {children}
    </section>
  )
}
