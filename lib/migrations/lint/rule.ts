import type { Severity } from '../../objects/kind'
import type { Deploy } from './deploy'
import type { EnvironmentFacts } from './facts'
import type { LintScript, LintStatement } from './script'

/** What a rule looks at beside the statement. */
export interface LintContext {
  /** All pending statements, over what is in the target. */
  readonly deploy: Deploy
  readonly target: EnvironmentFacts
  /** By path, the other environments in which a file is to run too. */
  readonly alsoPendingIn: ReadonlyMap<string, readonly EnvironmentFacts[]>
}

/** What a rule says of a statement. */
export interface RuleFinding {
  readonly severity: Severity
  /** What is the case, in a sentence. */
  readonly message: string
  /** Why it matters there, with the size of the table where that decides. */
  readonly why: string
  /** How it is done safely, in a sentence; null where there is nothing to do but to know. */
  readonly instead: string | null
  /** The safe form as SQL, where there is one. */
  readonly sql?: string
}

/** A finding at a place of its own within the script. */
export interface ScriptFinding extends RuleFinding {
  readonly line: number
  readonly statement: string
}

/** One thing to look for. One file per rule. */
export interface LintRule {
  /** What comments name it by. */
  readonly id: string
  /** What it looks for, in a sentence. */
  readonly about: string
  /** @param at place of the statement among all that are pending. */
  check?(statement: LintStatement, at: number, context: LintContext): RuleFinding[]
  /** For what is no statement, such as comments, and for what is told once for a file. */
  checkScript?(script: LintScript, context: LintContext): ScriptFinding[]
}
