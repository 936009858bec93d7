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

/** Primary keys. A table has one at most, so two of different names are the same object. */
export const primaryKey: Kind = {
  name: 'primary-key',
  label: { one: 'primary key', many: 'primary keys' },
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
    DEFERRABLE,
    ...INDEX_FIELDS,
  ],
  details: CONSTRAINT_DETAILS,
  query: ({ major }) => sql`
    ${WITH_SWITCHED_OFF}
    select ${CONSTRAINT_ADDRESS},
      ${columnNames(sql`k.conrelid`, sql`k.conkey`)} as columns,
      ${major >= 18 ? sql`k.conperiod` : sql`false`} as "withoutOverlaps",
      ${DEFERRABILITY} as deferrable, ${OWNED_INDEX}, ${CONSTRAINT_DETAIL_COLUMNS}
    from ${CONSTRAINT_TABLES} ${OWNED_INDEX_TABLES}
    where ${isConstraint(sql`p`)} and not ${IS_PLAIN_KEY_PART}`,
  parent: tableOf,
  requires: (row) => requiredOfTable(row, 'columns', 'included'),
  follows: attachedWith,
  pairsByDefinition: true,
  slot: () => 'primary key',
  counterpart: (row) =>
    isTrue(row, 'isValid') && isTrue(row, 'isSwitchedOn') && !isTrue(row, 'withoutOverlaps')
      ? uniquenessOf({ ...row, nullsNotDistinct: 'f' }, listValue(row.columns))
      : undefined,
  missing: 'high',
  extra: 'medium',
  judge: (change, _servers, attached = []) => {
    const { source, target } = change
    const counterpart = judgeCounterpart(attached, 'primary-key', !target)
    // What the columns say of nulls is theirs; replication and upserts by key still look for a primary key.
    if (counterpart) return { ...counterpart, severity: 'medium', hazards: target ? [] : ['blocksWrites'] }
    if (!target)
      return {
        hazards: ['blocksWrites'],
        meaning: 'Nothing keeps rows apart here: duplicates and nulls can be stored.',
      }
    if (isSwitchedOffHere(change))
      return {
        hazards: ['blocksWrites'],
        meaning: 'Its triggers are switched off here: duplicates can be stored.',
      }
    return source ? {} : { meaning: 'Duplicates and nulls that the source accepts are refused here.' }
  },
  ddl,
}

function ddl(row: Row): string {
  const key = `PRIMARY KEY ${keyColumns(listValue(row.columns), isTrue(row, 'withoutOverlaps'))}`
  const add = addConstraint(row, `${key}${indexClauses(row)}${deferrableClause(row)}`)
  return [add, ...clusterStatements(row), ...switchedOffNote(row)].join('\n')
}
