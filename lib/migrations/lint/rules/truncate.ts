import { lossSeverity } from '../loss'
import { relationName, trees } from '../nodes'
import type { LintRule } from '../rule'
import { weighedTable } from '../weighed-table'

/** All rows of a table, gone. */
export const truncate: LintRule = {
  id: 'truncate',
  about: 'empties a table',
  check: ({ tree }, at, context) =>
    trees(tree.TruncateStmt?.relations).flatMap(({ RangeVar }) => {
      const table = weighedTable(relationName(RangeVar), at, context)
      if (!table) return []
      const isCascade = tree.TruncateStmt?.behavior === 'DROP_CASCADE'
      return [
        {
          severity: isCascade ? 'critical' : lossSeverity(table.weight),
          message: `It empties ${table.label}${isCascade ? ', and every table that refers to it' : ''}.`,
          why: table.words,
          instead:
            'Keep it out of migrations. What has to go there is deleted by a condition, after a look at what that meets.',
        },
      ]
    }),
}
