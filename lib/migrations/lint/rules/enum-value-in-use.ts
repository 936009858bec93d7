import type { TypeName } from 'libpg-query'
import type { Tree } from '../../../sql/parse-statement'
import { relationName, strings, trees, typeText, walk } from '../nodes'
import type { LintContext, LintRule } from '../rule'
import type { LintStatement } from '../script'
import { toolTransactions } from '../transactions'

/** A value that was added to an enum cannot be used before the transaction that added it is over. */
export const enumValueInUse: LintRule = {
  id: 'enum-value-in-use',
  about: 'uses a value of an enum in the transaction that adds it',
  check: (statement, at, context) =>
    addedBefore(statement, at, context)
      .filter(({ type, value }) => uses(statement, type, value, at, context))
      .slice(0, 1)
      .map(({ type, value, place }) => {
        const { path, line } = context.deploy.placeOf(place)
        return {
          severity: 'high',
          message: `It uses the value '${value}' of ${type}, which the same transaction adds, in ${path}:${line}.`,
          why: 'Postgres refuses that with "unsafe use of new value" (55P04), and the deploy fails here.',
          instead: `Add the value in a migration of its own, before the one that uses it. ${toolTransactions(statement.tool).wayOut}`,
        }
      }),
}

interface AddedValue {
  readonly type: string
  readonly value: string
  readonly place: number
}

/** Since 17, a value may be used at once where the transaction made the enum, too. */
const ALLOWS_IN_NEW_TYPES = 17

/** Values that earlier statements of the transaction add to enums, and that it may not use. */
function addedBefore(
  { transaction }: LintStatement,
  at: number,
  { deploy, target }: LintContext,
): AddedValue[] {
  if (transaction === null) return []
  const isOfTransaction = (place: number) => deploy.statements[place]?.transaction === transaction
  return deploy.addedValues
    .filter(({ place }) => place < at && isOfTransaction(place))
    .filter(
      ({ type, place }) =>
        target.snapshot.server.major < ALLOWS_IN_NEW_TYPES ||
        !deploy.effects.some(
          (effect) =>
            effect.space === 'type' &&
            effect.does === 'creates' &&
            effect.name[0] === type &&
            effect.at < place &&
            isOfTransaction(effect.at),
        ),
    )
}

/** A constant of this text that is of the type: by a cast, or beside a table with a column of it. */
function uses(
  { tree }: LintStatement,
  type: string,
  value: string,
  at: number,
  context: LintContext,
): boolean {
  if (tree.CommentStmt || tree.AlterEnumStmt || tree.DoStmt || tree.CreateEnumStmt) return false
  const nodes = walk(tree)
  const constants = nodes.filter(({ A_Const }) => A_Const?.sval?.sval === value)
  if (constants.length === 0) return false
  const casts = nodes.flatMap(({ TypeCast }) => TypeCast ?? [])
  const castOf = (constant: Tree) => casts.find(({ arg }) => arg === constant)?.typeName
  if (constants.some((constant) => isOfType(castOf(constant), type))) return true
  const isPlain = constants.some((constant) => castOf(constant) === undefined)
  const isColumn = nodes.some(({ ColumnDef }) => isOfType(ColumnDef?.typeName, type))
  return isPlain && (isColumn || tablesIn(tree).some((table) => hasColumnOf(type, table, at, context)))
}

function isOfType(type: TypeName | undefined, name: string): boolean {
  return strings(type?.names).at(-1) === name
}

function tablesIn(tree: Tree) {
  return walk(tree).flatMap((node) => ('relname' in node ? [relationName(node as never)] : []))
}

/** As the target has the table, or as an earlier pending statement makes its columns. */
function hasColumnOf(
  type: string,
  written: ReturnType<typeof relationName>,
  at: number,
  { deploy, target }: LintContext,
): boolean {
  if (!written) return false
  const { schema, name } = deploy.resolve(written, at)
  const known = deploy.nameInTarget({ schema, name }, at)
  if (target.columnTypes(known.schema, known.name).some((each) => each.split('.').at(-1) === type))
    return true
  return deploy.statements.slice(0, at).some(({ tree }) => {
    const relation = tree.CreateStmt?.relation ?? tree.AlterTableStmt?.relation
    if (relation?.relname !== name) return false
    const added = trees(tree.AlterTableStmt?.cmds).flatMap(
      ({ AlterTableCmd }) => (AlterTableCmd?.def as Tree) ?? [],
    )
    return [...trees(tree.CreateStmt?.tableElts), ...added].some(
      ({ ColumnDef }) => typeText(ColumnDef?.typeName).replaceAll('[]', '') === type,
    )
  })
}
