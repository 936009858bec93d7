/** One statement of a dump, in the order in which they are to run. */
export interface DumpStatement {
  readonly text: string
  /** Line of a script on which it begins, counted from 1; for an archive the number of its entry. */
  readonly line: number
  /**
   * The rows of a `COPY … FROM stdin`, as they are in the dump, each with its line break. What is not taken of them is
   * skipped when the next statement is asked for.
   */
  readonly copy?: AsyncIterable<Buffer>
}
