import { listValue } from '../objects/list-value'
import { type Row, text } from '../objects/row'
import { BUSY } from '../sql/fragments'
import { type Condition, parseCondition } from './condition'

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

/** A row of the kind `policy`. Without WITH CHECK, what is written must meet USING. */
export function policyRule(row: Row): PolicyRule {
  const command = text(row, 'command')
  const using = conditionOf(row.using)
  const check = row.withCheck ? conditionOf(row.withCheck) : using
  return {
    name: text(row, 'name'),
    commands: command === 'ALL' ? COMMANDS : [command as Command],
    isPermissive: text(row, 'type') === 'permissive',
    roles: listValue(row.roles),
    using,
    check,
  }
}

/** Without an expression every row is let through: INSERT has no USING, and a policy may have neither. */
function conditionOf(expression: string | null | undefined): Condition | null {
  if (!expression) return { type: 'true' }
  return expression === BUSY ? null : parseCondition(expression)
}
