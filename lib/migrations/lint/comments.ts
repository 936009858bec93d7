import { endOfToken, skipComment } from '../../sql/lexer'

/** A comment of a script. */
export interface ScriptComment {
  /** Line on which it begins, counted from 1. */
  readonly line: number
  /** With its dashes or its slashes and stars. */
  readonly text: string
}

/** The comments of a script; what only looks like one, within a text or a function's body, is none. */
export function commentsOf(script: string): ScriptComment[] {
  const comments: ScriptComment[] = []
  let line = 1
  for (let at = 0; at < script.length; ) {
    const end = skipComment(script, at)
    const next = end > at ? end : endOfToken(script, at)
    const text = script.slice(at, next)
    if (end > at) comments.push({ line, text: text.trimEnd() })
    line += text.split('\n').length - 1
    at = next
  }
  return comments
}
