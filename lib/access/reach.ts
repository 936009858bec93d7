import { DATABASE_OWNER } from '../kinds/inherited-roles'
import { privilegesOf as listedPrivileges } from '../kinds/privilege-list'
import { isTrue, type Row, text } from '../objects/row'
import { COMMANDS, type Command } from './policy-rule'
import { PUBLIC, type Roles } from './roles'

/** What one role may do with a table before row-level security is asked. */
export interface Reach {
  readonly role: string
  readonly commands: readonly Command[]
  /** Those of the commands that hold for some columns only. */
  readonly inColumns: readonly Command[]
}

/** Everything that grants say about tables, columns and schemas. */
export interface Grants {
  /** Rows of the kind `grant` on a table and on its columns. */
  readonly onTable: (schema: string, table: string) => readonly Row[]
  /** Grantees that may use a schema. */
  readonly schemaUsers: (schema: string) => readonly string[]
}

/** Who these roles are that a table is asked about. */
export interface Reachable {
  readonly schema: string
  readonly name: string
  readonly owner: string
}

/** Roles that the server itself lets read or write everything. https://www.postgresql.org/docs/current/predefined-roles.html */
const PREDEFINED: readonly (readonly [role: string, commands: readonly Command[]])[] = [
  ['pg_read_all_data', ['SELECT']],
  ['pg_write_all_data', ['INSERT', 'UPDATE', 'DELETE']],
]

/**
 * Which roles reach a table: they may use its schema and hold a privilege on the table or on columns of it, be it their
 * own, inherited or everybody's, and row-level security is there for them: they are not its owner, superusers or roles
 * that bypass it. A role that reaches it only by what another of these roles or every role may do is left out.
 */
export function reachOf(
  table: Reachable,
  grants: Grants,
  roles: Roles,
  candidates: readonly string[],
): Reach[] {
  const users = new Set(grants.schemaUsers(table.schema))
  const onTable = grants.onTable(table.schema, table.name)
  if (onTable.length === 0 && !candidates.some((role) => hasPredefined(roles.rightsOf(role)))) return []
  const found = candidates.flatMap((role): Reach[] => {
    const rights = roles.rightsOf(role)
    if (roles.passesAlways(role) || rights.has(table.owner)) return []
    const mayUse = hasPredefined(rights) || [...rights].some((right) => users.has(right))
    const reach = mayUse ? privilegesOf(role, rights, onTable) : null
    return reach && reach.commands.length > 0 ? [reach] : []
  })
  return found.filter((reach) => !found.some((other) => other !== reach && comesFrom(reach, other, roles)))
}

function privilegesOf(role: string, rights: ReadonlySet<string>, onTable: readonly Row[]): Reach {
  const whole = new Set<string>()
  const inColumns = new Set<string>()
  for (const row of onTable) {
    if (!rights.has(text(row, 'grantee'))) continue
    const where = text(row, 'onKind') === 'column' ? inColumns : whole
    for (const privilege of listedPrivileges(row)) where.add(privilege)
  }
  for (const [predefined, commands] of PREDEFINED) {
    if (rights.has(predefined)) for (const command of commands) whole.add(command)
  }
  return {
    role,
    commands: COMMANDS.filter((command) => whole.has(command) || inColumns.has(command)),
    inColumns: COMMANDS.filter((command) => inColumns.has(command) && !whole.has(command)),
  }
}

function hasPredefined(rights: ReadonlySet<string>): boolean {
  return PREDEFINED.some(([role]) => rights.has(role))
}

/** Whether all that a role reaches is what another one reaches whose rights it has. */
function comesFrom(reach: Reach, other: Reach, roles: Roles): boolean {
  if (!roles.rightsOf(reach.role).has(other.role) || roles.rightsOf(other.role).has(reach.role)) return false
  return (
    reach.commands.every((command) => other.commands.includes(command)) &&
    other.inColumns.every((command) => reach.inColumns.includes(command) || !reach.commands.includes(command))
  )
}

/**
 * The roles to ask about: everybody who is granted something, and who inherits from them. The predefined ones are only there
 * to be inherited from, by memberships that are known, but for the one of the database's owner.
 */
export function candidateRoles(grantees: Iterable<string>, members: readonly Row[], roles: Roles): string[] {
  const inheriting = members.filter((row) => isTrue(row, 'inherits')).map((row) => text(row, 'member'))
  const isOwnerHeldBack = roles.names.some(
    (role) => roles.rightsOf(role).has(DATABASE_OWNER) && !roles.passesAlways(role),
  )
  return [...new Set([PUBLIC, ...grantees, ...inheriting])].filter(
    (role) => !role.startsWith('pg_') || (role === DATABASE_OWNER && isOwnerHeldBack),
  )
}
