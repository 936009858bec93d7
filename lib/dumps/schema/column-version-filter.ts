import type { Transform } from 'node:stream'
import { ScriptLexer } from '../read-back/script-lexer.mjs'
import { eachLine } from './each-line'

/** Takes the column option out that patched servers set by themselves and that no server accepts. */
export function columnVersionFilter(): Transform {
  const lexer = new ScriptLexer()
  return eachLine((line) => {
    const isStart = lexer.isBetween
    lexer.take(line)
    return isStart ? withoutColumnVersion(line) : line
  })
}

const SETS_OPTIONS =
  /^(ALTER (?:FOREIGN )?TABLE (?:ONLY )?.+ ALTER COLUMN .+ SET \()((?:[\w"]+=[^,()]*)(?:, [\w"]+=[^,()]*)*)(\);)$/

/** What is left of a statement that sets options of a column; null where nothing is. */
function withoutColumnVersion(line: string): string | null {
  const found = SETS_OPTIONS.exec(line)
  if (!found) return line
  const [, before = '', options = '', after = ''] = found
  const kept = options.split(', ').filter((option) => !/^"?pg_attver"?=/.test(option))
  return kept.length === 0 ? null : `${before}${kept.join(', ')}${after}`
}
