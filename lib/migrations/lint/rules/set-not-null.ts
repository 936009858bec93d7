import type { AlterTableCmd } from 'libpg-query'
import { isTrue, text } from '../../../objects/row'
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
      .flatMap((command) => columnMadeNotNull(command) ?? [])
      .filter((column) => !isProven(table, column, at, context))
      .map((column) => {
        const label = qualifiedName(table.schema, table.name)
        const check = quoteName(`${column}_not_null`)
        return {
          severity: table.severity,
          message: `Making ${quoteName(column)} of ${table.label} not null reads the whole table under a lock.`,
          why: `${table.words} Reads and writes wait meanwhile, and one row without a value makes the deploy fail.`,
          instead:
            'Prove it first with a check that is added `not valid` and validated in a migration of its own.',
          sql: `alter table ${label} add constraint ${check} check (${quoteName(column)} is not null) not valid;\n-- in later migrations:\nalter table ${label} validate constraint ${check};\nalter table ${label} alter column ${quoteName(column)} set not null;\nalter table ${label} drop constraint ${check};`,
        }
      })
  },
}

/** By `SET NOT NULL`, or since Postgres 18 by a constraint that holds for the rows that are there. */
function columnMadeNotNull({ subtype, name, def }: AlterTableCmd): string | null {
  if (subtype === 'AT_SetNotNull') return name ?? ''
  const constraint = subtype === 'AT_AddConstraint' ? (def as Tree | undefined)?.Constraint : undefined
  if (constraint?.contype !== 'CONSTR_NOTNULL' || constraint.skip_validation) return null
  return strings(constraint.keys)[0] ?? null
}

/** A valid check that says so, of the same deploy or in the target, or a column that is not null there already. */
function isProven(table: WeighedTable, column: string, at: number, context: LintContext): boolean {
  const commands = context.deploy.statements
    .slice(0, at)
    .filter(({ tree }) => tree.AlterTableStmt?.relation?.relname === table.name)
    .flatMap(alterCommands)
  return saysDeploy(column, commands) || saysTarget(table, column, at, commands, context)
}

function isValidated(check: string | undefined, commands: readonly AlterTableCmd[]): boolean {
  return commands.some(({ subtype, name }) => subtype === 'AT_ValidateConstraint' && name === check)
}

function saysDeploy(column: string, commands: readonly AlterTableCmd[]): boolean {
  return commands.some(({ subtype, def }) => {
    const constraint = subtype === 'AT_AddConstraint' ? (def as Tree | undefined)?.Constraint : undefined
    const test = (constraint?.raw_expr as Tree | undefined)?.NullTest
    const tested = (test?.arg as Tree | undefined)?.ColumnRef
    if (test?.nulltesttype !== 'IS_NOT_NULL' || !strings(tested?.fields).includes(column)) return false
    return !constraint?.skip_validation || isValidated(constraint.conname, commands)
  })
}

function saysTarget(
  table: WeighedTable,
  column: string,
  at: number,
  commands: readonly AlterTableCmd[],
  { deploy, target }: LintContext,
): boolean {
  const known = deploy.nameInTarget(table, at)
  const find = (kind: string, ...part: readonly string[]) =>
    target.find(kind, known.schema, known.name, ...part)
  const isDropped = commands.some(({ subtype, name }) => subtype === 'AT_DropNotNull' && name === column)
  if (!isDropped && find('column', column).some((row) => isTrue(row, 'notNull'))) return true
  return find('check-constraint').some((row) => {
    const [name, expression] = [text(row, 'name'), text(row, 'expression').replace(/^\(+|\)+$/g, '')]
    return (
      expression === `${quoteName(column)} IS NOT NULL` &&
      (isTrue(row, 'isValid') || isValidated(name, commands)) &&
      deploy.presence('constraint', table.schema, [table.name, name], at) !== 'absent'
    )
  })
}
