import { closureOf, membershipsBy } from '../kinds/inherited-roles'
import { isTrue, type Row, text } from '../objects/row'

/** The roles of one server, as far as rights go from one to another. */
export interface Roles {
  /** Whether there is a role of this name. */
  readonly has: (role: string) => boolean
  readonly names: readonly string[]
  /** The roles whose rights it has: itself, those it inherits from, and `public`. */
  readonly rightsOf: (role: string) => ReadonlySet<string>
  /** Whether row-level security never holds it back, whatever the table: superusers and roles that bypass it. */
  readonly passesAlways: (role: string) => boolean
}

/** The name that stands for every role, as no role can be called so. */
export const PUBLIC = 'public'

/**
 * Reads rows of the kinds `role`, `role-membership` and `database` of a server of this major. Only memberships that inherit
 * count, which is how the server decides which policies hold for a role; that of the database's owner always does, but
 * before 16 for one that inherits nothing (roles_is_member_of of acl.c).
 * https://www.postgresql.org/docs/current/ddl-rowsecurity.html
 */
export function readRoles(
  roles: readonly Row[],
  memberships: readonly Row[],
  databases: readonly Row[],
  major: number,
): Roles {
  const names = new Set(roles.map((row) => text(row, 'name')))
  const isolated = new Set(
    roles.filter((row) => major < 16 && !isTrue(row, 'inherits')).map((row) => text(row, 'name')),
  )
  const inheriting = databases.filter((row) => !isolated.has(text(row, 'owner')))
  const inherited = membershipsBy('inherits', memberships, inheriting)
  const passers = new Set(
    roles
      .filter((row) => isTrue(row, 'isSuperuser') || isTrue(row, 'bypassesRowSecurity'))
      .map((row) => text(row, 'name')),
  )
  const known = new Map<string, ReadonlySet<string>>()
  const rightsOf = (role: string) => {
    const rights = known.get(role) ?? closureOf(role, inherited).add(PUBLIC)
    known.set(role, rights)
    return rights
  }
  return {
    has: (role) => names.has(role),
    names: [...names],
    rightsOf,
    passesAlways: (role) => passers.has(role),
  }
}
