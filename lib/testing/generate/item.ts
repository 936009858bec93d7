import type { Cause } from '../../objects/difference'

/** One object of a generated schema: how it is made, what it needs, and in which ways it can be changed. */
export interface Item {
  readonly kind: string
  readonly address: readonly string[]
  /** Statements that make it once everything it needs is there; none for what comes with another item. */
  readonly create?: string
  /** The item whose statements make this one along. */
  readonly comesWith?: Item
  /** Statements that drop it and all that needs it. */
  readonly drop?: string
  /** Items without which it cannot exist. */
  readonly needs: readonly Item[]
  /** An item that is made before it, where both are made. */
  readonly after?: Item
  /** Items without which it cannot exist either, but which do not explain to a reader that it is missing. */
  readonly alsoNeeds?: readonly Item[]
  readonly changes: readonly ItemChange[]
}

/** One way to change an item, with what must be found then. */
export interface ItemChange {
  /** What is done, such as `set not null`. */
  readonly sort: string
  /** Statements that change the item in the target. */
  readonly sql?: string
  /** Statements that make the item in the target, in place of its own. */
  readonly instead?: string
  /** The fields that differ then. */
  readonly fields: readonly string[]
  readonly cause?: Cause
  /** Its address in the target, where it has another name there. */
  readonly targetAddress?: readonly string[]
  /** Items that change along and are told with this one. */
  readonly along?: () => readonly Item[]
  /** What the change makes or drops along cannot be named beforehand; it must be told with the item nonetheless. */
  readonly hasOtherConsequences?: true
  /** Items that the changed item needs, besides those it needs anyway. */
  readonly reads?: readonly Item[]
  /** Of the changes with one text here only one can be made: of a table, only one index is clustered on. */
  readonly excludes?: string
  /** Whether it can be made only while nothing needs the item. */
  readonly needsAlone?: true
}
