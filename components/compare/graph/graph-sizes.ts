import type { GraphTable } from '@/lib/services/graph-answer'

/** Sizes of a table's box in the diagram, in CSS pixels; its layout is computed from them before anything is drawn. */
export const BOX_WIDTH = 288
const HEAD_HEIGHT = 40
const LINE_HEIGHT = 24
const PADDING = 16
/** More columns than these are told as a number. */
export const MOST_COLUMNS = 12

/** How many lines a table's box has below its head. */
function lineCount(table: GraphTable): number {
  const columns = Math.min(table.columns.length, MOST_COLUMNS)
  return columns + table.keys.length + (restOf(table) === null ? 0 : 1)
}

/** A neighbour is its head alone. */
export function boxHeight(table: GraphTable): number {
  const lines = lineCount(table)
  return HEAD_HEIGHT + (lines > 0 ? lines * LINE_HEIGHT + PADDING : 0)
}

/** What a box does not list, in words; null when it lists everything. */
export function restOf({ columns, otherColumns, otherDifferences, isNeighbour }: GraphTable): string | null {
  if (isNeighbour) return null
  const more = otherColumns + Math.max(0, columns.length - MOST_COLUMNS)
  const parts = [
    more > 0 && `${more} more ${more === 1 ? 'column' : 'columns'}`,
    otherDifferences > 0 &&
      `${otherDifferences} other ${otherDifferences === 1 ? 'difference' : 'differences'}`,
  ].filter((part) => part !== false)
  return parts.length > 0 ? parts.join(', ') : null
}
