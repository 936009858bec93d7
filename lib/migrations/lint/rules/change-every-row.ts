import { lossSeverity } from '../loss'
import { relationName } from '../nodes'
import type { LintRule } from '../rule'
import { lockSeverity } from '../size'
import { weighedTable } from '../weighed-table'

/** `DELETE` and `UPDATE` without a condition. */
export const changeEveryRow: LintRule = {
  id: 'change-every-row',
  about: 'deletes or updates every row of a table',
  check: ({ tree: { DeleteStmt: deletion, UpdateStmt: update } }, at, context) => {
    const statement = deletion ?? update
    if (!statement || statement.whereClause || joins(deletion?.usingClause ?? update?.fromClause)) return []
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

function joins(tables: readonly unknown[] | undefined): boolean {
  return (tables?.length ?? 0) > 0
}
