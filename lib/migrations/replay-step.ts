/** One migration to run, in the order of a replay. */
export interface ReplayStep {
  /** What people know it by: the path of its file, or the record that holds its statements. */
  readonly path: string
  readonly text: string
}
