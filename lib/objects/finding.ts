import type { ObjectId } from './address'
import type { Cell } from './align'
import type { DifferenceStatus } from './difference'
import type { Change, Kind } from './kind'
import type { Row } from './row'

/** Tells whether an object is the platform's, not the team's. */
export type IsPlatformObject = (kind: Kind, row: Row) => boolean

/** Tells whether two different owners are as good as one, such as two roles of the platform. */
export type IsSameOwner = (source: string, target: string) => boolean

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
