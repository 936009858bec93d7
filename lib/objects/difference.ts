import type { ObjectId } from './address'
import type { Hazard, Severity } from './kind'

export const STATUSES = ['different', 'sourceOnly', 'targetOnly', 'unknown'] as const
export type DifferenceStatus = (typeof STATUSES)[number]

/**
 * Why an object differs. The first ones are told by the migrations that were replayed, see migrations/trail; the others
 * by the two snapshots alone.
 */
export const CAUSES = [
  'handMade',
  'recordedButAbsent',
  'editedAfterApply',
  'presentButUnrecorded',
  'missingFile',
  'otherTool',
  'pendingMigration',
  'recordTable',
  'defaultPrivilegeAge',
  'nameOnly',
  'ownerOnly',
  'orderOnly',
  'extensionVersion',
  'platformObject',
  'unknown',
] as const
export type Cause = (typeof CAUSES)[number]

/** A cause with the environment where it lies and the migrations that it concerns, by their ids. */
export interface Reason {
  readonly cause: Cause
  readonly environment: string
  readonly migrations: readonly string[]
}

/** One property with two distinct values. */
export interface FieldDifference {
  readonly name: string
  readonly label: string
  readonly severity: Severity
  readonly source: string | null
  readonly target: string | null
}

/** One object that is not the same between source and target, or could not be compared. */
export interface Difference {
  readonly kind: string
  readonly address: readonly string[]
  readonly id: ObjectId
  readonly parent: ObjectId | null
  readonly status: DifferenceStatus
  readonly severity: Severity
  readonly cause: Cause
  /** What lies behind a cause that migrations tell, the weightiest first; absent where they tell nothing. */
  readonly reasons?: readonly Reason[]
  readonly hazards: readonly Hazard[]
  readonly fields: readonly FieldDifference[]
  /** What it means for users of the target, in a sentence; null where there is nothing to add to the fields. */
  readonly meaning: string | null
  /** The name this object has in the target, when only its name differs. */
  readonly targetAddress?: readonly string[]
  /** Of an object that one side lacks: what only the other side has and may be the same under another name. */
  readonly lookalike?: ObjectId
  /** Objects missing along with this one, on the same side. */
  readonly consequences: readonly Consequence[]
  /** The rule that accepts this difference; null while none does. */
  readonly expected: null
  /** Why it could not be compared; only with status `unknown`. */
  readonly reason?: 'busy' | 'unreadable'
}

export interface Consequence {
  readonly kind: string
  readonly address: readonly string[]
  readonly id: ObjectId
}
