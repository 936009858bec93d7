import type { AlignedRow } from './align'
import type { DifferenceStatus } from './difference'
import type { Change, Kind } from './kind'
import type { Row } from './row'

/** Tells whether an object is the platform's, not the team's. */
export type IsPlatformObject = (kind: Kind, row: Row) => boolean

/** One row of the grid that is not the same on both sides, before it is put in words. */
export interface Finding {
  readonly kind: Kind
  readonly row: AlignedRow
  readonly status: DifferenceStatus
  readonly change: Change
  readonly targetName?: Row
}
