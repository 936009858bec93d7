import type { Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { isTrue, type Row } from '../objects/row'
import {
  CONSTRAINT_ADDRESS,
  CONSTRAINT_DETAIL_COLUMNS,
  CONSTRAINT_TABLES,
  DEFERRABILITY,
  IS_PLAIN_KEY_PART,
  isConstraint,
  OWNED_INDEX,
  OWNED_INDEX_TABLES,
  WITH_SWITCHED_OFF,
} from '../sql/constraints'
import { columnNames } from '../sql/fragments'
import { sql } from '../sql/sql'
import {
  addConstraint,
  attachedWith,
  CONSTRAINT_DETAILS,
  clusterStatements,
  DEFERRABLE,
  deferrableClause,
  INDEX_FIELDS,
  indexClauses,
  isSwitchedOffHere,
  judgeCounterpart,
  keyColumns,
  requiredOfTable,
  switchedOffNote,
  tableOf,
  uniquenessOf,
} from './constraint-parts'

/** Unique constraints; a unique index without a constraint is an index. */
export const uniqueConstraint: Kind = {
  name: 'unique-constraint',
  label: { one: 'unique constraint', many: 'unique constraints' },
  address: ['schema', 'table', 'name'],
  fields: [
    { name: 'columns', label: 'Columns', text: 'list', severity: 'high', hazards: ['blocksWrites'] },
    {
      name: 'withoutOverlaps',
      label: 'Without overlaps',
      text: 'yesNo',
      severity: 'high',
      hazards: ['blocksWrites'],
    },
    {
      name: 'nullsNotDistinct',
      label: 'Nulls not distinct',
      text: 'yesNo',
      severity: 'high',
      hazards: ['blocksWrites'],
    },
    DEFERRABLE,
    ...INDEX_FIELDS,
  ],
  details: CONSTRAINT_DETAILS,
  query: ({ major }) => sql`
    ${WITH_SWITCHED_OFF}
    select ${CONSTRAINT_ADDRESS},
      ${columnNames(sql`k.conrelid`, sql`k.conkey`)} as columns,
      ${major >= 18 ? sql`k.conperiod` : sql`false`} as "withoutOverlaps",
      ${major >= 15 ? sql`i.indnullsnotdistinct` : sql`false`} as "nullsNotDistinct",
      ${DEFERRABILITY} as deferrable, ${OWNED_INDEX}, ${CONSTRAINT_DETAIL_COLUMNS}
    from ${CONSTRAINT_TABLES} ${OWNED_INDEX_TABLES}
    where ${isConstraint(sql`u`)} and not ${IS_PLAIN_KEY_PART}`,
  parent: tableOf,
  requires: (row) => requiredOfTable(row, 'columns', 'included'),
  follows: attachedWith,
  pairsByDefinition: true,
  missing: 'high',
  extra: 'medium',
  counterpart: (row) =>
    isTrue(row, 'isValid') && isTrue(row, 'isSwitchedOn') && !isTrue(row, 'withoutOverlaps')
      ? uniquenessOf(row, listValue(row.columns))
      : undefined,
  judge: (change, _servers, attached = []) => {
    const { source, target, fields } = change
    const counterpart = judgeCounterpart(attached, 'unique-constraint', !target)
    if (counterpart) return counterpart
    if (!target || isSwitchedOffHere(change))
      return { hazards: ['blocksWrites'], meaning: 'Duplicates that the source refuses can be stored here.' }
    if (!source) return { meaning: 'Duplicates that the source accepts are refused here.' }
    const willRefuseNulls = fields.includes('nullsNotDistinct') && isTrue(source, 'nullsNotDistinct')
    return willRefuseNulls
      ? { meaning: 'Several rows with nulls, which the source refuses, can be stored here.' }
      : {}
  },
  ddl,
}

function ddl(row: Row): string {
  const nulls = isTrue(row, 'nullsNotDistinct') ? ' NULLS NOT DISTINCT' : ''
  const key = `UNIQUE${nulls} ${keyColumns(listValue(row.columns), isTrue(row, 'withoutOverlaps'))}`
  const add = addConstraint(row, `${key}${indexClauses(row)}${deferrableClause(row)}`)
  return [add, ...clusterStatements(row), ...switchedOffNote(row)].join('\n')
}
