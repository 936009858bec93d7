/** One entry of the error catalogue; the texts name no particular environment. */
export interface ErrorExplanation {
  /** Short name of what happened, for headings and lists. */
  readonly title: string
  /** Why it happens, most likely cause first. */
  readonly cause: string
  /** What to do, the best first. */
  readonly nextSteps: readonly [string, ...string[]]
}
