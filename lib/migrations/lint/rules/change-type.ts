import type { ColumnDef } from 'libpg-query'
import { typeChangeHazards } from '../../../kinds/type-change'
import { quoteName } from '../../../sql/display'
import type { Tree } from '../../../sql/parse-statement'
import { relationName, typeText } from '../nodes'
import type { LintContext, LintRule, RuleFinding } from '../rule'
import { lockSeverity } from '../size'
import { alterCommands, type WeighedTable, weighedTable } from '../weighed-table'

/** A column's type, changed: what does not fit is refused or cut, and the table is written anew under a lock. */
export const changeType: LintRule = {
  id: 'change-type',
  about: 'changes the type of a column so that the table is written anew, or values may not fit',
  check: (statement, at, context) => {
    const table = weighedTable(relationName(statement.tree.AlterTableStmt?.relation), at, context)
    if (!table || table.weight === 'empty') return []
    return alterCommands(statement).flatMap(({ subtype, name = '', def }) => {
      const column = (def as Tree | undefined)?.ColumnDef
      if (subtype !== 'AT_AlterColumnType' || !column) return []
      return judge(table, name, typeText(column.typeName), isConverted(column), context)
    })
  },
}

function judge(
  table: WeighedTable,
  column: string,
  to: string,
  converts: boolean,
  { deploy, target }: LintContext,
): RuleFinding[] {
  const { schema, name } = deploy.nameInTarget(table, deploy.statements.length)
  const from = target.columnType(schema, name, column)?.replaceAll('"', '').split('.').at(-1) ?? null
  if (!converts && (from === to || isWiderNumber(from, to))) return []
  const hazards = from === null || from === to ? (['rewritesTable'] as const) : typeChangeHazards(from, to)
  if (hazards.length === 0 && !converts) return []
  const isNarrower = hazards.some((hazard) => hazard === 'losesPrecision')
  const severity = lockSeverity(table.weight) ?? 'low'
  return [
    {
      severity: isNarrower && severity === 'low' ? 'medium' : severity,
      message: `It changes ${quoteName(column)} of ${table.label} from ${from ?? 'its type'} to ${to}.`,
      why: `${table.words} The whole table and its indexes are written anew, while nobody can read or write it.${isNarrower ? ' Values that do not fit are refused, cut or rounded.' : ''}`,
      instead:
        'Add a column of the new type, fill it in batches, let the code use it, and drop the old one in a later deploy.',
    },
  ]
}

/** Whether `USING` computes something else than the value in its new type. */
function isConverted({ raw_default: using, typeName }: ColumnDef): boolean {
  const expression = using as Tree | undefined
  if (!expression || expression.ColumnRef) return false
  const cast = expression.TypeCast
  return !((cast?.arg as Tree | undefined)?.ColumnRef && typeText(cast?.typeName) === typeText(typeName))
}

const NUMERIC = /^numeric(?:\((\d+)(?:,(\d+))?\))?$/

/** More digits before the same number behind the point are stored alike. */
function isWiderNumber(from: string | null, to: string): boolean {
  const [before, after] = [NUMERIC.exec(from ?? ''), NUMERIC.exec(to)]
  if (!before || !after) return false
  const [, digits, scale = '0'] = before
  const [, newDigits, newScale = '0'] = after
  if (newDigits === undefined) return true
  return digits !== undefined && scale === newScale && Number(newDigits) >= Number(digits)
}
