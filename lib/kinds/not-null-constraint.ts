import type { ObjectRef } from '../objects/address'
import type { Kind } from '../objects/kind'
import { isTrue, type Row, text } from '../objects/row'
import {
  CONSTRAINT_ADDRESS,
  CONSTRAINT_DETAIL_COLUMNS,
  CONSTRAINT_TABLES,
  isConstraint,
} from '../sql/constraints'
import { quoteName } from '../sql/display'
import { type Sql, sql } from '../sql/sql'
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
  follows: (row) => [{ ...columnOf(row), field: 'notNull' }, ...attachedWith(row)],
  slot: (row) => text(row, 'column'),
  missing: 'medium',
  extra: 'medium',
  judge: ({ source, target }) => {
    const only = source && target ? undefined : (source ?? target)
    if (!only) return {}
    const isNameOnly = isTrue(only, 'isValid') && !isTrue(only, 'noInherit')
    const where = source ? 'Here' : 'In the source'
    if (!isNameOnly) return { meaning: `${where} the column's NOT NULL is an ordinary one.` }
    const meaning = `${where} the column's NOT NULL has the name that the server gives it.`
    return { severity: 'cosmetic', cause: 'nameOnly', meaning }
  },
  ddl,
}

function columnOf(row: Row): ObjectRef {
  return { kind: 'column', address: [text(row, 'schema'), text(row, 'table'), text(row, 'column')] }
}

/** The longest part of a name that fits; Postgres never cuts a character in two. */
function cut(name: Sql, bytes: Sql): Sql {
  return sql`(select max(left(${name}, size)) from generate_series(0, 63) size where octet_length(left(${name}, size)) <= ${bytes})`
}

/**
 * True for a name the server would choose: table_column_not_null, cut to 63 bytes from the longer of the two names, and
 * with a number where that was taken when it was made. makeObjectName in commands/indexcmds.c.
 */
const HAS_USUAL_NAME = sql`(k.conname = t.relname || '_' || a.attname || '_not_null'
  or k.conname ~ '_not_null[0-9]*$' and (
    select regexp_replace(k.conname, '_not_null[0-9]*$', '') =
      ${cut(sql`t.relname::text`, sql`room.total - room.column`)} || '_' || ${cut(sql`a.attname::text`, sql`room.column`)}
    from (
      select part.total, case when part.table + part.column <= part.total or part.column <= part.total / 2 then part.column
          when part.table <= part.total / 2 then part.total - part.table else part.total / 2 end as column
      from (select octet_length(t.relname) as table, octet_length(a.attname) as column,
          62 - octet_length(substring(k.conname from '_not_null[0-9]*$')) as total) part) room))`

function ddl(row: Row): string {
  const clauses = `${isTrue(row, 'noInherit') ? ' NO INHERIT' : ''}${isTrue(row, 'isValid') ? '' : ' NOT VALID'}`
  return addConstraint(row, `NOT NULL ${quoteName(text(row, 'column'))}${clauses}`)
}
