/** A table whose rows can be dumped: an ordinary one, or a partition that has none of its own. */
export interface TableToDump {
  readonly oid: number
  readonly schema: string
  readonly name: string
  /** In their order, without dropped ones. */
  readonly columns: readonly ColumnToDump[]
  /** As the server's statistics have it; null where it never counted. */
  readonly estimatedRows: number | null
  /** On the server's disk, by its statistics, with values that are stored apart. */
  readonly bytes: number
  /** The role may read all its columns. */
  readonly isReadable: boolean
  /** Row-level security applies to this role: rows could be missing. */
  readonly hidesRows: boolean
  /** Tables that it is a partition or a child of, as `schema.table`, however far up. */
  readonly ancestors: readonly string[]
  /** Which rows of an extension's table are the user's, as the extension says: a WHERE clause, or empty for all. */
  readonly condition: string
  readonly references: readonly ForeignKey[]
}

export interface ColumnToDump {
  readonly name: string
  /** As DDL writes it, in full; of a domain the domain. */
  readonly type: string
  /** Of a domain what it rests on, without length or precision. */
  readonly baseType: string
  /** Letter of pg_type.typcategory, of what it rests on. */
  readonly category: string
  /** What a text is limited to, in characters; null where it is not. */
  readonly maxLength: number | null
  /** Digits before and after the point that a numeric is limited to; null where it is not. */
  readonly digits: readonly [number, number] | null
  readonly isNotNull: boolean
  readonly isGenerated: boolean
  /** Columns that a generated one is computed from. */
  readonly computedFrom: readonly string[]
  /** Takes part in a unique or excluding index, alone or with others, or in its expressions. */
  readonly isUnique: boolean
  /** Nulls are equal to each other in such an index. */
  readonly hasEqualNulls: boolean
  /** Tells into which partition a row belongs, here or in an ancestor. */
  readonly isPartitionKey: boolean
  /** Its type, or one within it, turns into JSON by a function that an extension or a user made. */
  readonly hasOwnJson: boolean
  /** Its type is json, or has it within. */
  readonly holdsJson: boolean
}

export interface ForeignKey {
  readonly columns: readonly string[]
  readonly schema: string
  readonly table: string
  readonly referenced: readonly string[]
}

/** As people write it, and as patterns are held against it. */
export function tableName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`
}
