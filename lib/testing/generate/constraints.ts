import { INTEGER } from './column-types'
import type { Column } from './columns'
import type { Draft } from './draft'
import type { Item, ItemChange } from './item'
import { quoted } from './names'
import { makeLateColumn, type Table } from './tables'

interface ConstraintParts {
  readonly kind: string
  readonly table: Table
  readonly name: string
  readonly definition: string
  readonly needs: readonly Item[]
  /** Other definitions of the same constraint, with the fields in which they differ. */
  readonly others?: readonly (Pick<ItemChange, 'sort' | 'fields' | 'reads' | 'needsAlone'> & {
    definition: string
  })[]
  /** Changes by statements of their own. */
  readonly changes?: readonly ItemChange[]
}

/** A constraint that can be renamed, made in other ways, and whatever its own changes do. */
function addConstraint(draft: Draft, parts: ConstraintParts): Item | undefined {
  const { kind, table, name, definition, needs, others = [], changes = [] } = parts
  if (!draft.isNew(`${table.sql} ${definition}`)) return undefined
  const address = (name: string) => [table.schema.name, table.name, name]
  const add = (definition: string) => `alter table ${table.sql} add constraint ${quoted(name)} ${definition}`
  const other = draft.names.any('renamed')
  return draft.addObject(
    {
      kind,
      address: address(name),
      create: add(definition),
      drop: `alter table ${table.sql} drop constraint ${quoted(name)} cascade`,
      needs: [table, ...needs],
      changes: [
        {
          sort: 'rename',
          sql: `alter table ${table.sql} rename constraint ${quoted(name)} to ${quoted(other)}`,
          fields: ['name'],
          cause: 'nameOnly',
          targetAddress: address(other),
        },
        ...others.map(({ definition, ...change }) => ({ ...change, instead: add(definition) })),
        ...changes,
      ],
    },
    { words: `constraint ${quoted(name)} on ${table.sql}` },
  )
}

/** The primary key, on the column the table is keyed by. */
export function makePrimaryKey(draft: Draft, table: Table): Item | undefined {
  const [key, another] = table.columns as [Column, Column]
  const name = draft.names.any('pk')
  const definition = `primary key (${key.sql})`
  const others: ConstraintParts['others'] = [
    {
      sort: 'deferrable',
      definition: `${definition} deferrable initially deferred`,
      fields: ['deferrable'],
      needsAlone: true,
    },
    { sort: 'options', definition: `${definition} with (fillfactor = 60)`, fields: ['options'] },
    {
      sort: 'included column',
      definition: `${definition} include (${another.sql})`,
      fields: ['included'],
      reads: [another],
      needsAlone: true,
    },
  ]
  return addConstraint(draft, {
    kind: 'primary-key',
    table,
    name,
    definition,
    needs: [key],
    others: table.isPartitioned || another.isGenerated ? [] : others,
    changes: table.isPartitioned ? [] : [clusterChange(table, name)],
  })
}

export function clusterChange(table: Table, name: string): ItemChange {
  return {
    sort: 'cluster',
    sql: `alter table ${table.sql} cluster on ${quoted(name)}`,
    fields: ['isClustered'],
    excludes: `cluster ${table.sql}`,
  }
}

/** Columns that a b-tree can sort, but for the key. */
export function sortableColumns(table: Table): Column[] {
  return table.columns.slice(1).filter(({ type }) => type.isSortable)
}

