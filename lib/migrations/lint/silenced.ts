import type { ScriptComment } from './comments'

/** A comment that silences a rule for the next statement. */
export interface Silencing {
  readonly line: number
  readonly rule: string
  /** Empty where the comment gives none. */
  readonly reason: string
}

const SILENCING = /^--\s*lockstep-lint:\s*ignore\s+([\w-]+)\s*(.*)$/i

/** The comments `-- lockstep-lint: ignore RULE reason` among these. */
export function silencings(comments: readonly ScriptComment[]): Silencing[] {
  return comments.flatMap(({ line, text }) => {
    const [, rule, reason = ''] = SILENCING.exec(text) ?? []
    return rule === undefined ? [] : [{ line, rule: rule.toLowerCase(), reason: reason.trim() }]
  })
}
