import { qualifiedName, quoteName } from '../../sql/display'
import { columnsNeeded } from './columns-needed'
import type { WrittenColumn } from './columns-read'
import type { QualifiedName } from './deploy'
import { isToldBefore, missing } from './missing'
import type { LintContext, RuleFinding } from './rule'
import type { LintStatement } from './script'

/** The columns that a statement needs of tables of the target, and that are not there by then. */
export function missingColumns({ tree }: LintStatement, at: number, context: LintContext): RuleFinding[] {
  return columnsNeeded(tree).flatMap((written) => judge(written, at, context))
}

function judge({ relation, column }: WrittenColumn, at: number, context: LintContext): RuleFinding[] {
  const { deploy, target } = context
  const table = deploy.resolve(relation, at)
  const address = [table.name, column]
  const isMadeHere = deploy
    .effectsAt(at)
    .some(({ space, does, name }) => space === 'column' && does === 'creates' && name[1] === column)
  if (isMadeHere || deploy.presence('column', table.schema, address, at) !== 'absent') return []
  const label = qualifiedName(table.schema, table.name)
  if (!isKnownColumn(column, table, at, context) || isToldBefore(`${label} ${column}`, at, deploy)) return []
  const later = deploy.madeAfter('column', table.schema, address, at)
  return [missing(`${label} has no column ${quoteName(column)}`, later, target.name)]
}

/**
 * Whether it is known of a column that it is not there: the target has the table, and nothing else may answer to the name. That may
 * be a column that a table got from another which got it before, or a function of a row, which `row.name` calls too.
 */
export function isKnownColumn(
  column: string,
  table: QualifiedName,
  at: number,
  { deploy, target }: LintContext,
): boolean {
  const { schema, name } = deploy.nameInTarget(table, at)
  if (deploy.isNew(table, at) || target.columnTypes(schema, name).length === 0) return false
  if (target.find('function').some((row) => row.name === column)) return false
  const mayGetColumns = !target.ownsColumns(schema, name) || deploy.makesParents(at)
  return !deploy.effects.some(
    ({ space, does, name: made, home, at: place }) =>
      does === 'creates' &&
      ((space === 'function' && made[0] === column) ||
        (mayGetColumns &&
          space === 'column' &&
          made[1] === column &&
          place < at &&
          (home !== table.schema || made[0] !== table.name))),
  )
}
