import { UNREADABLE } from '../sql/fragments'
import { sameWording } from '../sql/wording'
import type { ComparisonRules } from './comparison-rules'
import type { Field, Kind, Servers } from './kind'
import type { Row } from './row'

/** What comparing two rows of one kind found. */
export interface FieldComparison {
  readonly different: readonly Field[]
  /** Fields whose texts differ and yet say the same, because servers of two majors word it differently. */
  readonly reworded: number
}

/** Compares two rows field by field; no kind is treated apart. What one side could not read is not compared. */
export function compareFields(
  kind: Kind,
  source: Row,
  target: Row,
  servers: Servers,
  { isSameOwner }: ComparisonRules,
): FieldComparison {
  const different: Field[] = []
  let reworded = 0
  for (const field of kind.fields) {
    const from = source[field.name] ?? null
    const to = target[field.name] ?? null
    if (from === to || from === UNREADABLE || to === UNREADABLE) continue
    if (field.equal?.(from, to, servers, { source, target })) continue
    if (field.role === 'owner' && from !== null && to !== null) {
      const isRunners = from === servers.source.runner || to === servers.target.runner
      if (isRunners || isSameOwner(from, to)) continue
    }
    if (!isSameSql(field, from, to)) different.push(field)
    else if (servers.source.major !== servers.target.major) reworded++
  }
  return { different, reworded }
}

/** Whether two different texts of a field say the same, as servers word them. */
export function isSameSql(field: Field, source: string | null, target: string | null): boolean {
  if (source === null || target === null) return false
  const [from, to] = [statementOf(field, source), statementOf(field, target)]
  return from !== undefined && to !== undefined && sameWording(from, to)
}

function statementOf({ text, statement }: Field, value: string): string | undefined {
  if (statement) return statement(value)
  if (text === 'expression') return `SELECT ${value}`
  return text === 'query' ? value : undefined
}
