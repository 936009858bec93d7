import type { ObjectRef } from '../objects/address'
import type { Judgement, Kind } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'
import {
  CONSTRAINT_ADDRESS,
  CONSTRAINT_DETAIL_COLUMNS,
  CONSTRAINT_TABLES,
  isConstraint,
} from '../sql/constraints'
import { quoteName } from '../sql/display'
import { isUsualNotNullName } from '../sql/not-null-names'
import { sql } from '../sql/sql'
import { addConstraint, attachedWith, CONSTRAINT_DETAILS, tableOf, VALID } from './constraint-parts'

/**
 * NOT NULL where it is more than the column says: with a name of its own, NOT VALID, or not for child tables. Until 17
 * no server knew such things, and every other NOT NULL is a property of its column, so that 17 and 18 agree.
 */
export const notNullConstraint: Kind = {
  name: 'not-null-constraint',
  label: { one: 'not-null constraint', many: 'not-null constraints' },
  address: ['schema', 'table', 'name'],
  fields: [
    { name: 'column', label: 'Column', severity: 'high' },
    VALID,
    { name: 'noInherit', label: 'Not for child tables', text: 'yesNo', severity: 'medium' },
  ],
  details: CONSTRAINT_DETAILS,
  since: 18,
  query: () => sql`
    select ${CONSTRAINT_ADDRESS}, a.attname as column, k.convalidated as "isValid", k.connoinherit as "noInherit",
      ${CONSTRAINT_DETAIL_COLUMNS}
    from ${CONSTRAINT_TABLES}
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where ${isConstraint(sql`n`)} and k.coninhcount = 0
      and (k.connoinherit or not k.convalidated or not ${HAS_USUAL_NAME})`,
  parent: tableOf,
  requires: (row) => [columnOf(row)],
  follows: (row) => [
    { ...columnOf(row), field: 'notNull' },
    // Where both sides have it and only one is valid, the column tells.
    { ...columnOf(row), field: 'notNull', only: ['isValid'] },
    ...attachedWith(row),
  ],
  slot: (row) => text(row, 'column'),
  missing: 'medium',
  extra: 'medium',
  judge: ({ source, target }, _servers, _attached, sides) => {
    const only = source && target ? undefined : (source ?? target)
    if (!only) return {}
    const [column] = (source ? sides?.target : sides?.source)?.('column', ...columnOf(only).address) ?? []
    if (column && acceptsNulls(column)) return source ? ACCEPTED : REFUSED
    const isNameOnly = isTrue(only, 'isValid') && !isTrue(only, 'noInherit')
    const where = source ? 'Here' : 'In the source'
    if (!isNameOnly) return { meaning: `${where} the column's NOT NULL is an ordinary one.` }
    const meaning = `${where} the column's NOT NULL has the name that the server gives it.`
    return { severity: 'cosmetic', cause: 'nameOnly', meaning }
  },
  ddl,
}

const ACCEPTED: Judgement = {
  severity: 'high',
  hazards: ['blocksWrites'],
  meaning: 'Nulls, which the source refuses in new rows, can be stored here.',
}

const REFUSED: Judgement = {
  severity: 'high',
  meaning: 'Nulls, which the source accepts, are refused in new rows here.',
}

function acceptsNulls(column: Row): boolean {
  return !isTrue(column, 'notNull') && !isTrue(column, 'refusesNewNulls')
}

function columnOf(row: Row): ObjectRef {
  return { kind: 'column', address: [text(row, 'schema'), text(row, 'table'), text(row, 'column')] }
}

const HAS_USUAL_NAME = isUsualNotNullName(sql`k.conname`, sql`t.relname`, sql`a.attname`)

function ddl(row: Row): string {
  const clauses = `${isTrue(row, 'noInherit') ? ' NO INHERIT' : ''}${isTrue(row, 'isValid') ? '' : ' NOT VALID'}`
  return addConstraint(row, `NOT NULL ${quoteName(text(row, 'column'))}${clauses}`)
}
