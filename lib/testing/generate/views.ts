import type { Column } from './columns'
import { sortableColumns } from './constraints'
import type { Draft } from './draft'
import type { Item, ItemChange } from './item'
import { quoted } from './names'
import type { Schema } from './schemas'
import type { Table } from './tables'

/** The parts of a query over one table or two. */
interface Query {
  readonly select: string
  readonly from: string
  readonly where: string
  /** What is read, columns and tables. */
  readonly reads: readonly Item[]
}

function makeQuery(draft: Draft, tables: readonly Table[]): Query | undefined {
  const [first, second] = draft.random.some(tables, 2)
  const [column] = first ? draft.random.some(sortableColumns(first), 1) : []
  if (!first || !column) return undefined
  const key = first.columns[0] as Column
  const [value] = column.type.values
  const base = {
    select: `a.${key.sql} as key, a.${column.sql} as "The value"`,
    from: `${first.sql} a`,
    where: `a.${column.sql} = ${value}`,
    reads: [first, key, column],
  }
  if (!second || draft.random.chance(50)) return base
  const other = second.columns[0] as Column
  return {
    ...base,
    select: `${base.select}, count(b.${other.sql}) over (partition by a.${key.sql}) as total`,
    from: `${base.from} left join ${second.sql} b on b.${other.sql} = a.${key.sql}`,
    reads: [...base.reads, second, other],
  }
}

/** A view over one table or two. */
export function makeView(draft: Draft, schema: Schema, tables: readonly Table[]): Item | undefined {
  const query = makeQuery(draft, tables)
  if (!query) return undefined
  const name = draft.names.any('report')
  const view = `${schema.sql}.${quoted(name)}`
  const create = (more = '', where = query.where, options = '') =>
    `create or replace view ${view} ${options} as select ${query.select}${more} from ${query.from} where ${where}`
  const item = draft.addObject(
    {
      kind: 'view',
      address: [schema.name, name],
      create: create(),
      drop: `drop view ${view} cascade`,
      needs: [schema, ...query.reads],
      changes: [
        { sort: 'query', sql: create('', `not (${query.where})`), fields: ['query'] },
        { sort: 'column', sql: create(", 'more'::text as more"), fields: ['query', 'columns'] },
        { sort: 'barrier', sql: `alter view ${view} set (security_barrier = on)`, fields: ['options'] },
        { sort: 'default', sql: `alter view ${view} alter column key set default 5`, fields: ['defaults'] },
        ...(draft.major >= 15
          ? [
              {
                sort: 'invoker',
                sql: `alter view ${view} set (security_invoker = true)`,
                fields: ['options'],
              },
            ]
          : []),
      ],
    },
    { words: `view ${view}`, isOwned: true },
  )
  draft.maybeGrant(item, ['select', 'insert'], view)
  return item
}

/** A materialized view over one table or two. */
export function makeMaterializedView(draft: Draft, schema: Schema, tables: readonly Table[]): void {
  const query = makeQuery(draft, tables)
  if (!query) return
  const name = draft.names.any('summary')
  const view = `${schema.sql}.${quoted(name)}`
  const create = (where: string, rest = '') =>
    `create materialized view ${view} as select ${query.select} from ${query.from} where ${where} ${rest}`
  const changes: ItemChange[] = [
    { sort: 'query', instead: create(`${query.where} and true is not false`), fields: ['query'] },
    { sort: 'not populated', instead: create(query.where, 'with no data'), fields: ['isPopulated'] },
    { sort: 'options', sql: `alter materialized view ${view} set (fillfactor = 40)`, fields: ['options'] },
    {
      sort: 'column statistics',
      sql: `alter materialized view ${view} alter column key set statistics 3`,
      fields: ['columnSettings'],
    },
  ]
  const item = draft.addObject(
    {
      kind: 'materialized-view',
      address: [schema.name, name],
      create: create(query.where),
      drop: `drop materialized view ${view} cascade`,
      needs: [schema, ...query.reads],
      changes,
    },
    { words: `materialized view ${view}`, isOwned: true },
  )
  draft.maybeGrant(item, ['select'], view)
  const index = draft.names.any('ix')
  draft.addObject(
    {
      kind: 'index',
      address: [schema.name, name, index],
      create: `create index ${quoted(index)} on ${view} (key)`,
      drop: `drop index ${schema.sql}.${quoted(index)}`,
      needs: [item],
      changes: [],
    },
    { words: `index ${schema.sql}.${quoted(index)}` },
  )
}
