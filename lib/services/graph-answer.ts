import type { DifferenceStatus } from '../objects/difference'
import type { Severity } from '../objects/kind'
import type { OriginAnswer } from './origins'

export type GraphStatus = DifferenceStatus | 'equal'

/** A column as the diagram shows it. */
export interface GraphColumn {
  readonly id: string
  readonly name: string
  readonly status: GraphStatus
  /** Its type on the source, else on the target. */
  readonly type: string
  /** Its type on the target where that is another one. */
  readonly newType: string | null
  readonly isPrimaryKey: boolean
  readonly isForeignKey: boolean
}

/** A primary key or unique constraint that is not the same on both sides. */
export interface GraphKey {
  readonly id: string
  readonly label: string
  readonly name: string
  readonly columns: readonly string[]
  readonly status: GraphStatus
}

export interface GraphTable {
  readonly id: string
  readonly schema: string
  readonly name: string
  /** Of the table with all that belongs to it: `different` when anything below it differs. */
  readonly status: GraphStatus
  readonly severity: Severity | null
  /** Not changed itself, but joined to a table that is. */
  readonly isNeighbour: boolean
  /** Columns that differ, and those of keys; none for a neighbour. */
  readonly columns: readonly GraphColumn[]
  /** How many more columns it has, all the same on both sides. */
  readonly otherColumns: number
  readonly keys: readonly GraphKey[]
  /** Differences that a diagram of tables does not draw, such as those of policies and indexes. */
  readonly otherDifferences: number
}

/** A foreign key between two tables of the diagram. */
export interface GraphRelation {
  readonly id: string
  readonly name: string
  /** Ids of the table with the foreign key, and of the table it refers to. */
  readonly from: string
  readonly to: string
  readonly columns: readonly string[]
  readonly referencedColumns: readonly string[]
  readonly status: GraphStatus
}

/** The tables that differ, with their neighbours and what joins them. */
export interface GraphAnswer {
  readonly formatVersion: 1
  readonly source: OriginAnswer
  readonly target: OriginAnswer
  readonly usesLastKnown: boolean
  /** Null while a side is not known. */
  readonly graph: {
    readonly tables: readonly GraphTable[]
    readonly relations: readonly GraphRelation[]
    /** Tables there was no room for. */
    readonly leftOut: { readonly changed: number; readonly neighbours: number }
  } | null
}
