import type { ObjectId } from './address'
import type { Cell } from './align'
import type { DifferenceStatus } from './difference'
import type { Change, Kind } from './kind'
import type { Row } from './row'

/** One object that is not the same on both sides, before it is put in words. */
export interface Finding {
  readonly kind: Kind
  readonly id: ObjectId
  readonly cells: readonly [Cell, Cell]
  readonly status: DifferenceStatus
  readonly change: Change
  /** The target's row of the same definition under another name. */
  readonly targetName?: Row
}
