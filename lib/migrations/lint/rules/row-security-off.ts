import { API_ROLES } from '../../../kinds/privileges'
import { relationName } from '../nodes'
import type { LintContext, LintRule } from '../rule'
import { alterCommands, type WeighedTable, weighedTable } from '../weighed-table'

/** A table whose rows are no longer guarded. */
export const rowSecurityOff: LintRule = {
  id: 'row-security-off',
  about: 'turns row-level security of a table off',
  check: (statement, at, context) => {
    const table = weighedTable(relationName(statement.tree.AlterTableStmt?.relation), at, context)
    if (!table) return []
    return alterCommands(statement)
      .filter(({ subtype }) => subtype === 'AT_DisableRowSecurity')
      .map(() => {
        const roles = apiRolesOn(table, context)
        return {
          severity: roles.length > 0 ? ('critical' as const) : ('high' as const),
          message: `It turns row-level security of ${table.label} off: its policies no longer count.`,
          why:
            roles.length > 0
              ? `${roles.join(' and ')} have rights on it in ${context.target.name}: whoever holds the public key of the API reaches every row.`
              : 'Every role that has rights on the table reaches every row from then on.',
          instead: 'Leave it on, and change the policies to what is to be reached.',
        }
      })
  },
}

/** Roles of a Data API, but for the one that row-level security never holds back. */
function apiRolesOn({ schema, name }: WeighedTable, { target }: LintContext): string[] {
  const roles = new Set(target.find('grant', 'table', schema, name).map(({ grantee }) => grantee))
  return API_ROLES.filter((role) => role !== 'service_role' && roles.has(role))
}
