import type { Node } from 'libpg-query'
import type { Tree } from '../../../sql/parse-statement'
import { lossSeverity } from '../loss'
import { relationName, strings } from '../nodes'
import type { LintRule } from '../rule'
import { lockSeverity } from '../size'
import { weighedTable } from '../weighed-table'

/** `DELETE` and `UPDATE` without a condition. */
export const changeEveryRow: LintRule = {
  id: 'change-every-row',
  about: 'deletes or updates every row of a table',
  check: ({ tree: { DeleteStmt: deletion, UpdateStmt: update } }, at, context) => {
    const statement = deletion ?? update
    if (!statement || limits(statement.whereClause) || joins(deletion?.usingClause ?? update?.fromClause))
      return []
    const table = weighedTable(relationName(statement.relation), at, context)
    if (!table || table.weight === 'empty') return []
    if (deletion) {
      return [
        {
          severity: lossSeverity(table.weight),
          message: `It deletes every row of ${table.label}.`,
          why: table.words,
          instead: 'Say which rows: `delete from … where …`.',
        },
      ]
    }
    return [
      {
        severity: lockSeverity(table.weight) ?? 'low',
        message: `It writes every row of ${table.label} anew, in one transaction.`,
        why: `${table.words} Until the transaction ends, all of these rows are locked against other changes, and their old versions stay on the disk.`,
        instead:
          'Update in batches, outside the migration, and only rows that are not yet as they should be.',
      },
    ]
  },
}

/** Whether a condition leaves rows out; `true` and `1 = 1` do not. */
function limits(condition: Node | undefined): boolean {
  const { A_Const: constant, A_Expr: compared } = (condition ?? {}) as Tree
  if (!condition || constant?.boolval?.boolval) return false
  const [left, right] = [compared?.lexpr, compared?.rexpr].map(
    (side) => (side as Tree | undefined)?.A_Const?.ival?.ival,
  )
  return left === undefined || left !== right || strings(compared?.name).join() !== '='
}

function joins(tables: readonly unknown[] | undefined): boolean {
  return (tables?.length ?? 0) > 0
}
