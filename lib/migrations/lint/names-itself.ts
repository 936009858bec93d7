import type { Tree } from '../../sql/parse-statement'
import { trees, walk } from './nodes'

const NAMED = new Set([
  'CONSTR_PRIMARY',
  'CONSTR_UNIQUE',
  'CONSTR_EXCLUSION',
  'CONSTR_CHECK',
  'CONSTR_FOREIGN',
])

/**
 * Whether a statement makes indexes or constraints to which the server gives their names, by itself or as those of another table.
 * @param constraint the one in question: a NOT NULL gets a name that says so, since 18
 */
export function mayNameItself(tree: Tree, constraint = ''): boolean {
  const { IndexStmt: index, CreateStmt: table } = tree
  if (index && !index.idxname) return true
  if (table?.partbound || (table?.inhRelations ?? []).length > 0) return true
  if (putsUnderParent(tree)) return true
  return walk(tree).some(
    ({ TableLikeClause, Constraint }) =>
      TableLikeClause !== undefined ||
      (Constraint !== undefined &&
        !Constraint.conname &&
        (NAMED.has(Constraint.contype ?? '') || /_not_null\d*$/.test(constraint))),
  )
}

const GIVEN = /_(?:pkey|key|idx|excl|seq)\d*$/

/** Long names of tables are cut in those of their indexes and sequences, but never so short. */
const NEVER_CUT = 28

/** Whether a name is one that the server may give to an index or a sequence which a statement brings along. */
export function mayBeGiven(name: string, tree: Tree): boolean {
  const table = (tree.CreateStmt ?? tree.AlterTableStmt ?? tree.IndexStmt)?.relation?.relname
  return table !== undefined && GIVEN.test(name) && name.startsWith(table.slice(0, NEVER_CUT))
}

/** Whether a statement makes a table that is there a child of another. */
export function putsUnderParent({ AlterTableStmt: change }: Tree): boolean {
  return trees(change?.cmds).some(({ AlterTableCmd: command }) =>
    ['AT_AttachPartition', 'AT_AddInherit', 'AT_AddOf'].includes(command?.subtype ?? ''),
  )
}
