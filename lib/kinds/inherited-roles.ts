import type { FindRows } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'

/** Whoever owns the database is a member of it, which no membership records. */
export const DATABASE_OWNER = 'pg_database_owner'

/** Roles of which each member is one, directly. */
export type Memberships = ReadonlyMap<string, readonly string[]>

/**
 * Memberships by which a role inherits rights, or may take on the other role, from rows of the kinds `role-membership`
 * and `database`. https://www.postgresql.org/docs/current/predefined-roles.html
 */
export function membershipsBy(
  way: 'inherits' | 'maySet',
  memberships: readonly Row[],
  databases: readonly Row[],
): Memberships {
  const byMember = new Map(databases.map((row) => [text(row, 'owner'), [DATABASE_OWNER]]))
  for (const row of memberships) {
    if (!isTrue(row, way)) continue
    const member = text(row, 'member')
    const roles = byMember.get(member) ?? []
    roles.push(text(row, 'role'))
    byMember.set(member, roles)
  }
  return byMember
}

/** A role and the roles that it is a member of, directly or through others. */
export function closureOf(role: string, memberships: Memberships): Set<string> {
  const roles = new Set([role])
  for (const each of roles) for (const next of memberships.get(each) ?? []) roles.add(next)
  return roles
}

/** The roles that a role of one side is a member of in a way, directly or through others, and itself. */
export function rolesBy(way: 'inherits' | 'maySet', role: string, find: FindRows): ReadonlySet<string> {
  const known = memberships[way].get(find) ?? membershipsBy(way, find('role-membership'), find('database'))
  memberships[way].set(find, known)
  return closureOf(role, known)
}

/** The memberships of each side that was asked. */
const memberships = {
  inherits: new WeakMap<FindRows, Memberships>(),
  maySet: new WeakMap<FindRows, Memberships>(),
}

/** Whether a role passes every check. */
export function isSuperuser(role: string, find: FindRows): boolean {
  return find('role', role).some((row) => isTrue(row, 'isSuperuser'))
}

/** Whether row-level security never holds a role back. */
export function alwaysPasses(role: string, find: FindRows): boolean {
  return find('role', role).some((row) => isTrue(row, 'isSuperuser') || isTrue(row, 'bypassesRowSecurity'))
}
