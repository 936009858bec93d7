import { qualifiedName } from '../../../sql/display'
import { defaultGrantees, securesNewTables } from '../facts'
import { grantsOn } from '../grants'
import { newExposedTables } from '../new-tables'
import { doBody } from '../nodes'
import type { LintContext, LintRule } from '../rule'

/** A new table that the Data API serves, without row-level security. */
export const noRowSecurity: LintRule = {
  id: 'no-row-security',
  about: 'makes a table in a schema of the Data API without turning row-level security on',
  check: (_, at, context) =>
    newExposedTables(at, context).flatMap(({ schema, name }) => {
      if (isSecured(schema, name, context)) return []
      const roles = [
        ...new Set([...defaultGrantees(context.target, schema), ...grantsOn({ schema, name }, context)]),
      ]
      const open = roles.filter((role) => role !== 'service_role')
      const label = qualifiedName(schema, name)
      return [
        {
          severity: open.length > 0 ? 'critical' : 'high',
          message: `The new table ${label} has no row-level security.`,
          why:
            open.length > 0
              ? `${open.join(' and ')} get rights on it in ${context.target.name}: without row-level security, whoever holds the public key of the API reaches every row.`
              : `The API serves its schema: with the first grant to a role of the API, every row is open.`,
          instead: 'Turn it on in the same file, and write policies for whoever shall reach which rows.',
          sql: `alter table ${label} enable row level security;`,
        },
      ]
    }),
}

/** Turned on by any pending statement, by a loop over all tables, or by an event trigger. */
function isSecured(schema: string, name: string, { deploy, target }: LintContext): boolean {
  if (securesNewTables(target)) return true
  return deploy.statements.some(({ tree }, at) => {
    if (/row\s+level\s+security/i.test(doBody(tree) ?? '')) return true
    const change = tree.AlterTableStmt
    const isOn = change?.cmds?.some(
      (command) =>
        (command as { AlterTableCmd?: { subtype?: string } }).AlterTableCmd?.subtype ===
        'AT_EnableRowSecurity',
    )
    if (!isOn || change?.relation?.relname !== name) return false
    const { schemaname } = change.relation
    return (
      schemaname === schema || (!schemaname && deploy.resolve({ schema: null, name }, at).schema === schema)
    )
  })
}
