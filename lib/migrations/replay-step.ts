/** One migration to run, in the order of a replay. */
export interface ReplayStep {
  /** The migration's own, as the table of migrations has it. */
  readonly id: string
  /** What people know it by: the path of its file, or the record that holds its statements. */
  readonly path: string
  readonly text: string
}
