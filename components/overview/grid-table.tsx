'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useMemo, useRef } from 'react'
import { usePreference } from '../preferences/preference'
import { density } from '../preferences/preferences'
import { PrintedNote } from '../ui/printed-note'
import { quietRows } from '../ui/quiet-rows'
import { MOST_PRINTED, printedPlaces, usePrinting } from '../ui/use-printing'
import { gridColumns } from './grid-columns'
import { GridHead } from './grid-head'
import { GridItemLine, keyOf } from './grid-item-line'
import { gridItems } from './grid-items'
import { isFiltered, type OverviewState } from './overview-state'
import { columnOf, useGridKeys } from './use-grid-keys'
import type { AskedGrid } from './use-overview'
import { useRows } from './use-rows'

/** Heights of rows and of the head in pixels, as globals.css has them, until a row was measured. */
const ROW_PX = { comfortable: 40, compact: 32 }
const HEAD_PX = 56

interface GridTableProps {
  readonly answer: AskedGrid
  readonly state: OverviewState
  /** The column in which the focus was in the list that this one takes the place of; null when it was elsewhere. */
  readonly heldColumn: RefObject<number | null>
  readonly onToggleKind: (kind: string) => void
}

/** Objects by environments. Only the rows in sight are in the document, however many there are. */
export function GridTable({ answer, state, heldColumn, onToggleKind }: GridTableProps) {
  const scroller = useRef<HTMLElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const rowHeight = ROW_PX[usePreference(density) ?? 'comfortable']
  const isPrinting = usePrinting()
  const items = useMemo(
    () => gridItems(answer, state.closed, isFiltered(state)),
    [answer, state.closed, state],
  )
  const list = useVirtualizer({
    ...quietRows(),
    count: items.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: HEAD_PX,
    scrollPaddingEnd: rowHeight,
    overscan: 8,
  })
  const columns = gridColumns(answer).length + 1
  const keys = useGridKeys({
    table,
    items,
    columns,
    heldColumn,
    scrollTo: (row) => list.scrollToIndex(row),
  })
  const inSight = isPrinting
    ? printedPlaces(items.count).map((index) => ({ index, start: 0, end: 0 }))
    : list.getVirtualItems()
  const shown = inSight.map(({ index }) => ({ index, item: items.at(index) }))
  // While the cell in hand is scrolled away, the first one in sight takes its place for Tab.
  const isInSight = shown.some(({ index }) => index === keys.active.row)
  const active = isInSight ? keys.active : { row: shown[0]?.index ?? 0, column: 0 }
  const rows = useRows(
    answer,
    shown.flatMap(({ item }) => (item.type === 'row' ? [item.offset] : [])),
  )
  // What is still on its way cannot be waited for on paper; the note below says how many are missing.
  const drawn = isPrinting ? shown.filter(({ item }) => item.type !== 'row' || rows.has(item.offset)) : shown
  const open = answer.groups.filter(({ kind }) => !state.closed.includes(kind))
  const before = inSight[0]?.start ?? 0
  const after = isPrinting ? 0 : list.getTotalSize() - (inSight.at(-1)?.end ?? 0)
  return (
    <section
      ref={scroller}
      aria-label="Objects by environment"
      className="relative max-h-[max(20rem,calc(100dvh-var(--stuck)-1.5rem))] min-h-48 overflow-auto rounded-lg border border-border bg-raised"
    >
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are walked by arrow keys
        role="grid"
        aria-rowcount={items.count + 1}
        aria-colcount={columns}
        onKeyDown={keys.onKeyDown}
        onFocus={({ target }) => {
          heldColumn.current = columnOf(target)
        }}
        onBlur={({ relatedTarget }) => {
          // A list that is taken away leaves the focus nowhere.
          if (relatedTarget) heldColumn.current = null
        }}
        className="w-full print:min-w-0! table-fixed border-collapse text-sm"
        style={{ minWidth: `${4 + 10 * columns}rem` }}
      >
        <caption className="sr-only">
          Objects {state.show === 'everything' ? '' : 'that differ, '}by environment
        </caption>
        <GridHead answer={answer} />
        <tbody>
          <Gap height={before} columns={columns} />
          {drawn.map(({ index, item }) => (
            <GridItemLine
              key={keyOf(item)}
              index={index}
              item={item}
              row={item.type === 'row' ? rows.get(item.offset) : undefined}
              answer={answer}
              isClosed={item.type === 'kind' && state.closed.includes(item.kind.name)}
              activeColumn={active.row === index ? active.column : null}
              onToggleKind={onToggleKind}
              onFocus={keys.setActive}
              measure={list.measureElement}
            />
          ))}
          <Gap height={after} columns={columns} />
        </tbody>
      </table>
      {isPrinting && (
        <PrintedNote
          printed={drawn.filter(({ item }) => item.type === 'row').length}
          of={open.reduce((sum, { matching }) => sum + matching, 0)}
          words={['object', 'objects']}
          isCut={drawn.length === MOST_PRINTED}
        />
      )}
    </section>
  )
}

/** Stands for the rows that are not in the document. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can be focused
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height }} className="p-0" />
    </tr>
  )
}
