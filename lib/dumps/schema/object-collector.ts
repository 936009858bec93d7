import type { Transform } from 'node:stream'
import type { DumpedObject } from '../read-back/read-back'
import { ScriptLexer } from '../read-back/script-lexer.mjs'
import { tocComment } from '../read-back/toc-comment.mjs'
import { eachLine } from './each-line'

/** What the comments of a script named on their way through. */
export interface ObjectCollector {
  readonly transform: Transform
  readonly objects: readonly DumpedObject[]
  /** Whether the script had the last comment of a whole one. */
  readonly isWhole: () => boolean
}

/** Notes what a script of a schema holds before a filter takes its comments out. Changes nothing. */
export function collectObjects(): ObjectCollector {
  const lexer = new ScriptLexer()
  const objects: DumpedObject[] = []
  let isWhole = false
  const transform = eachLine((line) => {
    const object = lexer.isBetween ? tocComment(line) : null
    if (object) objects.push(object)
    if (lexer.isBetween && line === '-- PostgreSQL database dump complete') isWhole = true
    lexer.take(line)
    return line
  })
  return { transform, objects, isWhole: () => isWhole }
}
