import { memo, type ReactNode } from 'react'
import type { GridAnswer, RowAnswer } from '@/lib/services/grid-answer'
import { compareHref } from '../compare/compare-href'
import { objectHref } from '../objects/object-href'
import { StandingCell } from '../objects/standing-cell'
import { type GridColumn, gridColumns } from './grid-columns'
import type { GridItem } from './grid-items'
import { GridLine, type GridLineContent } from './grid-line'
import { KindCell, KindName, SchemaName } from './kind-row'
import { ObjectCell } from './object-cell'
import { BeingReplayed, isBeingReplayed } from './replay-head'
import type { ActiveCell } from './use-grid-keys'

interface GridItemLineProps {
  readonly index: number
  readonly item: GridItem
  /** The row of an item that is one; undefined while it is on its way. */
  readonly row: RowAnswer | undefined
  readonly answer: GridAnswer
  readonly isClosed: boolean
  /** The column of the cell in hand, when it is in this line. */
  readonly activeColumn: number | null
  readonly onToggleKind: (kind: string) => void
  readonly onFocus: (cell: ActiveCell) => void
  readonly measure: (element: HTMLElement | null) => void
}

/** One line of the grid. A step from cell to cell renders only the two lines that it concerns. */
export const GridItemLine = memo(function GridItemLine(props: GridItemLineProps) {
  const { index, item, answer, activeColumn, onFocus, measure } = props
  return (
    <GridLine
      index={index}
      type={item.type}
      width={gridColumns(answer).length + 1}
      activeColumn={activeColumn}
      onFocus={onFocus}
      measure={measure}
      {...contentOf(props)}
    />
  )
}, isSameLine)

/** What tells one line of the grid from all others. */
export function keyOf(item: GridItem): string {
  if (item.type === 'row') return `row ${item.offset}`
  return item.type === 'kind' ? `kind ${item.kind.name}` : `schema ${item.schema} ${item.matching}`
}

/** Items are made anew each time they are asked for; what they say is what counts. The callbacks stay what they do. */
function isSameLine(before: GridItemLineProps, now: GridItemLineProps): boolean {
  return (
    before.index === now.index &&
    before.row === now.row &&
    before.answer === now.answer &&
    before.isClosed === now.isClosed &&
    before.activeColumn === now.activeColumn &&
    keyOf(before.item) === keyOf(now.item)
  )
}

function contentOf({ item, row, answer, isClosed, onToggleKind }: GridItemLineProps): GridLineContent {
  const columns = (cell: (column: GridColumn, place: number) => ReactNode) =>
    gridColumns(answer).map((column, i) => ({ name: column.name, cell: cell(column, i) }))
  if (item.type === 'schema') return { head: <SchemaName {...item} />, columns: [] }
  if (item.type === 'kind') {
    const { kind, group } = item
    return {
      head: (
        <KindName kind={kind} group={group} isClosed={isClosed} onToggle={() => onToggleKind(kind.name)} />
      ),
      columns: columns((column, place) => (
        <KindCell kind={kind} answer={answer} column={column} place={place} />
      )),
    }
  }
  if (!row) return { head: <Waiting />, columns: columns(() => <Waiting />) }
  return {
    head: <ObjectCell row={row} />,
    columns: columns((column, place) =>
      isBeingReplayed(column.replay) ? (
        <BeingReplayed />
      ) : (
        <StandingCell
          cell={row.cells[place]}
          environment={column}
          href={cellHref(row, place, column, answer)}
          tabIndex={-1}
        />
      ),
    ),
  }
}

/** The line that differs; what follows from another object is told there. */
function cellHref(
  { id, cells }: RowAnswer,
  place: number,
  { name }: GridColumn,
  { reference }: GridAnswer,
): string {
  if (reference === null) return objectHref(id, name)
  return compareHref(reference, name, { object: cells[place]?.followsFrom ?? id })
}

function Waiting() {
  return <span className="block h-3 w-1/2 rounded-sm bg-border" />
}
