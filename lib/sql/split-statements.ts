import { endOfLine, endOfToken, skipComment } from './lexer'

/** One statement of a script with where it begins. */
export interface Statement {
  readonly text: string
  /** Line of its first word, counted from 1. */
  readonly line: number
  /** The rows of a `COPY … FROM stdin`, as the script holds them; absent for any other statement. */
  readonly copyData?: string
}

/**
 * Splits a script into statements by Postgres's lexical rules: quotes, dollar quotes, nested comments and the bodies of
 * `BEGIN ATOMIC` functions keep their semicolons, and so do parentheses, as in a rule of several actions. Lines that
 * begin with a backslash are psql's, not the server's: they are left out and given back by themselves.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function splitStatements(script: string): { statements: Statement[]; psqlLines: Statement[] } {
  const statements: Statement[] = []
  const psqlLines: Statement[] = []
  const lineAt = lineCounter(script)
  let at = 0
  let start = 0
  let isEmpty = true
  let depth = 0
  let parentheses = 0
  let previousWord = ''
  const finish = (end: number): void => {
    if (!isEmpty) {
      const statement = { text: script.slice(start, end).trim(), line: lineAt(start) }
      const data = /^copy\b[\s\S]*\bfrom\s+stdin\b/i.test(statement.text)
        ? copyDataAfter(script, end + 1)
        : undefined
      statements.push(data ? { ...statement, copyData: data.text } : statement)
      if (data) at = data.end
    }
    start = at
    isEmpty = true
    depth = 0
    parentheses = 0
    previousWord = ''
  }
  while (at < script.length) {
    const skipped = skipComment(script, at)
    if (skipped > at) {
      at = skipped
      if (isEmpty) start = at
      continue
    }
    const character = script[at] as string
    if (/\s/.test(character)) {
      at++
      if (isEmpty) start = at
      continue
    }
    if (character === '\\' && isEmpty) {
      const end = endOfLine(script, at)
      psqlLines.push({ text: script.slice(at, end), line: lineAt(at) })
      at = start = end
      continue
    }
    if (character === ';' && depth === 0 && parentheses === 0) {
      at++
      finish(at - 1)
      continue
    }
    isEmpty = false
    if (character === '(') parentheses++
    else if (character === ')') parentheses = Math.max(parentheses - 1, 0)
    const end = endOfToken(script, at)
    const word = script.slice(at, end).toLowerCase()
    if (word === 'atomic' && previousWord === 'begin') depth = 1
    else if (depth > 0 && word === 'case') depth++
    else if (depth > 0 && word === 'end') depth--
    previousWord = word
    at = end
  }
  finish(script.length)
  return { statements, psqlLines }
}

function lineCounter(script: string): (offset: number) => number {
  let counted = 0
  let line = 1
  return (offset) => {
    for (; counted < offset; counted++) if (script.charCodeAt(counted) === 10) line++
    return line
  }
}

/** The lines up to `\.`, which psql would send as COPY data. */
function copyDataAfter(script: string, at: number): { text: string; end: number } {
  const start = endOfLine(script, at)
  const finish = /^\\\.\r?$/m
  const found = finish.exec(script.slice(start))
  if (!found) return { text: script.slice(start), end: script.length }
  return { text: script.slice(start, start + found.index), end: start + found.index + found[0].length }
}