/** A unique constraint over one or two columns; on a partitioned table the key is among them. */
export function makeUnique(draft: Draft, table: Table): void {
  const [first, second] = draft.random.some(sortableColumns(table), 2)
  if (!first) return
  const key = table.columns[0] as Column
  const columns = [
    ...(table.isPartitioned ? [key] : []),
    first,
    ...(second && draft.random.chance(50) ? [second] : []),
  ]
  const list = columns.map(({ sql }) => sql).join(', ')
  const others = [
    { sort: 'deferrable', definition: `unique (${list}) deferrable`, fields: ['deferrable'] },
    { sort: 'columns', definition: `unique (${key.sql}, ${first.sql})`, fields: ['columns'], reads: [key] },
    ...(draft.major >= 15
      ? [
          {
            sort: 'nulls not distinct',
            definition: `unique nulls not distinct (${list})`,
            fields: ['nullsNotDistinct'],
          },
        ]
      : []),
  ]
  addConstraint(draft, {
    kind: 'unique-constraint',
    table,
    name: draft.names.any('unique'),
    definition: `unique (${list})`,
    needs: columns,
    others: table.isPartitioned ? [] : others,
  })
}

/** A check over one or two columns. */
export function makeCheck(draft: Draft, table: Table): void {
  const [first, second] = draft.random.some(sortableColumns(table), 2)
  if (!first) return
  const [value, other] = first.type.values
  const parts = [`${first.sql} <> ${value}`, ...(second ? [`${second.sql} is not null`] : [])]
  const check = `check (${parts.join(' or ')})`
  addConstraint(draft, {
    kind: 'check-constraint',
    table,
    name: draft.names.any('check'),
    definition: check,
    needs: second ? [first, second] : [first],
    others: [
      {
        sort: 'expression',
        definition: `check (coalesce(${first.sql}, ${other}) in (${value}, ${other}))`,
        fields: ['expression'],
      },
      { sort: 'not valid', definition: `${check} not valid`, fields: ['isValid'] },
      ...(table.isPartitioned
        ? []
        : [{ sort: 'no inherit', definition: `${check} no inherit`, fields: ['noInherit'] }]),
      ...(draft.major >= 18
        ? [{ sort: 'not enforced', definition: `${check} not enforced`, fields: ['isValid', 'isEnforced'] }]
        : []),
    ],
  })
}

/** An exclusion constraint that keeps values of one column, which may be a range, apart. */
export function makeExclusion(draft: Draft, table: Table): void {
  const column = draft.random.pick(table.columns)
  if (!column.type.isSortable) return
  const exclude = `exclude using btree (${column.sql} with =)`
  addConstraint(draft, {
    kind: 'exclusion-constraint',
    table,
    name: draft.names.any('exclude'),
    definition: exclude,
    needs: [column],
    others: [
      { sort: 'deferrable', definition: `${exclude} deferrable`, fields: ['deferrable'] },
      {
        sort: 'predicate',
        definition: `${exclude} where (${column.sql} is not null)`,
        fields: ['predicate'],
      },
    ],
  })
}

/** A column that refers to the key of another table, with its foreign key. */
export function makeForeignKey(draft: Draft, table: Table, referenced: Table, primaryKey: Item): void {
  const column = makeLateColumn(draft, table, INTEGER)
  const key = referenced.columns[0] as Column
  const name = draft.names.any('fk')
  const refer = `foreign key (${column.sql}) references ${referenced.sql} (${key.sql})`
  const alter = `alter table ${table.sql} alter constraint ${quoted(name)}`
  addConstraint(draft, {
    kind: 'foreign-key',
    table,
    name,
    definition: refer,
    needs: [column, primaryKey],
    others: [
      { sort: 'on delete', definition: `${refer} on delete cascade`, fields: ['onDelete'] },
      { sort: 'on update', definition: `${refer} on update set null`, fields: ['onUpdate'] },
      { sort: 'match', definition: `${refer} match full`, fields: ['match'] },
      ...(table.isPartitioned
        ? []
        : [{ sort: 'not valid', definition: `${refer} not valid`, fields: ['isValid'] }]),
      ...(draft.major >= 15
        ? [
            {
              sort: 'columns set on delete',
              definition: `${refer} on delete set null (${column.sql})`,
              fields: ['onDelete', 'setColumns'],
            },
          ]
        : []),
    ],
    changes: [{ sort: 'deferrable', sql: `${alter} deferrable initially deferred`, fields: ['deferrable'] }],
  })
}
