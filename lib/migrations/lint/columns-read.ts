import type { Node, RangeVar, SelectStmt } from 'libpg-query'
import type { Tree } from '../../sql/parse-statement'
import { relationName, strings, trees, type WrittenName, walk } from './nodes'

/** A column by the name of its relation and its own. */
export interface WrittenColumn {
  readonly relation: WrittenName
  readonly column: string
}

/** Some columns of one relation. */
export function of(relation: RangeVar | undefined, columns: readonly string[]): WrittenColumn[] {
  const written = relationName(relation)
  return written ? columns.map((column) => ({ relation: written, column })) : []
}

/**
 * The columns that queries read: those behind the name of a relation, where all of the statement means the same one by it, and all
 * of a query that reads one relation and has no other in it.
 */
export function columnsRead(tree: Tree): WrittenColumn[] {
  return [...columnsBehindNames(tree), ...columnsOfOne(tree)]
}

function columnsBehindNames(tree: Tree): WrittenColumn[] {
  const nodes = walk(tree)
  const relations = relationsByName(nodes)
  return nodes.flatMap(({ ColumnRef }) => {
    const [name = '', column, ...rest] = strings(ColumnRef?.fields)
    const relation = relations.get(name)
    return relation && column !== undefined && rest.length === 0 ? of(relation, columnOfRow(column)) : []
  })
}

/** What each name or alias stands for; null where that is no relation, or not the same everywhere. */
function relationsByName(nodes: readonly Tree[]): Map<string, RangeVar | null> {
  const found = new Map<string, RangeVar | null>([
    ['excluded', null],
    ['new', null],
    ['old', null],
  ])
  for (const { CommonTableExpr, CreateFunctionStmt: routine, FunctionParameter } of nodes)
    for (const name of [CommonTableExpr?.ctename, FunctionParameter?.name, ...strings(routine?.funcname)])
      if (name) found.set(name, null)
  for (const node of nodes) {
    if (isRelation(node)) {
      const name = calledBy(node)
      const known = found.get(name)
      const isPlain = !node.alias?.colnames && (node.schemaname || found.get(node.relname ?? '') !== null)
      const isSame = known === undefined || (known !== null && isSameRelation(known, node))
      found.set(name, isPlain && isSame ? node : null)
    } else {
      const alias = aliasOf(node)
      if (alias) found.set(alias, null)
    }
  }
  return found
}

function isRelation(node: object): node is RangeVar {
  return 'relname' in node
}

function isSameRelation(a: RangeVar, b: RangeVar): boolean {
  return a.relname === b.relname && a.schemaname === b.schemaname
}

function aliasOf(node: Tree): string | undefined {
  const { RangeSubselect, RangeFunction, RangeTableFunc, JsonTable, JoinExpr } = node
  return [RangeSubselect, RangeFunction, RangeTableFunc, JsonTable, JoinExpr].find((each) => each?.alias)
    ?.alias?.aliasname
}

/** What expressions call a relation by. */
function calledBy(relation: RangeVar | undefined): string {
  return relation?.alias?.aliasname ?? relation?.relname ?? ''
}

function columnsOfOne(tree: Tree): WrittenColumn[] {
  const { InsertStmt: insert, UpdateStmt: update, DeleteStmt: remove } = tree
  const select = (tree.SelectStmt ??
    (insert?.selectStmt as Tree | undefined)?.SelectStmt ??
    (tree.ViewStmt?.query as Tree | undefined)?.SelectStmt ??
    (tree.CreateTableAsStmt?.query as Tree | undefined)?.SelectStmt) as SelectStmt | undefined
  if (walk(tree).some(({ CommonTableExpr }) => CommonTableExpr)) return []
  const written = [
    ...(update && !update.fromClause
      ? of(
          update.relation,
          namesIn([update.targetList, update.whereClause, update.returningClause], update.relation),
        )
      : []),
    ...(remove && !remove.usingClause
      ? of(remove.relation, namesIn([remove.whereClause, remove.returningClause], remove.relation))
      : []),
    ...of(insert?.relation, namesIn(insert?.returningClause, insert?.relation)),
  ]
  return [...written, ...(select ? columnsSelected(select) : [])]
}

function columnsSelected({
  fromClause,
  targetList,
  whereClause,
  havingClause,
  groupClause,
  sortClause,
}: SelectStmt): WrittenColumn[] {
  const [relation, ...others] = trees(fromClause).map((item) => item.RangeVar)
  if (!relation || relation.alias?.colnames || others.length > 0) return []
  const results = new Set(trees(targetList).flatMap(({ ResTarget }) => ResTarget?.name ?? []))
  const sorted = namesIn([groupClause, sortClause] as Node[][], relation).filter((name) => !results.has(name))
  return of(relation, [...namesIn([targetList, whereClause, havingClause], relation), ...sorted])
}

/** The columns in expressions that see one relation; none where a subquery may bring others. */
export function namesIn(expressions: unknown, relation: RangeVar | undefined): string[] {
  const nodes = walk(expressions)
  if (nodes.some(({ SubLink }) => SubLink)) return []
  const rows = new Set([
    'old',
    'new',
    ...nodes.flatMap(({ ReturningOption }) => ReturningOption?.value ?? []),
  ])
  return nodes.flatMap(({ ColumnRef }) => {
    const [first = '', ...rest] = strings(ColumnRef?.fields)
    // Behind the table's name, and the name alone is its row.
    if (first === calledBy(relation)) return rest.length === 1 ? rest.flatMap(columnOfRow) : []
    const isAlone = ColumnRef?.fields?.length === 1
    return isAlone && first !== '' && !rows.has(first) ? [first] : []
  })
}

/** Functions of the server that take any row: `row.count` calls them, where no column has the name. */
const OF_ANY_ROW = new Set(
  `any_value array_agg bit_count concat count dense_rank first_value json_agg json_agg_strict jsonb_agg jsonb_agg_strict
  lag last_value lead max min num_nonnulls num_nulls percent_rank pg_collation_for pg_column_compression pg_column_size
  pg_column_toast_chunk_id pg_typeof quote_literal quote_nullable rank record_out row_to_json to_json to_jsonb`.split(
    /\s+/,
  ),
)

function columnOfRow(name: string): string[] {
  return OF_ANY_ROW.has(name) ? [] : [name]
}
