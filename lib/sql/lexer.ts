// Postgres's lexical rules: https://www.postgresql.org/docs/current/sql-syntax-lexical.html

/** Where the line of a place ends, its line break included. */
export function endOfLine(script: string, at: number): number {
  const end = script.indexOf('\n', at)
  return end < 0 ? script.length : end + 1
}

/** The end of the comment that begins here, or the same place. Block comments nest. */
export function skipComment(script: string, at: number): number {
  if (script.startsWith('--', at)) return endOfLine(script, at)
  if (!script.startsWith('/*', at)) return at
  const marks = /\/\*|\*\//g
  marks.lastIndex = at
  let depth = 0
  for (let mark = marks.exec(script); mark; mark = marks.exec(script)) {
    depth += mark[0] === '/*' ? 1 : -1
    if (depth === 0) return marks.lastIndex
  }
  return script.length
}

const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y
const ESCAPED_TEXT = /'(?:[^'\\]|\\[\s\S]|'')*'?/y

/** Where the word, text, name or sign that begins here ends. */
export function endOfToken(script: string, at: number): number {
  const character = script[at] as string
  if (character === "'" || character === '"') return endOfQuoted(script, at, character)
  if (character === '$') return endOfDollarQuoted(script, at)
  if ((character === 'E' || character === 'e') && script[at + 1] === "'")
    return match(ESCAPED_TEXT, script, at + 1)
  const word = match(WORD, script, at)
  return word > at ? word : at + 1
}

function match(pattern: RegExp, script: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(script) ? pattern.lastIndex : at
}

function endOfQuoted(script: string, at: number, quote: string): number {
  for (let end = script.indexOf(quote, at + 1); end >= 0; end = script.indexOf(quote, end + 2)) {
    if (script[end + 1] !== quote) return end + 1
  }
  return script.length
}

function endOfDollarQuoted(script: string, at: number): number {
  const tagEnd = match(DOLLAR_TAG, script, at)
  if (tagEnd === at) return at + 1
  const end = script.indexOf(script.slice(at, tagEnd), tagEnd)
  return end < 0 ? script.length : end + tagEnd - at
}
