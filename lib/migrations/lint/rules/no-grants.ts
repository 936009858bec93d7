import { qualifiedName } from '../../../sql/display'
import { defaultGrantees } from '../facts'
import { hasGrantStatement } from '../grants'
import { newExposedTables } from '../new-tables'
import { doBody } from '../nodes'
import type { LintContext, LintRule } from '../rule'

/** A new table whose rights are left to default privileges, which are not the same everywhere. */
export const noGrants: LintRule = {
  id: 'no-grants',
  about: 'makes a table in a schema of the Data API without saying who may reach it',
  // Told once for a file, at the first of its tables.
  checkScript: ({ statements }, context) => {
    const before = statements[0] ? context.deploy.statements.indexOf(statements[0]) : 0
    const tables = statements.flatMap((statement, place) =>
      newExposedTables(before + place, context)
        .filter(({ names }) => !names.some((name) => hasGrantStatement(name, context)))
        .map(({ schema, table }) => ({ statement, schema, label: qualifiedName(table.schema, table.name) })),
    )
    const [first] = tables
    if (!first || mayGrantOtherwise(context)) return []
    const { target } = context
    const roles = defaultGrantees(target, first.schema)
    const labels = tables.map(({ label }) => label)
    const isOne = labels.length === 1
    return [
      {
        line: first.statement.line,
        statement: first.statement.text,
        severity: roles.length > 0 ? 'low' : 'medium',
        message: `No grant says who may reach the new ${isOne ? 'table' : 'tables'} ${labels.join(', ')}.`,
        why:
          roles.length > 0
            ? `Default privileges of ${target.name} give rights to ${roles.join(', ')}; where they are set otherwise, the API answers with "permission denied" (42501).`
            : `${target.name} gives no role of the API rights on new tables by default, so the API answers with "permission denied" (42501).`,
        instead: 'Grant what each role needs in the same file, and revoke the rest.',
        sql: labels
          .map((label) => `grant select, insert, update, delete on ${label} to authenticated;`)
          .join('\n'),
      },
    ]
  },
}

/** A `DO` block may grant on every table. */
function mayGrantOtherwise({ deploy }: LintContext): boolean {
  return deploy.statements.some(({ tree }) => /\bgrant\b/i.test(doBody(tree) ?? ''))
}
