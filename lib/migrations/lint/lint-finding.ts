import type { RuleFinding } from './rule'

/** Something in a pending file that somebody should know before the deploy. */
export interface LintFinding extends RuleFinding {
  /** What a comment silences it by. */
  readonly rule: string
  readonly source: 'own' | 'squawk'
  /** Of the statement's first word, counted from 1. */
  readonly line: number
  /** The statement, cut to what people can read. */
  readonly statement: string
}

/** A finding that a comment in the file silences. */
export interface SilencedFinding {
  readonly rule: string
  readonly line: number
  readonly message: string
  /** Empty where the comment gives none. */
  readonly reason: string
}

/** How one pending file fared. */
export interface LintedFile {
  readonly path: string
  /** Id of its migration. */
  readonly migration: string
  /** Id of the tool that will run it. */
  readonly tool: string
  /**
   * `clean`: read and parsed to the end, and no rule found anything; `partly`: some of it could not be looked into;
   * `unread`: nothing of it.
   */
  readonly state: 'clean' | 'found' | 'partly' | 'unread'
  readonly statements: number
  /** What could not be looked into and why, each in a sentence. */
  readonly problems: readonly string[]
  /** The most serious first, then by line. */
  readonly findings: readonly LintFinding[]
  readonly silenced: readonly SilencedFinding[]
}
