import type { ReactNode } from 'react'
import type { GridItem } from './grid-items'
import type { ActiveCell } from './use-grid-keys'

/** What stands in a line: at its head, and in the column of each environment; without columns the head spans them. */
export interface GridLineContent {
  readonly head: ReactNode
  readonly columns: readonly { readonly name: string; readonly cell: ReactNode }[]
}

interface GridLineProps extends GridLineContent {
  readonly index: number
  readonly type: GridItem['type']
  /** How many columns the grid has, that of the objects included. */
  readonly width: number
  /** The column of the cell that takes the focus, when it is in this line. */
  readonly activeColumn: number | null
  readonly onFocus: (cell: ActiveCell) => void
  readonly measure: (element: HTMLElement | null) => void
}

const LOOKS = {
  kind: 'h-(--row) bg-surface',
  schema: 'h-7',
  row: 'h-(--row) hover:bg-surface',
} as const

const CELL = 'scroll-mt-16 px-(--pad) py-1.5 text-left font-normal focus-visible:-outline-offset-2'
const HEAD = `${CELL} left-0 z-1 sm:sticky`

/** One line of the grid, whose cells take the focus in turn. */
export function GridLine({
  index,
  type,
  width,
  head,
  columns,
  activeColumn,
  onFocus,
  measure,
}: GridLineProps) {
  const place = (column: number) => ({
    'data-at': `${index}:${column}`,
    tabIndex: activeColumn === column ? 0 : -1,
    onFocus: () => onFocus({ row: index, column }),
  })
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={`border-border border-t ${LOOKS[type]}`}
    >
      <th
        scope="row"
        colSpan={columns.length === 0 ? width : undefined}
        className={`${HEAD} ${type === 'kind' ? 'bg-surface' : 'bg-raised'}`}
        {...place(0)}
      >
        {head}
      </th>
      {columns.map(({ name, cell }, i) => (
        <td key={name} className={CELL} {...place(i + 1)}>
          {cell}
        </td>
      ))}
    </tr>
  )
}
