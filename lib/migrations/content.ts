import { createHash } from 'node:crypto'
import { endOfToken, skipComment } from '../sql/lexer'
import { splitStatements } from '../sql/split-statements'

/**
 * A hash of what a script does, whatever its comments, spaces, line ends and the case of its words; null for a script
 * that does nothing. A transaction around the whole script is not part of it: some tools write one, others make one.
 */
export function contentOf(script: string): string | null {
  const exact = hash(script)
  const known = contents.get(exact)
  if (known !== undefined) return known
  const statements = normalStatements(script)
  const content = statements.length === 0 ? null : hash(statements.join('\n;\n'))
  if (contents.size === MOST_KNOWN) contents.clear()
  contents.set(exact, content)
  return content
}

/** By the hash of a script as it stands: all environments record the same ones, and most files stay as they are. */
const contents = new Map<string, string | null>()
const MOST_KNOWN = 50_000

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** The statements of a script, each with one space between its words, without comments. */
export function normalStatements(script: string): string[] {
  const text = script.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const statements = splitStatements(text).statements.map(
    ({ text: statement, copyData }) => normalWords(statement) + (copyData ? `\n${copyData}` : ''),
  )
  const isWrapped = BEGIN.test(statements[0] ?? '') && COMMIT.test(statements.at(-1) ?? '')
  return isWrapped ? statements.slice(1, -1) : statements
}

const BEGIN = /^(?:begin(?: work| transaction)?|start transaction)$/
const COMMIT = /^(?:commit|end)(?: work| transaction)?$/

function normalWords(statement: string): string {
  const words: string[] = []
  for (let at = 0; at < statement.length; ) {
    const code = statement.charCodeAt(at)
    if (code === SPACE || code === LINE_END || (code > ASCII_END && /\s/.test(statement[at] as string))) {
      at++
      continue
    }
    const next = code === DASH || code === SLASH ? skipComment(statement, at) : at
    if (next > at || code < SPACE) {
      at = Math.max(next, at + 1)
      continue
    }
    const end = endOfToken(statement, at)
    const word = statement.slice(at, end)
    words.push(isWord(code) && !word.includes("'") ? word.toLowerCase() : word)
    at = end
  }
  return words.join(' ')
}

const [LINE_END, SPACE, DASH, SLASH, ASCII_END] = [10, 32, 45, 47, 127]

/** Whether a word begins with a letter of ASCII or an underscore. */
function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95
}
