import { qualifiedName } from '../../../sql/display'
import { defaultGrantees } from '../facts'
import { hasGrantStatement } from '../grants'
import { newExposedTables } from '../new-tables'
import { doBody } from '../nodes'
import type { LintRule } from '../rule'

/** A new table whose rights are left to default privileges, which are not the same everywhere. */
export const noGrants: LintRule = {
  id: 'no-grants',
  about: 'makes a table in a schema of the Data API without saying who may reach it',
  check: (_, at, context) => {
    const { deploy, target } = context
    if (deploy.statements.some(({ tree }) => /\bgrant\b/i.test(doBody(tree) ?? ''))) return []
    return newExposedTables(at, context)
      .filter((table) => !hasGrantStatement(table, context))
      .map(({ schema, name }) => {
        const roles = defaultGrantees(target, schema)
        const label = qualifiedName(schema, name)
        return {
          severity: roles.length > 0 ? 'low' : 'medium',
          message: `No grant says who may reach the new table ${label}.`,
          why:
            roles.length > 0
              ? `Default privileges of ${target.name} give rights to ${roles.join(', ')}; where they are set otherwise, the API answers with "permission denied" (42501).`
              : `${target.name} gives no role of the API rights on new tables by default, so the API answers with "permission denied" (42501).`,
          instead: 'Grant what each role needs in the same file, and revoke the rest.',
          sql: `grant select, insert, update, delete on ${label} to authenticated;`,
        }
      })
  },
}
