import type { Column } from './columns'
import { clusterChange, sortableColumns } from './constraints'
import type { Draft } from './draft'
import type { Item } from './item'
import { quoted } from './names'
import type { Table } from './tables'

/** An index over columns or an expression, of one of several methods. */
export function makeIndex(draft: Draft, table: Table): void {
  const [first, second] = draft.random.some(sortableColumns(table), 2)
  if (!first) return
  const key = table.columns[0] as Column
  const name = draft.names.any('ix')
  const create = (rest: string, unique = '') =>
    `create ${unique} index ${quoted(name)} on ${table.sql} ${rest}`
  const keys = second ? `${first.sql} desc, ${second.sql}` : `${first.sql} desc`
  const isExpression = draft.random.chance(40)
  const plain = isExpression ? `(coalesce(${first.sql}, ${first.type.values[0]}), ${first.sql})` : `(${keys})`
  if (!draft.isNew(`index on ${table.sql} ${plain}`)) return
  const needs = isExpression || !second ? [first] : [first, second]
  const index = `${table.schema.sql}.${quoted(name)}`
  const other = draft.names.any('ix')
  const address = (name: string) => [table.schema.name, table.name, name]
  const constant = first.type.values[1]
  draft.addObject(
    {
      kind: 'index',
      address: address(name),
      create: create(plain),
      drop: `drop index ${index} cascade`,
      needs: [table, ...needs],
      changes: [
        {
          sort: 'rename',
          sql: `alter index ${index} rename to ${quoted(other)}`,
          fields: ['name'],
          cause: 'nameOnly',
          targetAddress: address(other),
        },
        { sort: 'keys', instead: create(`(${first.sql} nulls first)`), fields: ['keys'] },
        {
          sort: 'predicate',
          instead: create(`${plain} where ${first.sql} is distinct from ${constant}`),
          fields: ['predicate'],
        },
        {
          sort: 'included column',
          instead: create(`${plain} include (${key.sql})`),
          fields: ['included'],
          reads: [key],
        },
        ...(table.isPartitioned
          ? []
          : [
              { sort: 'unique', instead: create(plain, 'unique'), fields: ['isUnique'] },
              clusterChange(table, name),
              { sort: 'options', sql: `alter index ${index} set (fillfactor = 50)`, fields: ['options'] },
            ]),
        ...(first.type.isText && !table.isPartitioned
          ? [{ sort: 'method', instead: create(`using hash (${first.sql})`), fields: ['method', 'keys'] }]
          : []),
        ...(isExpression
          ? [
              {
                sort: 'statistics',
                sql: `alter index ${index} alter column 1 set statistics 9`,
                fields: ['statistics'],
              },
            ]
          : []),
      ],
    },
    { words: `index ${index}` },
  )
}

/** Extended statistics over two columns. */
export function makeStatistics(draft: Draft, table: Table): void {
  const [first, second] = draft.random.some(
    sortableColumns(table).filter(({ isGenerated }) => !isGenerated),
    2,
  )
  if (!first || !second || !draft.isNew(`statistics on ${[first.sql, second.sql].sort()} ${table.sql}`))
    return
  const name = draft.names.any('stats')
  const other = draft.names.any('stats')
  const statistics = `${table.schema.sql}.${quoted(name)}`
  const create = (kinds: string) =>
    `create statistics ${statistics} (${kinds}) on ${first.sql}, ${second.sql} from ${table.sql}`
  const needs: Item[] = [table, first, second]
  draft.addObject(
    {
      kind: 'statistics',
      address: [table.schema.name, name],
      create: create('ndistinct, dependencies'),
      drop: `drop statistics ${statistics}`,
      needs,
      changes: [
        { sort: 'kinds', instead: create('mcv'), fields: ['kinds'] },
        { sort: 'target', sql: `alter statistics ${statistics} set statistics 12`, fields: ['target'] },
        {
          sort: 'rename',
          sql: `alter statistics ${statistics} rename to ${quoted(other)}`,
          fields: ['name'],
          cause: 'nameOnly',
          targetAddress: [table.schema.name, other],
        },
      ],
    },
    { words: `statistics ${statistics}`, isOwned: true },
  )
}
