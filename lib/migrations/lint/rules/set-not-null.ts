import { qualifiedName, quoteName } from '../../../sql/display'
import type { Tree } from '../../../sql/parse-statement'
import { strings } from '../nodes'
import type { LintContext, LintRule } from '../rule'
import { alterCommands, heldUpTable, type WeighedTable } from '../weighed-table'

/** `SET NOT NULL` reads the whole table under a lock, unless a valid check already says so. */
export const setNotNull: LintRule = {
  id: 'set-not-null',
  about: 'makes a column not null without a check that proves it',
  check: (statement, at, context) => {
    const table = heldUpTable(statement.tree.AlterTableStmt?.relation, at, context)
    if (!table) return []
    return alterCommands(statement)
      .filter(({ subtype, name }) => subtype === 'AT_SetNotNull' && !isProven(table, name ?? '', at, context))
      .map(({ name = '' }) => {
        const label = qualifiedName(table.schema, table.name)
        const check = quoteName(`${name}_not_null`)
        return {
          severity: table.severity,
          message: `Making ${quoteName(name)} of ${table.label} not null reads the whole table under a lock.`,
          why: `${table.words} Reads and writes wait meanwhile, and one row without a value makes the deploy fail.`,
          instead:
            'Prove it first with a check that is added `not valid` and validated in a migration of its own.',
          sql: `alter table ${label} add constraint ${check} check (${quoteName(name)} is not null) not valid;\n-- in later migrations:\nalter table ${label} validate constraint ${check};\nalter table ${label} alter column ${quoteName(name)} set not null;\nalter table ${label} drop constraint ${check};`,
        }
      })
  },
}

/** A check of the same deploy that says `is not null`, or a column that it made, filled or not. */
function isProven(table: WeighedTable, column: string, at: number, { deploy }: LintContext): boolean {
  return deploy.statements.slice(0, at).some((statement, place) => {
    const relation = statement.tree.AlterTableStmt?.relation
    if (relation?.relname !== table.name || place >= at) return false
    return alterCommands(statement).some(({ subtype, def }) => {
      const constraint = subtype === 'AT_AddConstraint' ? (def as Tree | undefined)?.Constraint : undefined
      const test = (constraint?.raw_expr as Tree | undefined)?.NullTest
      const tested = (test?.arg as Tree | undefined)?.ColumnRef
      return test?.nulltesttype === 'IS_NOT_NULL' && strings(tested?.fields).includes(column)
    })
  })
}
