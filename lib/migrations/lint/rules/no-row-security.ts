import { qualifiedName } from '../../../sql/display'
import type { QualifiedName } from '../deploy'
import { defaultGrantees, securesNewTables } from '../facts'
import { grantsOn } from '../grants'
import { newExposedTables } from '../new-tables'
import { doBody, relationName } from '../nodes'
import type { LintContext, LintRule } from '../rule'
import { alterCommands } from '../weighed-table'

/** A new table that the Data API serves, without row-level security. */
export const noRowSecurity: LintRule = {
  id: 'no-row-security',
  about: 'makes a table in a schema of the Data API without turning row-level security on',
  check: (_, at, context) =>
    newExposedTables(at, context).flatMap(({ schema, table, names }) => {
      if (isSecured(names, context)) return []
      const roles = [
        ...new Set([
          ...defaultGrantees(context.target, schema),
          ...names.flatMap((name) => grantsOn(name, context)),
        ]),
      ]
      const open = roles.filter((role) => role !== 'service_role')
      const label = qualifiedName(table.schema, table.name)
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

/** Turned on by the last pending statement that says anything of it, by a loop over all tables, or by an event trigger. */
function isSecured(names: readonly QualifiedName[], { deploy, target }: LintContext): boolean {
  if (securesNewTables(target)) return true
  if (deploy.statements.some(({ tree }) => TURNS_ON.test(doBody(tree) ?? ''))) return true
  const said = deploy.statements.flatMap((statement, at) => {
    const written = relationName(statement.tree.AlterTableStmt?.relation)
    const isOfIt = names.some(
      ({ schema, name }) => written?.name === name && deploy.resolve(written, at).schema === schema,
    )
    return isOfIt ? alterCommands(statement).map(({ subtype }) => subtype) : []
  })
  return said.findLast((subtype) => SWITCHES.has(subtype ?? '')) === 'AT_EnableRowSecurity'
}

const TURNS_ON = /(?<!\bdisable\s+)\brow\s+level\s+security/i
const SWITCHES = new Set(['AT_EnableRowSecurity', 'AT_DisableRowSecurity'])
