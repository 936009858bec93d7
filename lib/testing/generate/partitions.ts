import { INTEGER } from './column-types'
import { addColumn, type ColumnPlan, planColumn, type TableName } from './columns'
import type { Draft } from './draft'
import type { ItemChange } from './item'
import { quoted } from './names'
import type { Schema } from './schemas'
import { addTable, makeTable, type Table } from './tables'

/** A partitioned table with partitions, keyed by its partition key. */
export function makePartitioned(draft: Draft, schema: Schema): { whole: Table; parts: Table[] } {
  const method = draft.random.pick(['range', 'list', 'hash'] as const)
  const key = draft.names.any('id')
  const whole = makeTable(draft, schema, {
    isPartitioned: true,
    isParent: true,
    keySorts: ['plain', 'serial'],
    keyName: key,
    clause: `partition by ${method} (${quoted(key)})`,
  })
  const bounds = BOUNDS[method]
  return { whole, parts: bounds.map((bound) => makePartition(draft, whole, bound)) }
}

/** Bounds of each method, the last of them with another one that can take its place. */
const BOUNDS: Readonly<Record<'range' | 'list' | 'hash', readonly (readonly [string, string?])[]>> = {
  range: [
    ['for values from (minvalue) to (10)'],
    ['for values from (10) to (20)', 'for values from (10) to (30)'],
    ['default'],
  ],
  list: [['for values in (1, 2, null)'], ['for values in (3)', 'for values in (3, 4)']],
  hash: [
    ['for values with (modulus 2, remainder 0)'],
    ['for values with (modulus 2, remainder 1)', 'for values with (modulus 4, remainder 1)'],
  ],
}

function makePartition(draft: Draft, whole: Table, [bound, other]: readonly [string, string?]): Table {
  const table = newName(draft, whole.schema, 'part')
  const detach = `alter table ${whole.sql} detach partition ${table.sql}`
  const changes: ItemChange[] = [
    { sort: 'detach', sql: detach, fields: ['parents', 'partitionBound'], hasOtherConsequences: true },
  ]
  if (other) {
    changes.push({
      sort: 'partition bound',
      sql: `${detach}; alter table ${whole.sql} attach partition ${table.sql} ${other}`,
      fields: ['partitionBound'],
      hasOtherConsequences: true,
    })
  }
  const part = addTable(draft, whole.schema, table, {
    create: `create table ${table.sql} partition of ${whole.sql} ${bound}`,
    // Dropped where it is, it would take foreign keys to the whole table along.
    drop: `${detach}; drop table ${table.sql} cascade`,
    needs: [whole],
    changes,
    isPart: true,
  })
  continueColumns(draft, whole, part, table)
  return part
}

/** A table that inherits from another one and has a column of its own. */
export function makeChild(draft: Draft, parent: Table): Table {
  const table = newName(draft, parent.schema, 'child')
  const own = planColumn(draft, table, INTEGER)
  const child = addTable(draft, parent.schema, table, {
    create: `create table ${table.sql} (${own.sql} ${own.definition}) inherits (${parent.sql})`,
    needs: [parent],
    changes: [
      {
        sort: 'no inherit',
        sql: `alter table ${table.sql} no inherit ${parent.sql}`,
        fields: ['parents'],
        hasOtherConsequences: true,
      },
    ],
    isPart: true,
  })
  continueColumns(draft, parent, child, table)
  child.columns.push(addColumn(draft, table, own, { comesWith: child, needs: [child] }))
  return child
}

function newName(draft: Draft, schema: Schema, word: string): TableName {
  const name = draft.names.any(word)
  return { schema: schema.name, name, sql: `${schema.sql}.${quoted(name)}` }
}

/** Columns that a table has from its parent can neither be dropped nor changed by themselves. */
function continueColumns(draft: Draft, parent: Table, child: Table, table: TableName): void {
  for (const above of parent.columns) {
    const plan: ColumnPlan = {
      name: above.name,
      sql: above.sql,
      type: above.type,
      definition: '',
      isNotNull: above.isNotNull,
      changes: [],
    }
    child.columns.push(
      addColumn(draft, table, plan, { comesWith: child, needs: [child, above], isFixed: true }),
    )
  }
}
