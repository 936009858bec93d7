import { listValue } from '../objects/list-value'
import { type Row, text } from '../objects/row'
import { type Condition, FALSE, parseCondition, TRUE } from '../sql/condition'
import { BUSY } from '../sql/fragments'

/** The commands that row-level security holds back. TRUNCATE and REFERENCES are not among them. */
export const COMMANDS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const
export type Command = (typeof COMMANDS)[number]

/** One policy as the server applies it. */
export interface PolicyRule {
  readonly name: string
  readonly commands: readonly Command[]
  readonly isPermissive: boolean
  /** `public` stands for every role. */
  readonly roles: readonly string[]
  /** Which rows that exist are let through, and which rows that are written; null where a lock hid it. */
  readonly using: Condition | null
  readonly check: Condition | null
}

/**
 * A row of the kind `policy`. Without WITH CHECK, what is written must meet USING. A policy without an expression for
 * what is done changes nothing: a permissive one lets no row through, a restrictive one keeps none back.
 */
export function policyRule(row: Row): PolicyRule {
  const command = text(row, 'command')
  const isPermissive = text(row, 'type') === 'permissive'
  const conditionOf = (expression: string | null | undefined) =>
    expression ? readCondition(expression) : isPermissive ? FALSE : TRUE
  const using = conditionOf(row.using)
  const check = row.withCheck ? conditionOf(row.withCheck) : using
  return {
    name: text(row, 'name'),
    commands: command === 'ALL' ? COMMANDS : [command as Command],
    isPermissive,
    roles: listValue(row.roles),
    using,
    check,
  }
}

function readCondition(expression: string): Condition | null {
  return expression === BUSY ? null : parseCondition(expression)
}
