import { quoteName } from '../../../sql/display'
import type { Tree } from '../../../sql/parse-statement'
import { relationName, strings, trees } from '../nodes'
import type { LintRule } from '../rule'
import { alterCommands, weighedTable } from '../weighed-table'

/** A column that must have a value, and no value for the rows that are there. */
export const requiredColumn: LintRule = {
  id: 'required-column',
  about: 'adds a column that is not null and has no default',
  check: (statement, at, context) => {
    const change = statement.tree.AlterTableStmt
    const table = weighedTable(relationName(change?.relation), at, context)
    // Rows of a foreign table are elsewhere, and nothing checks them.
    if (!table || change?.objtype === 'OBJECT_FOREIGN_TABLE') return []
    return alterCommands(statement).flatMap(({ subtype, def, missing_ok }) => {
      const column = (def as Tree | undefined)?.ColumnDef
      if (subtype !== 'AT_AddColumn' || !column || missing_ok) return []
      const kinds = trees(column.constraints).map(({ Constraint }) => Constraint?.contype)
      const isFilled =
        kinds.some((kind) => FILLED.has(kind ?? '')) ||
        /serial/.test(strings(column.typeName?.names).at(-1) ?? '')
      const isRequired = kinds.includes('CONSTR_NOTNULL') || kinds.includes('CONSTR_PRIMARY')
      if (!isRequired || isFilled) return []
      const name = quoteName(column.colname ?? '')
      const isEmpty = table.weight === 'empty'
      return [
        {
          severity: isEmpty ? 'low' : 'high',
          message: isEmpty
            ? `It adds ${name} to ${table.label} as not null without a default, which works only while the table is empty.`
            : `It adds ${name} to ${table.label} as not null without a default, which fails as soon as there is a row.`,
          why: `${table.words} ${isEmpty ? 'Environments with rows refuse it.' : 'The rows that are there would have no value.'} Code of the last release inserts rows without it, too.`,
          instead:
            'Add the column with a default, or nullable first; fill it, and make it not null in a later migration.',
        },
      ]
    })
  },
}

const FILLED = new Set(['CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED'])
