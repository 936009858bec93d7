import type { GridCell, GridRow } from '../objects/grid'

/** One object of the grid: with a row of its own where it differs, else only with its standing. */
export interface ListedObject {
  readonly id: string
  readonly kind: string
  readonly schema: string
  readonly address: readonly string[]
  /** Null where no environment has a difference of its own in it. */
  readonly row: GridRow | null
  /** In the order of the grid's places. */
  cells(): readonly GridCell[]
}
