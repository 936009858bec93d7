import type { ObjectId, ObjectRef } from '../../objects/address'
import type { FindRows, Kind } from '../../objects/kind'
import type { Row } from '../../objects/row'

/** One object that is to become as an environment has it. */
export interface ObjectChange {
  readonly kind: Kind
  readonly ref: ObjectRef
  readonly id: ObjectId
  /** As the environment has it; null where it has none. */
  readonly wanted: Row | null
  /** As the files build it; null where they build none. */
  readonly present: Row | null
  /** Names of the fields that differ; empty where one side has none. */
  readonly fields: readonly string[]
  /** What the files build and the environment lacks, and may be this object under another name. */
  readonly lookalike?: ObjectRef
  /** What it follows from, where it is no difference of its own. */
  readonly root?: ObjectId
}

/** What rules may look at. */
export interface DraftContext {
  /** Objects of the environment. */
  readonly find: FindRows
  /** Whether the file makes this object, which is not there yet. */
  isMade(ref: ObjectRef): boolean
}

/** What makes some fields of an object as they are wanted, or why that cannot be written. */
export type DraftedFields = { readonly fields: readonly string[] } & (
  | { readonly statements: readonly string[]; readonly cautions?: readonly string[] }
  | { readonly reason: string }
)

/** What makes an object as it is wanted, or why that cannot be written. */
export type Drafted =
  | {
      /** Each as it is run: those of one object may stand apart, when others are needed between them. */
      readonly statements: readonly string[]
      /** What may keep them from running where there are rows, or what they hold up; each a sentence. */
      readonly cautions?: readonly string[]
    }
  | {
      /** Each by itself: what one of them cannot have keeps no other back. */
      readonly parts: readonly DraftedFields[]
    }
  | { readonly reason: string }
  /** It comes about along with another object of the file. */
  | 'included'

/** How the objects of a kind are made, changed and dropped. What a rule lacks is never written. */
export interface DraftRule {
  create(wanted: Row, change: ObjectChange, context: DraftContext): Drafted
  change?(rows: { readonly wanted: Row; readonly present: Row }, change: ObjectChange): Drafted
  /** Only for kinds that hold no data. */
  drop?(present: Row, change: ObjectChange): Drafted
}
