import { ScriptLexer } from '../read-back/script-lexer.mjs'

/** The first major that knows a NOT NULL which stands by itself among the columns of a table. */
const KNOWS_NOT_NULL_CLAUSES = 18

/**
 * A CREATE TABLE of pg_dump as a server of this major reads it. For a column that is only inherited, pg_dump writes NOT
 * NULL as a clause of its own since 18, whatever the server that it dumps, and no server before 18 can read that: it is said
 * after the table here. Any other statement stays as it is.
 * @param lines of one statement, without its semicolon or with it.
 */
export function readableNotNulls(lines: readonly string[], major: number): readonly string[] {
  const [, kind = '', table] =
    /^CREATE (?:UNLOGGED )?(FOREIGN )?TABLE (?:IF NOT EXISTS )?(.+) \($/.exec(lines[0] ?? '') ?? []
  if (major >= KNOWS_NOT_NULL_CLAUSES || table === undefined) return lines
  const lexer = new ScriptLexer()
  const kept: string[] = []
  const columns: string[] = []
  for (const line of lines) {
    const column = lexer.isInside ? undefined : /^ {4}NOT NULL (.+?),?$/.exec(line)?.[1]
    lexer.take(line)
    if (column === undefined) kept.push(line)
    else columns.push(column)
  }
  if (columns.length === 0) return lines
  const end = kept.findLastIndex((line) => line.startsWith(')'))
  kept[end - 1] = (kept[end - 1] ?? '').replace(/,$/, '')
  const last = kept.at(-1) ?? ''
  const hasEnd = last.endsWith(';')
  kept[kept.length - 1] = hasEnd ? last : `${last};`
  const settings = columns.map((column) => `ALTER ${kind}TABLE ${table} ALTER COLUMN ${column} SET NOT NULL;`)
  const all = [...kept, ...settings]
  return hasEnd ? all : [...all.slice(0, -1), (all.at(-1) as string).slice(0, -1)]
}
