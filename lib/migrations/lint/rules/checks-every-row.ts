import { qualifiedName, quoteName } from '../../../sql/display'
import type { Tree } from '../../../sql/parse-statement'
import type { LintRule } from '../rule'
import { alterCommands, heldUpTable } from '../weighed-table'

/** A constraint that is checked against every row, under a lock. */
export const checksEveryRow: LintRule = {
  id: 'checks-every-row',
  about: 'adds a check or a foreign key without `not valid`',
  check: (statement, at, context) => {
    const table = heldUpTable(statement.tree.AlterTableStmt?.relation, at, context)
    if (!table) return []
    return alterCommands(statement).flatMap(({ subtype, def }) => {
      const constraint = (def as Tree | undefined)?.Constraint
      if (subtype !== 'AT_AddConstraint' || !constraint || constraint.skip_validation) return []
      const isForeignKey = constraint.contype === 'CONSTR_FOREIGN'
      if (!isForeignKey && constraint.contype !== 'CONSTR_CHECK') return []
      const name = constraint.conname ? ` ${quoteName(constraint.conname)}` : ''
      return [
        {
          severity: table.severity,
          message: `Adding the ${isForeignKey ? 'foreign key' : 'check'}${name} checks every row of ${table.label} under a lock.`,
          why: isForeignKey
            ? `${table.words} Writes to it, and to the table that it refers to, wait until that is done.`
            : `${table.words} Reads and writes wait until that is done.`,
          instead:
            'Add it `not valid`, which holds for new rows at once; validate it in a later migration, which locks out nobody.',
          ...(constraint.conname
            ? {
                sql: `alter table ${qualifiedName(table.schema, table.name)} add constraint ${quoteName(constraint.conname)} … not valid;\n-- in a later migration:\nalter table ${qualifiedName(table.schema, table.name)} validate constraint ${quoteName(constraint.conname)};`,
              }
            : {}),
        },
      ]
    })
  },
}
