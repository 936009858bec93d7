import type { RangeVar } from 'libpg-query'
import type { Tree } from '../../../sql/parse-statement'
import { relationName, strings, trees, walk } from '../nodes'
import type { LintContext, LintRule, RuleFinding } from '../rule'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const ID_COLUMN = /^(?:id|uuid|.+_(?:id|uuid))$/i
/** Keys that say of which service a row is, not which row it is. */
const NO_ROW = /^(?:0{8}-0{4}-0{4}-0{4}-0{12})$/

/** Rows that are named by an id, which another environment gave to another row, or to none. */
export const hardCodedIds: LintRule = {
  id: 'hard-coded-ids',
  about: 'changes rows by ids that are written into the file',
  check: ({ tree }, at, context) => [
    ...inserted(tree, at, context),
    ...chosen(tree.UpdateStmt?.relation, tree.UpdateStmt?.whereClause, 'changes', at, context),
    ...chosen(tree.DeleteStmt?.relation, tree.DeleteStmt?.whereClause, 'deletes', at, context),
  ],
}

/** Ids that the file gives to rows of a table of its own are no accident; references to other tables' rows may be. */
function inserted({ InsertStmt: insert }: Tree, at: number, { deploy, target }: LintContext): RuleFinding[] {
  const written = relationName(insert?.relation)
  if (!insert || !written || deploy.isNew(deploy.resolve(written, at), at)) return []
  const columns = trees(insert.cols).map(({ ResTarget }) => ResTarget?.name ?? '')
  const select = (insert.selectStmt as Tree | undefined)?.SelectStmt
  const found = trees(select?.valuesLists).flatMap(({ List }) =>
    trees(List?.items).flatMap((value, place) => {
      const column = columns[place]
      const id = idIn(value, column !== undefined && ID_COLUMN.test(column) && column !== 'id')
      return id === null ? [] : [{ column: column ?? `column ${place + 1}`, id }]
    }),
  )
  const [first] = found
  if (!first) return []
  return [
    {
      severity: 'medium',
      message: `It writes the id ${first.id} into ${first.column} of ${written.name}${more(found.length)}.`,
      why: `A row with this id is not the same row, or not there, in every environment: in ${target.name} the insert may fail or point to something else.`,
      instead:
        'Look the row up by what is the same everywhere, such as a slug or a name: `insert … select id from … where slug = …`.',
    },
  ]
}

function chosen(
  relation: RangeVar | undefined,
  where: unknown,
  verb: string,
  at: number,
  { deploy, target }: LintContext,
): RuleFinding[] {
  const written = relationName(relation)
  if (!written || deploy.isNew(deploy.resolve(written, at), at)) return []
  const ids = walk(where).flatMap(({ A_Expr: compared }) => {
    const sides = [compared?.lexpr, compared?.rexpr] as (Tree | undefined)[]
    const column = sides.flatMap((side) => strings(side?.ColumnRef?.fields).at(-1) ?? [])[0]
    if (!compared || column === undefined) return []
    return sides
      .flatMap((side) => (side?.List ? trees(side.List.items) : side ? [side] : []))
      .flatMap((side) => idIn(side, ID_COLUMN.test(column)) ?? [])
  })
  const [first] = ids
  if (first === undefined) return []
  return [
    {
      severity: 'medium',
      message: `It ${verb} rows of ${written.name} that have the id ${first}${more(ids.length)}.`,
      why: `Another environment gave this id to another row, or to none: in ${target.name} this may touch nothing, or the wrong row.`,
      instead: 'Choose the rows by what is the same everywhere, such as a slug, a name or a condition.',
    },
  ]
}

function more(count: number): string {
  return count > 1 ? `, and ${count - 1} more` : ''
}

/** A UUID anywhere; a number only where the column is one of ids. */
function idIn(value: Tree, isIdColumn: boolean): string | null {
  const constant = (value.TypeCast ? (value.TypeCast.arg as Tree | undefined) : value)?.A_Const
  const text = constant?.sval?.sval
  if (text !== undefined) return UUID.test(text) && !NO_ROW.test(text) ? text : null
  const number = constant?.ival ? (constant.ival.ival ?? 0) : null
  return number !== null && isIdColumn ? String(number) : null
}
