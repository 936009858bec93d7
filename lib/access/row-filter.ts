import { allOf, anyOf, type Condition, FALSE, TRUE } from '../sql/condition'
import type { Command, PolicyRule } from './policy-rule'

/** What a condition holds for: rows that exist, or rows as they are written. */
export type Side = 'using' | 'check'

/** Every command with the rows it is held back by; UPDATE looks at rows before and after. */
export const FILTERED: readonly (readonly [Command, Side])[] = [
  ['SELECT', 'using'],
  ['INSERT', 'check'],
  ['UPDATE', 'using'],
  ['UPDATE', 'check'],
  ['DELETE', 'using'],
]

/** The row-level security of one table. */
export interface RowSecurity {
  readonly isEnabled: boolean
  readonly isForced: boolean
  readonly owner: string
  readonly policies: readonly PolicyRule[]
}

/**
 * The rows that row-level security lets through to somebody with these rights who does not bypass it: those that one
 * permissive policy and all restrictive ones let through, and none without a permissive one. It holds back the owner only
 * where it is forced, and an UPDATE writes nothing where it sees nothing. Null where a policy could not be read.
 * https://www.postgresql.org/docs/current/sql-createpolicy.html
 */
export function rowFilter(
  table: RowSecurity,
  command: Command,
  side: Side,
  rights: ReadonlySet<string>,
): Condition | null {
  const { isEnabled, isForced, owner, policies } = table
  if (!isEnabled || (!isForced && rights.has(owner))) return TRUE
  const holding = policies.filter(
    (policy) => policy.commands.includes(command) && policy.roles.some((role) => rights.has(role)),
  )
  const conditions = holding.map((policy) => policy[side])
  if (conditions.includes(null)) return null
  if (command === 'UPDATE' && side === 'check' && isClosed(rowFilter(table, command, 'using', rights)))
    return FALSE
  const pick = (isPermissive: boolean) =>
    holding.flatMap((policy, i) => (policy.isPermissive === isPermissive ? [conditions[i] as Condition] : []))
  const permissive = pick(true)
  return permissive.length === 0 ? FALSE : allOf([anyOf(permissive), ...pick(false)])
}

function isClosed(condition: Condition | null): boolean {
  return condition?.type === 'false'
}
