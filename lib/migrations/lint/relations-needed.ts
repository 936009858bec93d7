import type { RangeVar } from 'libpg-query'
import type { Tree } from '../../sql/parse-statement'
import { nameOf, relationName, strings, trees, type WrittenName, walk } from './nodes'

/** The relations without which a statement fails: what it alters, fills, reads, grants on, comments on or builds on. */
export function relationsNeeded(tree: Tree): WrittenName[] {
  // What stands within it is looked for in the schema that it makes.
  if (tree.CreateSchemaStmt) return []
  const needed = [...relationsAltered(tree), ...relationsFilled(tree), ...relationsRead(tree)]
  const names = [...needed.map(relationName), commentedOn(tree)]
    .filter((name) => name !== null)
    .filter(({ schema, name }) => schema !== null || !name.startsWith('pg_'))
  return names.filter((name, i) => !names.slice(0, i).some((other) => isSame(name, other)))
}

function isSame(a: WrittenName, b: WrittenName): boolean {
  return a.schema === b.schema && a.name === b.name
}

const RELATIONS = new Set(['OBJECT_TABLE', 'OBJECT_FOREIGN_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW'])

/** Of what tables bring along, no file says the name. */
const NAMED_BY_SERVER = new Set(['OBJECT_INDEX', 'OBJECT_SEQUENCE'])

function relationsAltered(tree: Tree): (RangeVar | undefined)[] {
  const { AlterTableStmt: change, RenameStmt: rename, AlterObjectSchemaStmt: move } = tree
  return [
    ...(change && RELATIONS.has(change.objtype ?? '') && !change.missing_ok ? [change.relation] : []),
    ...(rename?.relation && !rename.missing_ok && !NAMED_BY_SERVER.has(rename.renameType ?? '')
      ? [rename.relation]
      : []),
    ...(move?.relation && !move.missing_ok && !NAMED_BY_SERVER.has(move.objectType ?? '')
      ? [move.relation]
      : []),
    tree.IndexStmt?.relation,
    tree.CreatePolicyStmt?.table,
    tree.CreateTrigStmt?.relation,
    tree.RuleStmt?.relation,
    tree.RefreshMatViewStmt?.relation,
    ...trees(tree.AlterPublicationStmt?.pubobjects ?? tree.CreatePublicationStmt?.pubobjects).map(
      (object) => object.PublicationObjSpec?.pubtable?.relation,
    ),
  ]
}

function relationsFilled(tree: Tree): (RangeVar | undefined)[] {
  return walk(tree).flatMap(({ InsertStmt, UpdateStmt, DeleteStmt, MergeStmt, CopyStmt, TableLikeClause }) =>
    [InsertStmt, UpdateStmt, DeleteStmt, MergeStmt, CopyStmt, TableLikeClause].map((node) => node?.relation),
  )
}

/**
 * Lists of relations, such as those of FROM, TRUNCATE and GRANT, less those of a foreign schema, constraints, what `WITH` names in
 * the statement, and what `FOR UPDATE OF` says.
 */
function relationsRead(tree: Tree): RangeVar[] {
  if (
    tree.ConstraintsSetStmt ||
    tree.ImportForeignSchemaStmt ||
    (tree.GrantStmt && tree.GrantStmt.objtype !== 'OBJECT_TABLE')
  )
    return []
  const nodes = walk(tree)
  const within = new Set(nodes.flatMap(({ CommonTableExpr }) => CommonTableExpr?.ctename ?? []))
  const locked = new Set(
    nodes
      .flatMap(({ LockingClause }) => LockingClause?.lockedRels ?? [])
      .map((node) => (node as Tree).RangeVar),
  )
  return nodes
    .flatMap(({ RangeVar }) => (RangeVar && !locked.has(RangeVar) ? [RangeVar] : []))
    .filter(({ schemaname, relname = '' }) => schemaname || !within.has(relname))
}

/** Parts of a table are commented on with its name before theirs. */
const COMMENTED_PARTS = new Set([
  'OBJECT_COLUMN',
  'OBJECT_POLICY',
  'OBJECT_TRIGGER',
  'OBJECT_RULE',
  'OBJECT_TABCONSTRAINT',
])

function commentedOn({ CommentStmt: comment }: Tree): WrittenName | null {
  const parts = strings((comment?.object as Tree | undefined)?.List?.items)
  if (RELATIONS.has(comment?.objtype ?? '')) return nameOf(parts)
  return COMMENTED_PARTS.has(comment?.objtype ?? '') ? nameOf(parts.slice(0, -1)) : null
}
