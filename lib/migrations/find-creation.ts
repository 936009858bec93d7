import { splitStatements } from '../sql/split-statements'
import type { ReplayStep } from './replay-step'

/** How statements create what is named, and the word that each of them holds. */
interface Creation {
  readonly word: string
  readonly patterns: readonly RegExp[]
}

const COLUMN = new Set(['42701', '42703'])
const ROUTINE = new Set(['42883', '42723'])

const SCHEMA = String.raw`(?:(?:"[^"]+"|[\w$]+)\s*\.\s*)*`
const MODIFIERS = String.raw`(?:or\s+replace\s+|(?:temp|temporary|unlogged|unique|constraint|recursive|materialized|foreign|event)\s+)*`
const ROUTINES = 'function|procedure|aggregate'
const SORTS = `table|view|index|sequence|type|domain|schema|extension|role|user|group|server|trigger|policy|rule|publication|subscription|collation|statistics|${ROUTINES}`
const OPTIONAL = String.raw`(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?`

/**
 * How something is created, also within the text of a `DO` block.
 * @param failure which sort of thing the server missed, or found there already.
 */
export function creationOf(
  name: string,
  { sqlState, message }: { readonly sqlState: string; readonly message: string },
): Creation {
  const word = name.toLowerCase()
  if (COLUMN.has(sqlState)) {
    const table = / of relation "([^"]+)"/.exec(message)?.[1]
    return { word, patterns: columnPatterns(written(name), table === undefined ? '' : written(table)) }
  }
  const sorts = ROUTINE.has(sqlState) ? ROUTINES : SORTS
  return {
    word,
    patterns: [
      String.raw`\bcreate\s+${MODIFIERS}(?:${sorts})\s+${OPTIONAL}${SCHEMA}${written(name)}`,
      String.raw`\bconstraint\s+${written(name)}\s+(?:primary|unique|foreign|check|exclude|not)\b`,
      String.raw`\brename\s+(?:constraint\s+\S+\s+)?to\s+${written(name)}`,
    ].map(ignoringCase),
  }
}

/** @param table empty where the server does not tell of which one. */
function columnPatterns(column: string, table: string): RegExp[] {
  const on = `${SCHEMA}${table}[^(]*?`
  return [
    String.raw`\bcreate\s+${MODIFIERS}table\s+${OPTIONAL}${on}\((?:[\s\S]*?,)?(?:\s|--.*)*${column}\s+[\w"]`,
    String.raw`\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?${SCHEMA}${table}[\s\S]*?\b(?:add|to)\s+(?:column\s+)?${OPTIONAL}${column}`,
  ].map(ignoringCase)
}

/** With or without quotes, as a whole word. */
function written(name: string): string {
  const literally = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return String.raw`"?${literally}"?(?![\w$])`
}

function ignoringCase(pattern: string): RegExp {
  return new RegExp(pattern, 'i')
}

/** Longer ones hold rows, or bodies in which it is not created. */
const LONGEST_LOOKED_INTO = 20_000

/**
 * The file and line that first creates something.
 * @param counts the lines that are looked at.
 */
export function findCreation(
  steps: readonly ReplayStep[],
  { word, patterns }: Creation,
  counts: (line: number) => boolean = () => true,
): string | null {
  for (const { path, text } of steps) {
    if (!text.toLowerCase().includes(word)) continue
    const found = splitStatements(text).statements.find(({ text: statement, line }) => {
      const start = statement.slice(0, LONGEST_LOOKED_INTO)
      return counts(line) && patterns.some((pattern) => pattern.test(start))
    })
    if (found) return `${path}:${found.line}`
  }
  return null
}
