import type { Sql } from '../sql/sql'
import type { HistoryEntry, RecordedPart } from './history'

/** A relation that may hold a record of migrations. */
export interface CandidateTable {
  readonly schema: string
  readonly name: string
  /** Type of each column as format_type prints it, by the column's name. */
  readonly columns: ReadonlyMap<string, string>
  readonly owner: string
  /**
   * `filtered`: row-level security hides rows from the role, so that what it reads may not be all. `untrusted`: reading
   * would run what another role, which is no superuser, put into a view, a foreign table or a cast (CVE-2024-7348).
   */
  readonly access: 'readable' | 'forbidden' | 'filtered' | 'untrusted'
}

/** A row as the driver gives it: every column is text or null. */
export type TextRow = Readonly<Record<string, string | null>>

/** How one tool records its migrations. One file per tool. */
export interface HistoryTool {
  readonly id: string
  /** As its makers write it. */
  readonly label: string
  /** Columns without which a table is not this tool's. */
  readonly columns: readonly string[]
  /** The most columns such a table has, where few columns would fit many tables. */
  readonly mostColumns?: number
  /** What its tables are called, in small letters, where no columns are common to all; as Postgres reads it too. */
  readonly called?: RegExp
  /** Columns of other tables that tell of this tool, such as its lock; they come with `others`. */
  readonly siblings?: readonly (readonly string[])[]
  /** Whether a table with these columns is this tool's; `others` are all tables that may be some tool's. */
  isOwn(table: CandidateTable, others: readonly CandidateTable[]): boolean
  /** What it writes down beside the key. */
  readonly records: readonly RecordedPart[]
  readonly coverage: 'each' | 'current'
  /** Reads the record in its own order, every column as text. */
  select(table: CandidateTable, others: readonly CandidateTable[]): Sql
  /** Rows of `select`, in their order. */
  read(rows: readonly TextRow[]): HistoryEntry[]
  /** The statements that ran for one key, one row each in a column `statement`; where the tool keeps them. */
  selectStatements?(table: CandidateTable, key: string): Sql
  /** Tells of a lock that a run left behind; one row with a column `lock`, or none. */
  selectLock?(others: readonly CandidateTable[], table: CandidateTable): Sql | null
}
