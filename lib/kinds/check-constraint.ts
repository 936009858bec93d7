import type { Judgement, Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededByPart } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import {
  CONSTRAINT_ADDRESS,
  CONSTRAINT_DETAIL_COLUMNS,
  CONSTRAINT_TABLES,
  checkExpression,
  isConstraint,
} from '../sql/constraints'
import { needsOfPart } from '../sql/needs'
import { type Sql, sql } from '../sql/sql'
import {
  addConstraint,
  attachedWith,
  CONSTRAINT_DETAILS,
  requiredOfTable,
  tableOf,
  VALID,
  validateConstraint,
} from './constraint-parts'

/**
 * Check constraints of tables and foreign tables; one that a table inherits is listed on the table it comes from, and on
 * its own only where it is valid or enforced otherwise.
 */
export const checkConstraint: Kind = {
  name: 'check-constraint',
  label: { one: 'check constraint', many: 'check constraints' },
  address: ['schema', 'table', 'name'],
  fields: [
    { name: 'expression', label: 'Check', text: 'expression', severity: 'high' },
    VALID,
    { name: 'isEnforced', label: 'Enforced', text: 'yesNo', severity: 'high' },
    { name: 'noInherit', label: 'Not for child tables', text: 'yesNo', severity: 'medium' },
  ],
  details: [...CONSTRAINT_DETAILS, 'inheritedFrom', 'needs'],
  deparses: true,
  isPresent: sql`exists (select from pg_constraint where oid >= 16384 and contype = 'c')`,
  query: ({ major, busy }) => sql`
    select ${CONSTRAINT_ADDRESS}, ${checkExpression(busy)} as expression, k.convalidated as "isValid",
      ${major >= 18 ? sql`k.conenforced` : sql`true`} as "isEnforced", k.connoinherit as "noInherit",
      ${CONSTRAINT_DETAIL_COLUMNS}, case when k.coninhcount > 0 then ${inheritedFrom(major)} end as "inheritedFrom",
      ${needsOfPart(sql`pg_constraint`, sql`k.oid`)} as needs
    from ${CONSTRAINT_TABLES}
    where ${isConstraint(sql`c`)} and (k.coninhcount = 0
      or (k.conname in (${UNCHECKED}) and ${inheritedFrom(major)} is not null))`,
  parent: tableOf,
  requires: (row) => [
    ...(row.inheritedFrom ? [{ kind: 'check-constraint', address: listValue(row.inheritedFrom) }] : []),
    ...requiredOfTable(row),
    ...neededByPart(row, [text(row, 'schema'), text(row, 'table')]),
  ],
  follows: attachedWith,
  pairsByDefinition: true,
  missing: 'high',
  extra: 'medium',
  judge: ({ source, target, fields }) => {
    const part = source ?? target
    if (part?.inheritedFrom && !(source && target)) return judgeInherited(part, source !== undefined)
    if (!source) return { meaning: 'Rows that the source accepts may be refused here.' }
    const isLooser = (field: string) => fields.includes(field) && isTrue(source, field)
    if (target && !fields.includes('expression') && !isLooser('isEnforced') && !isLooser('isValid')) return {}
    return { hazards: ['blocksWrites'], meaning: 'Rows that the source refuses may be stored here.' }
  },
  ddl: (row: Row) =>
    row.inheritedFrom && isTrue(row, 'isValid')
      ? validateConstraint(row)
      : addConstraint(row, `CHECK (${text(row, 'expression')})${checkClauses(row)}`),
}

/** The names of all that is not valid or not enforced: only those can be so otherwise than on a parent. */
const UNCHECKED = sql`select unchecked.conname from pg_constraint unchecked
  where unchecked.contype = 'c' and not unchecked.convalidated`

/** [schema, table, name] of the first constraint that `k` continues and that is valid or enforced otherwise. */
function inheritedFrom(major: number): Sql {
  const state = (constraint: Sql) =>
    major >= 18
      ? sql`(${constraint}.convalidated, ${constraint}.conenforced)`
      : sql`${constraint}.convalidated`
  return sql`(select json_build_array(pn.nspname, p.relname, above.conname)::text
    from pg_inherits i
    join pg_constraint above on above.conrelid = i.inhparent and above.conname = k.conname and above.contype = 'c'
    join pg_class p on p.oid = i.inhparent
    join pg_namespace pn on pn.oid = p.relnamespace
    where i.inhrelid = k.conrelid and ${state(sql`above`)} <> ${state(sql`k`)} order by i.inhseqno limit 1)`
}

function judgeInherited(part: Row, isOfSource: boolean): Judgement {
  const where = isOfSource ? 'In the source' : 'Here'
  const isChecked = isTrue(part, 'isEnforced') && isTrue(part, 'isValid')
  return {
    severity: 'medium',
    meaning: `${where} the check that this table inherits is ${isChecked ? 'in force for all of its rows' : 'not in force for all of its rows'}.`,
  }
}

function checkClauses(row: Row): string {
  const noInherit = isTrue(row, 'noInherit') ? ' NO INHERIT' : ''
  if (!isTrue(row, 'isEnforced')) return `${noInherit} NOT ENFORCED`
  return isTrue(row, 'isValid') ? noInherit : `${noInherit} NOT VALID`
}
