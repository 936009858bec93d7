import type { AlterTableCmd, Constraint, Node, RangeVar } from 'libpg-query'
import type { Tree } from '../../sql/parse-statement'
import { columnsRead, namesIn, of, type WrittenColumn } from './columns-read'
import { nameOf, strings, trees, walk } from './nodes'

/** The columns without which a statement fails, as far as it says plainly of which relation they are. */
export function columnsNeeded(tree: Tree): WrittenColumn[] {
  if (tree.CreateSchemaStmt) return []
  const needed = [
    ...columnsAltered(tree),
    ...columnsReferenced(tree),
    ...columnsIndexed(tree),
    ...columnsGuarded(tree),
    ...columnsFilled(tree),
    ...columnsNamed(tree),
    ...columnsRead(tree),
  ]
  const isFirst = ({ relation, column }: WrittenColumn, i: number) =>
    !needed
      .slice(0, i)
      .some((other) => other.column === column && JSON.stringify(other.relation) === JSON.stringify(relation))
  return needed.filter(isFirst).filter(({ column }) => !SYSTEM_COLUMNS.has(column))
}

/** Every table has them: https://www.postgresql.org/docs/current/ddl-system-columns.html */
const SYSTEM_COLUMNS = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid'])

const ALTERS_COLUMN = new Set<AlterTableCmd['subtype']>([
  'AT_ColumnDefault',
  'AT_DropNotNull',
  'AT_SetNotNull',
  'AT_SetExpression',
  'AT_DropExpression',
  'AT_SetStatistics',
  'AT_SetOptions',
  'AT_ResetOptions',
  'AT_SetStorage',
  'AT_SetCompression',
  'AT_AlterColumnType',
  'AT_AddIdentity',
  'AT_SetIdentity',
  'AT_DropIdentity',
])

function columnsAltered({ AlterTableStmt: change, RenameStmt: rename }: Tree): WrittenColumn[] {
  const isTable = change?.objtype === 'OBJECT_TABLE' || change?.objtype === 'OBJECT_FOREIGN_TABLE'
  const commands = isTable ? trees(change?.cmds) : []
  const altered = commands.flatMap(({ AlterTableCmd: command }) => {
    const { Constraint: constraint, ColumnDef: added } = (command?.def ?? {}) as Tree
    if (constraint) return columnsConstrained(constraint, change?.relation)
    if (command?.subtype === 'AT_AddColumn')
      return of(change?.relation, namesIn(added?.constraints, change?.relation))
    return command?.name && ALTERS_COLUMN.has(command.subtype) ? of(change?.relation, [command.name]) : []
  })
  const isRenamed = rename?.renameType === 'OBJECT_COLUMN'
  return [...altered, ...(isRenamed ? of(rename.relation, [rename.subname ?? '']) : [])]
}

function columnsConstrained(
  { keys, including, fk_attrs, raw_expr, exclusions, where_clause }: Constraint,
  relation: RangeVar | undefined,
): WrittenColumn[] {
  const elements = trees(exclusions).flatMap(({ List }) => (List?.items ?? []).slice(0, 1))
  return [
    ...of(relation, [...strings(keys), ...strings(including), ...strings(fk_attrs)]),
    ...of(relation, [...elementNames(elements), ...namesIn([raw_expr, elements, where_clause], relation)]),
  ]
}

function columnsReferenced(tree: Tree): WrittenColumn[] {
  return walk(tree).flatMap(({ Constraint }) => of(Constraint?.pktable, strings(Constraint?.pk_attrs)))
}

function columnsIndexed({ IndexStmt: index, CreateStatsStmt: statistics }: Tree): WrittenColumn[] {
  const elements = [...(index?.indexParams ?? []), ...(index?.indexIncludingParams ?? [])]
  const [counted] = trees(statistics?.relations)
  const expressions = trees(statistics?.exprs).map((each) => each.StatsElem)
  return [
    ...of(index?.relation, [
      ...elementNames(elements),
      ...namesIn([elements, index?.whereClause], index?.relation),
    ]),
    ...of(counted?.RangeVar, [
      ...expressions.flatMap((each) => each?.name ?? []),
      ...namesIn(expressions, counted?.RangeVar),
    ]),
  ]
}

function elementNames(elements: readonly Node[]): string[] {
  return trees(elements).flatMap(({ IndexElem }) => IndexElem?.name ?? [])
}

function columnsGuarded({ CreatePolicyStmt: policy, CreateTrigStmt: trigger }: Tree): WrittenColumn[] {
  return [
    ...of(policy?.table, namesIn([policy?.qual, policy?.with_check], policy?.table)),
    ...of(trigger?.relation, strings(trigger?.columns)),
  ]
}

function columnsFilled(tree: Tree): WrittenColumn[] {
  return walk(tree).flatMap(({ InsertStmt: insert, UpdateStmt: update, CopyStmt: copy }) => [
    ...of(insert?.relation, targets(insert?.cols)),
    ...of(insert?.relation, elementNames(insert?.onConflictClause?.infer?.indexElems ?? [])),
    ...of(insert?.relation, targets(insert?.onConflictClause?.targetList)),
    ...of(update?.relation, targets(update?.targetList)),
    ...of(copy?.relation, strings(copy?.attlist)),
  ])
}

function targets(list: readonly Node[] | undefined): string[] {
  return trees(list).flatMap(({ ResTarget }) => ResTarget?.name ?? [])
}

function columnsNamed({ CommentStmt: comment, GrantStmt: grant }: Tree): WrittenColumn[] {
  const parts = strings((comment?.object as Tree | undefined)?.List?.items)
  const relation = nameOf(parts.slice(0, -1))
  const isColumn = comment?.objtype === 'OBJECT_COLUMN' && relation !== null
  const granted = trees(grant?.privileges).flatMap(({ AccessPriv }) => strings(AccessPriv?.cols))
  return [
    ...(isColumn ? parts.slice(-1).map((column) => ({ relation, column })) : []),
    ...trees(grant?.objects).flatMap((object) => of(object.RangeVar, granted)),
  ]
}
