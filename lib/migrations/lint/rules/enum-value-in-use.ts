import { nameOf, strings, walk } from '../nodes'
import type { LintRule } from '../rule'
import type { LintStatement } from '../script'
import { toolTransactions } from '../transactions'

/** A value that was added to an enum cannot be used before the transaction that added it is over. */
export const enumValueInUse: LintRule = {
  id: 'enum-value-in-use',
  about: 'uses a value of an enum in the transaction that adds it',
  check: ({ tree, tool, transaction }, at, { deploy }) => {
    const value = tree.AlterEnumStmt?.newVal
    const type = nameOf(strings(tree.AlterEnumStmt?.typeName))
    if (value === undefined || !type || tree.AlterEnumStmt?.oldVal || transaction === null) return []
    const isOfDeploy = deploy.effects.some(
      (effect) =>
        effect.space === 'type' &&
        effect.does === 'creates' &&
        effect.name[0] === type.name &&
        effect.at < at &&
        deploy.statements[effect.at]?.transaction === transaction,
    )
    const user = deploy.statements.findIndex(
      (statement, place) => place > at && statement.transaction === transaction && uses(statement, value),
    )
    if (user < 0 || isOfDeploy) return []
    const { path, line } = deploy.placeOf(user)
    return [
      {
        severity: 'high',
        message: `The value '${value}' is added to ${type.name} here and used in the same transaction, in ${path}:${line}.`,
        why: 'Postgres refuses that with "unsafe use of new value" (55P04), and the deploy fails.',
        instead: `Add the value in a migration of its own, before the one that uses it. ${toolTransactions(tool).wayOut}`,
      },
    ]
  },
}

function uses({ tree }: LintStatement, value: string): boolean {
  if (tree.CommentStmt || tree.AlterEnumStmt || tree.DoStmt || tree.CreateEnumStmt) return false
  for (const node of walk(tree)) {
    if (node.A_Const?.sval?.sval === value && !isTextConstant(tree, node)) return true
  }
  return false
}

/** The constant under a cast to a text type is a text. */
function isTextConstant(tree: LintStatement['tree'], constant: object): boolean {
  for (const node of walk(tree)) if (isTextCast(node.TypeCast) && node.TypeCast?.arg === constant) return true
  return false
}

function isTextCast(cast: LintStatement['tree']['TypeCast']): boolean {
  return ['text', 'varchar', 'bpchar', 'json', 'jsonb'].includes(strings(cast?.typeName?.names).at(-1) ?? '')
}
