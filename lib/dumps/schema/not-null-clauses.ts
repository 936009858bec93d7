import { ScriptLexer } from '../read-back/script-lexer.mjs'

/** The first line of a table in a script of pg_dump. */
export const CREATES_TABLE = /^CREATE (?:UNLOGGED )?(FOREIGN )?TABLE (?:IF NOT EXISTS )?(.+) \($/

const CLAUSE = /^ {4}NOT NULL ("(?:[^"]|"")+"|[^\s"(),]+),?$/

/** The first major that knows a NOT NULL which stands by itself among the columns of a table. */
const KNOWS_NOT_NULL_CLAUSES = 18

/**
 * A CREATE TABLE of pg_dump as a server of this major reads it. For a column that is only inherited, pg_dump writes NOT
 * NULL as a clause of its own since 18, whatever the server that it dumps, and no server before 18 can read that: it is said
 * after the table here. Any other statement stays as it is.
 * @param statement with its semicolon or without; so is what comes of it.
 */
export function readableNotNulls(statement: string, major: number): string {
  const lines = statement.split('\n')
  const [, kind = '', table] = CREATES_TABLE.exec(lines[0] as string) ?? []
  if (major >= KNOWS_NOT_NULL_CLAUSES || table === undefined) return statement
  const lexer = new ScriptLexer()
  const kept: string[] = []
  const columns: string[] = []
  for (const line of lines) {
    const column = lexer.isInside ? undefined : CLAUSE.exec(line)?.[1]
    lexer.take(line)
    if (column === undefined) kept.push(line)
    else columns.push(column)
  }
  const lastItem = kept.findLastIndex((line) => line.startsWith(')')) - 1
  if (columns.length === 0 || lastItem < 0) return statement
  kept[lastItem] = (kept[lastItem] as string).replace(/,$/, '')
  const settings = columns.map((column) => `ALTER ${kind}TABLE ${table} ALTER COLUMN ${column} SET NOT NULL`)
  const end = statement.endsWith(';') ? ';' : ''
  return [kept.join('\n').replace(/;$/, ''), ...settings].join(';\n') + end
}
