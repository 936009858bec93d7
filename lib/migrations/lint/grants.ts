import type { GrantStmt } from 'libpg-query'
import { API_ROLES } from '../../kinds/privileges'
import type { Deploy, QualifiedName } from './deploy'
import { relationName, strings, trees } from './nodes'
import type { LintContext } from './rule'

/** Whether a pending statement grants or revokes on a table, by its name, by its schema, or by default privileges. */
export function hasGrantStatement(table: QualifiedName, { deploy }: LintContext): boolean {
  return grantStatements(table, deploy).length > 0
}

/** Roles of a Data API that pending statements grant something on a table. */
export function grantsOn(table: QualifiedName, { deploy }: LintContext): string[] {
  const roles = grantStatements(table, deploy)
    .filter(({ is_grant }) => is_grant)
    .flatMap(({ grantees }) => trees(grantees))
    .map(({ RoleSpec }) => (RoleSpec?.roletype === 'ROLESPEC_PUBLIC' ? 'public' : (RoleSpec?.rolename ?? '')))
  return API_ROLES.filter((role) => roles.includes(role))
}

function grantStatements({ schema, name }: QualifiedName, deploy: Deploy): GrantStmt[] {
  return deploy.statements.flatMap(({ tree }, at) => {
    const byDefault = tree.AlterDefaultPrivilegesStmt
    if (byDefault?.action?.objtype === 'OBJECT_TABLE') return [byDefault.action]
    const grant = tree.GrantStmt
    if (grant?.objtype !== 'OBJECT_TABLE') return []
    if (grant.targtype === 'ACL_TARGET_ALL_IN_SCHEMA')
      return strings(grant.objects).includes(schema) ? [grant] : []
    const isOnTable = trees(grant.objects).some(({ RangeVar }) => {
      const written = relationName(RangeVar)
      return written?.name === name && deploy.resolve(written, at).schema === schema
    })
    return isOnTable ? [grant] : []
  })
}
