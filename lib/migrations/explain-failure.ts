import type { FailedStatement } from '../shadow/run-file'
import { creationOf, findCreation } from './find-creation'
import type { ReplayStep } from './replay-step'

/** SQLSTATEs of objects that are there already: table, object, schema, function, column, database. */
const EXISTS = new Set(['42P07', '42710', '42P06', '42723', '42701', '42P04'])
/** SQLSTATEs of objects that are not there: table, object, schema, function, column. */
const LACKS = new Set(['42P01', '42704', '3F000', '42883', '42703'])

/** What a failure of a replay most likely means, with the place in the files that tells. */
export function explainFailure(
  failure: Pick<FailedStatement, 'sqlState' | 'message' | 'line'>,
  steps: readonly ReplayStep[],
  place: number,
): string {
  const { sqlState, message, line } = failure
  const name = nameIn(message)
  const creates = name === null ? null : creationOf(name, failure)
  const before = () =>
    creates &&
    (findCreation(steps.slice(0, place), creates) ??
      findCreation(steps.slice(place, place + 1), creates, (found) => found < line))
  if (EXISTS.has(sqlState) && creates) {
    const first = before()
    return first
      ? `It was first created in ${first}. One of the two has to go, or to say "if not exists".`
      : 'None of the files before creates it: the platform or an extension brings it, or the name is taken by another sort of object.'
  }
  if (LACKS.has(sqlState) && creates) {
    const first = before()
    if (first) return `It was created in ${first}, and is gone, renamed or in another schema by then.`
    const later =
      findCreation(steps.slice(place, place + 1), creates, (found) => found > line) ??
      findCreation(steps.slice(place + 1), creates)
    if (later) return `It is created only later, in ${later}: the files do not run in this order.`
    return 'No file creates it. It was most likely made by hand, in a dashboard or by another tool, and never written into a migration; or an extension that is not here brings it.'
  }
  if (sqlState === '0A000' || sqlState === '58P01') {
    return 'The server of the replay does not have this extension, and nothing stands in for it. A server that has it can be named as "shadow" in lockstep.config.json.'
  }
  if (sqlState === '42501') {
    return 'A replay runs as "postgres" without the rights of a superuser, as on most platforms, so that no file can run programs, read files or change the server. This statement needs more than that.'
  }
  if (sqlState === '57014') return 'It ran longer than a statement of a replay may.'
  if (/^23/.test(sqlState)) {
    return 'The rows that the files write contradict each other, or rely on rows that only some environment has.'
  }
  const filledIn = sqlState === '42601' && placeholderOn(line, steps[place]?.text ?? '')
  if (filledIn) {
    return `${filledIn} stands for something that its tool puts there when it runs the file. A replay does not know what that is.`
  }
  if (sqlState === '42601' && message.endsWith(String.raw`at or near "\"`)) {
    return 'A command of psql stands behind the statement. Only psql knows it, and neither a replay nor a migration tool runs psql.'
  }
  if (sqlState === '42601')
    return 'The server does not understand the statement; it may be of a newer version of Postgres.'
  return 'The statement fails on an empty database, so that nobody can build a new one from these files.'
}

/** The name that the server tells, without its schema and the brackets of an array. */
function nameIn(message: string): string | null {
  const told =
    /"([^"]+)"/.exec(message)?.[1] ??
    /(?:function|procedure|aggregate) ([^\s(]+)\(/.exec(message)?.[1] ??
    /(?:column|type) (\S+) does not exist/.exec(message)?.[1]
  return (
    told
      ?.replace(/(?:\[\])+$/, '')
      .split('.')
      .at(-1) ?? null
  )
}

/** What a tool, or psql, puts a value in the place of: `${schema}`, `:'name'`. */
function placeholderOn(line: number, text: string): string | null {
  const written = text.split('\n')[line - 1] ?? ''
  return /\$\{[^}]+\}/.exec(written)?.[0] ?? /(?<![:\w]):(?:'\w+'|"\w+")/.exec(written)?.[0] ?? null
}
