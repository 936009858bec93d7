import type { Attached } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { type Row, text } from '../objects/row'
import { OPEN_ROLES, openedBy } from './privileges'

/**
 * A sentence about a table that only the target has, with row-level security: what roles that anybody may act as may do
 * to every row of it, by its own policies; undefined for nothing. TRUNCATE, which no policy holds back, is left out: older
 * Supabase projects grant it to everybody on each new table, and their API cannot send it.
 */
export function openedRows(attached: readonly Attached[]): string | undefined {
  const policies = attached.filter(({ kind }) => kind === 'policy').map(({ row }) => row)
  const opened = openedBy(attached, (grantee, privilege) => {
    if (privilege === 'TRUNCATE') return []
    const roles = grantee === 'public' ? OPEN_ROLES : [grantee]
    const reaching = roles.filter((role) => isOpenTo(role, privilege, policies))
    return reaching.includes('public') ? ['public'] : reaching
  })
  return opened && `${opened}: row-level security does not hold that back.`
}

/** Whether a command reaches every row for a role: one policy is enough, unless a restrictive one may hold rows back. */
function isOpenTo(role: string, command: string, policies: readonly Row[]): boolean {
  const applying = policies.filter(
    (policy) =>
      ['ALL', command].includes(text(policy, 'command')) &&
      listValue(policy.roles).some((each) => each === 'public' || each === role),
  )
  const isOpen = (condition: (policy: Row) => string | null | undefined) =>
    applying.some((policy) => condition(policy) === 'true')
  if (applying.some(({ type }) => type === 'restrictive')) return false
  const isFound = command === 'INSERT' || isOpen((policy) => policy.using)
  const isWritten =
    !['INSERT', 'UPDATE'].includes(command) || isOpen((policy) => policy.withCheck ?? policy.using)
  return isFound && isWritten
}
