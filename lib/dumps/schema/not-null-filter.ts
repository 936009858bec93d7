import type { Transform } from 'node:stream'
import { ScriptLexer } from '../read-back/script-lexer.mjs'
import { eachLine } from './each-line'
import { CREATES_TABLE, readableNotNulls } from './not-null-clauses'

/** Writes every CREATE TABLE of a script as a server of this major reads it; see readableNotNulls. */
export function notNullFilter(major: number): Transform {
  const lexer = new ScriptLexer()
  let table: string[] | null = null
  return eachLine((line) => {
    if (lexer.isBetween && CREATES_TABLE.test(line)) table = []
    const { endsStatement } = lexer.take(line)
    if (!table) return line
    table.push(line)
    if (!endsStatement) return null
    const statement = table.join('\n')
    table = null
    return readableNotNulls(statement, major)
  })
}
