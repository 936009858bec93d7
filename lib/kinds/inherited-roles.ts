import type { FindRows } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'

/** The roles that a role is a member of in a way, directly or through others, and itself. */
export function rolesBy(way: 'inherits' | 'maySet', role: string, find: FindRows): ReadonlySet<string> {
  const memberships = membershipsOf(find)
  const roles = new Set([role])
  for (const each of roles)
    for (const row of memberships.get(each) ?? []) if (isTrue(row, way)) roles.add(text(row, 'role'))
  return roles
}

/** Whether a role passes every check. */
export function isSuperuser(role: string, find: FindRows): boolean {
  return find('role', role).some((row) => isTrue(row, 'isSuperuser'))
}

/** Whether row-level security never holds a role back. */
export function alwaysPasses(role: string, find: FindRows): boolean {
  return find('role', role).some((row) => isTrue(row, 'isSuperuser') || isTrue(row, 'bypassesRowSecurity'))
}

const known = new WeakMap<FindRows, ReadonlyMap<string, readonly Row[]>>()

/** The memberships of one side, by the member. */
function membershipsOf(find: FindRows): ReadonlyMap<string, readonly Row[]> {
  const found = known.get(find)
  if (found) return found
  const byMember = new Map<string, Row[]>()
  for (const row of find('role-membership')) {
    const member = text(row, 'member')
    byMember.set(member, [...(byMember.get(member) ?? []), row])
  }
  known.set(find, byMember)
  return byMember
}
