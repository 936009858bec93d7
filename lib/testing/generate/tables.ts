import { BUILT_IN_TYPES, type ColumnType } from './column-types'
import {
  addColumn,
  type Column,
  type ColumnPlan,
  KEY_SORTS,
  type KeySort,
  planColumn,
  planGenerated,
  planKey,
  type TableName,
} from './columns'
import { type Draft, OWNER } from './draft'
import type { Item, ItemChange } from './item'
import { quoted } from './names'
import type { Schema } from './schemas'

export interface Table extends Item {
  readonly schema: Schema
  readonly name: string
  /** The qualified name in quotes. */
  readonly sql: string
  /** Its columns; the first one is what it is keyed by. */
  readonly columns: Column[]
  readonly isPartitioned: boolean
  /** Whether other tables continue its columns. */
  readonly isParent: boolean
  /** Whether it is a partition or a child of another table. */
  readonly isPart: boolean
}

export interface TableOptions {
  /** Words after the columns, such as `partition by …`. */
  readonly clause?: string
  readonly isPartitioned?: boolean
  readonly keySorts?: readonly KeySort[]
  readonly keyName?: string
  /** Whether other tables continue its columns. */
  readonly isParent?: boolean
  /** Types its columns may have besides those of the server. */
  readonly types?: readonly ColumnType[]
}

/** A table with a key and some columns of all sorts of types. */
export function makeTable(draft: Draft, schema: Schema, options: TableOptions = {}): Table {
  const name = draft.names.any('orders')
  const table: TableName = { schema: schema.name, name, sql: `${schema.sql}.${quoted(name)}` }
  const { types = [], isPartitioned = false, isParent = false } = options
  const plans = [planKey(draft, table, options.keySorts ?? KEY_SORTS, options.keyName)]
  const pool = [...BUILT_IN_TYPES, ...types, ...types, ...types]
  for (let i = 2 + draft.random.below(4); i > 0; i--) {
    plans.push(planColumn(draft, table, draft.random.pick(pool)))
  }
  if (!isParent && draft.random.chance(30)) plans.push(planGenerated(draft, table, plans[0] as ColumnPlan))
  const create = (columns: readonly ColumnPlan[]) =>
    `create table ${table.sql} (${columns.map(({ sql, definition }) => `${sql} ${definition}`).join(', ')}) ${options.clause ?? ''}`
  const changes: ItemChange[] = isParent
    ? []
    : [
        {
          sort: 'column order',
          instead: create([...plans].reverse()),
          fields: ['columnOrder'],
          cause: 'orderOnly',
        },
      ]
  const item = addTable(draft, schema, table, {
    create: create(plans),
    needs: [schema],
    changes,
    isPartitioned,
    isParent,
  })
  for (const plan of plans) {
    const base = item.columns.find(({ name }) => name === plan.base?.name)
    item.columns.push(
      addColumn(draft, table, isParent ? asParent(plan, draft, item) : plan, {
        comesWith: item,
        needs: [item, ...(base ? [base] : [])],
        isFixed: isPartitioned && plan === plans[0],
      }),
    )
  }
  return item
}

interface TableParts extends Pick<Item, 'create' | 'drop' | 'needs' | 'changes'> {
  readonly isPartitioned?: boolean
  readonly isParent?: boolean
  readonly isPart?: boolean
}

/** Adds a table with what any of them can have. */
export function addTable(draft: Draft, schema: Schema, { name, sql }: TableName, parts: TableParts): Table {
  const alter = `alter table ${sql}`
  const { isPartitioned = false, isParent = false, isPart = false } = parts
  const table: Table = draft.addObject(
    {
      kind: 'table',
      address: [schema.name, name],
      schema,
      name,
      sql,
      columns: [],
      isPartitioned,
      isParent,
      isPart,
      drop: `drop table ${sql} cascade`,
      ...parts,
      changes: [
        ...parts.changes,
        { sort: 'row security', sql: `${alter} enable row level security`, fields: ['rowSecurity'] },
        {
          sort: 'forced row security',
          sql: `${alter} force row level security`,
          fields: ['forceRowSecurity'],
        },
        {
          sort: 'owner',
          sql: `${alter} owner to ${quoted(OWNER)}`,
          fields: ['owner'],
          cause: 'ownerOnly',
          along: () => sequencesOf(draft, table),
        },
        ...(isPartitioned ? [] : storageChanges(alter)),
      ],
    },
    { words: `table ${sql}` },
  )
  draft.maybeGrant(table, ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'], sql)
  return table
}

function storageChanges(alter: string): ItemChange[] {
  return [
    { sort: 'options', sql: `${alter} set (fillfactor = 70, autovacuum_enabled = off)`, fields: ['options'] },
    { sort: 'replica identity', sql: `${alter} replica identity full`, fields: ['replicaIdentity'] },
  ]
}

/** The sequences of its serial and identity columns, which have its owner and its persistence. */
function sequencesOf(draft: Draft, table: Table): Item[] {
  return draft.items.filter(
    (item) => item.kind === 'sequence' && item.needs.some((need) => table.columns.includes(need as Column)),
  )
}

/** What is done to a column that other tables continue happens to theirs too; not everything can be. */
const RECURSIVE = new Set(['statistics', 'set not null', 'set default', 'other default', 'drop default'])

function asParent(plan: ColumnPlan, draft: Draft, table: Table): ColumnPlan {
  const continued = () =>
    draft.items.filter(
      (item) =>
        item.kind === 'column' &&
        item.needs.some(
          ({ address }) => address === table.columns.find(({ name }) => name === plan.name)?.address,
        ),
    )
  const changes = plan.changes
    .filter(({ sort }) => RECURSIVE.has(sort))
    .map((change) => ({ ...change, along: continued }))
  return { ...plan, changes }
}

/** A column that is added to a table that is there. */
export function makeLateColumn(draft: Draft, table: Table, type: ColumnType): Column {
  const names = { schema: table.schema.name, name: table.name, sql: table.sql }
  const plan = planColumn(draft, names, type)
  const before = table.columns.findLast(({ create }) => create !== undefined)
  const column = addColumn(draft, names, plan, {
    create: `alter table ${table.sql} add column ${plan.sql} ${plan.definition}`,
    needs: [table],
    ...(before ? { after: before } : {}),
  })
  table.columns.push(column)
  return column
}
