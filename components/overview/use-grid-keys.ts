'use client'

import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useShortcut } from '../keys/use-shortcut'
import type { GridItems } from './grid-items'

/** The cell that has, or would get, the focus. */
export interface ActiveCell {
  readonly row: number
  readonly column: number
}

interface GridKeys {
  readonly active: ActiveCell
  readonly setActive: (cell: ActiveCell) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const PAGE = 12

interface GridKeysOptions {
  readonly table: RefObject<HTMLTableElement | null>
  readonly items: GridItems
  readonly columns: number
  /**
   * The column in which the focus was in the grid that this one takes the place of, null when it was elsewhere; it goes
   * to the same column of the first object.
   */
  readonly heldColumn: RefObject<number | null>
  readonly scrollTo: (row: number) => void
}

/**
 * Moves over the cells of a grid with the keys of an ARIA grid and with j, k, h, l: one Tab stop in, one out.
 * https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export function useGridKeys({ table, items, columns, heldColumn, scrollTo }: GridKeysOptions): GridKeys {
  const [active, setCell] = useState<ActiveCell>({ row: 0, column: 0 })
  // The focus follows a key and tells of itself then; what it tells is known already.
  const setActive = (cell: ActiveCell) =>
    setCell((before) => (before.row === cell.row && before.column === cell.column ? before : cell))
  const wantsFocus = useRef(false)
  const last = items.count - 1

  // The row may be rendered only after the list has scrolled to it, so every render looks again.
  useEffect(() => {
    if (!wantsFocus.current) return
    const cell = table.current?.querySelector<HTMLElement>(`[data-at="${active.row}:${active.column}"]`)
    if (!cell) return
    wantsFocus.current = false
    cell.focus()
  })

  const move = (row: number | null, column = active.column) => {
    if (row === null) return
    const cell = { row: Math.min(Math.max(row, 0), last), column: Math.min(Math.max(column, 0), columns - 1) }
    wantsFocus.current = true
    setActive(cell)
    scrollTo(cell.row)
  }
  const takeFocus = useEffectEvent((column: number) => move(items.rowFrom(0, 1), column))
  useEffect(() => {
    if (heldColumn.current !== null && document.activeElement === document.body) takeFocus(heldColumn.current)
  }, [heldColumn])

  // The first press goes to the first object, not past it.
  const isInside = () => Boolean(table.current?.contains(document.activeElement))
  useShortcut('nextRow', () => move(items.rowFrom(isInside() ? active.row + 1 : active.row, 1)))
  useShortcut('previousRow', () => move(items.rowFrom(active.row - 1, -1)))
  useShortcut('nextColumn', () => move(active.row, active.column + 1))
  useShortcut('previousColumn', () => move(active.row, active.column - 1))
  useShortcut('openRow', () => open(table.current, active))

  return {
    active: { row: Math.min(active.row, Math.max(last, 0)), column: active.column },
    setActive,
    onKeyDown: (event) => {
      const to = destination(event, active, { row: last, column: columns - 1 })
      if (!to) return
      event.preventDefault()
      move(to.row, to.column)
    },
  }
}

/** The column of the cell that an element of a grid is in; the first one where it is in none. */
export function columnOf(element: Element): number {
  return Number(element.closest<HTMLElement>('[data-at]')?.dataset.at?.split(':')[1] ?? 0)
}

/** Where a key leads from a cell; null for keys that are not the grid's. */
function destination(event: KeyboardEvent, from: ActiveCell, last: ActiveCell): ActiveCell | null {
  const { row, column } = from
  const isFar = event.ctrlKey || event.metaKey
  if (event.altKey || (isFar && event.key !== 'Home' && event.key !== 'End')) return null
  switch (event.key) {
    case 'ArrowDown':
      return { row: row + 1, column }
    case 'ArrowUp':
      return { row: row - 1, column }
    case 'ArrowRight':
      return { row, column: column + 1 }
    case 'ArrowLeft':
      return { row, column: column - 1 }
    case 'PageDown':
      return { row: row + PAGE, column }
    case 'PageUp':
      return { row: row - PAGE, column }
    case 'Home':
      return isFar ? { row: 0, column: 0 } : { row, column: 0 }
    case 'End':
      return isFar ? last : { row, column: last.column }
    default:
      return null
  }
}

function open(table: HTMLTableElement | null, { row, column }: ActiveCell): void {
  const cell = table?.querySelector<HTMLElement>(`[data-at="${row}:${column}"]`)
  const target =
    cell?.querySelector<HTMLElement>('a, button') ?? cell?.parentElement?.querySelector('a, button')
  if (target instanceof HTMLElement) target.click()
}
