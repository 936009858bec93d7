import { quoteName } from '../../../sql/display'
import { lossSeverity } from '../loss'
import { relationName } from '../nodes'
import type { LintRule } from '../rule'
import { alterCommands, weighedTable } from '../weighed-table'

/** A column that goes, with its values. */
export const dropColumn: LintRule = {
  id: 'drop-column',
  about: 'drops a column',
  check: (statement, at, context) => {
    const table = weighedTable(relationName(statement.tree.AlterTableStmt?.relation), at, context)
    if (!table) return []
    return alterCommands(statement)
      .filter(({ subtype, name }) => subtype === 'AT_DropColumn' && isThere(table, name ?? ''))
      .map(({ name = '', behavior }) => ({
        severity: lossSeverity(table.weight),
        message: `It drops the column ${quoteName(name)} of ${table.label}${table.weight === 'empty' ? '' : ' and its values'}.`,
        why: `${table.words} Code of the last release that still reads or writes the column fails from then on.${behavior === 'DROP_CASCADE' ? ' CASCADE also drops the views that show it.' : ''}`,
        instead:
          'Release code that no longer uses it first, and drop it in a later deploy, with a dump of its values at hand.',
      }))

    function isThere({ schema, name: relation }: { schema: string; name: string }, column: string): boolean {
      return context.deploy.presence('column', schema, [relation, column], at) !== 'absent'
    }
  },
}
