import { qualifiedName, quoteName } from '../../../sql/display'
import type { LintRule } from '../rule'
import { addedConstraints, heldUpTable } from '../weighed-table'

/** A constraint that is checked against every row, under a lock. */
export const checksEveryRow: LintRule = {
  id: 'checks-every-row',
  about: 'adds a check or a foreign key without `not valid`, by itself or with a column',
  check: (statement, at, context) => {
    const table = heldUpTable(statement.tree.AlterTableStmt?.relation, at, context)
    if (!table) return []
    return addedConstraints(statement).flatMap(({ constraint, column }) => {
      const isForeignKey = constraint.contype === 'CONSTR_FOREIGN'
      if (constraint.skip_validation || (!isForeignKey && constraint.contype !== 'CONSTR_CHECK')) return []
      // A column without values has nothing that could refer to nothing; its check runs all the same.
      if (isForeignKey && column && !column.isFilled) return []
      const name = constraint.conname ? ` ${quoteName(constraint.conname)}` : ''
      const label = qualifiedName(table.schema, table.name)
      return [
        {
          severity: table.severity,
          message: `Adding the ${isForeignKey ? 'foreign key' : 'check'}${name}${column ? ` with the column ${quoteName(column.name)}` : ''} checks every row of ${table.label} under a lock.`,
          why: isForeignKey
            ? `${table.words} Writes to it, and to the table that it refers to, wait until that is done.`
            : `${table.words} Reads and writes wait until that is done.`,
          instead: column
            ? `Add the column without it, then the constraint ${NOT_VALID}`
            : `Add it ${NOT_VALID}`,
          ...(constraint.conname && !column
            ? {
                sql: `alter table ${label} add constraint ${quoteName(constraint.conname)} … not valid;\n-- in a later migration:\nalter table ${label} validate constraint ${quoteName(constraint.conname)};`,
              }
            : {}),
        },
      ]
    })
  },
}

const NOT_VALID =
  '`not valid`, which holds for new rows at once; validate it in a later migration, which locks out nobody.'
