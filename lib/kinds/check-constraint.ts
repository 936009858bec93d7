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
import { sql } from '../sql/sql'
import {
  addConstraint,
  attachedWith,
  CONSTRAINT_DETAILS,
  judgeUnenforced,
  requiredOfTable,
  tableOf,
  VALID,
} from './constraint-parts'

/**
 * Check constraints of tables and foreign tables; one that a table inherits is listed on the table it comes from, and on
 * its own only where it is enforced otherwise.
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
      ${CONSTRAINT_DETAIL_COLUMNS},
      ${major >= 18 ? sql`case when k.coninhcount > 0 then ${INHERITED_FROM} end` : sql`null`} as "inheritedFrom",
      ${needsOfPart(sql`pg_constraint`, sql`k.oid`)} as needs
    from ${CONSTRAINT_TABLES}
    where ${isConstraint(sql`c`)} and (k.coninhcount = 0
      or ${major >= 18 ? sql`(k.conname in (${NOT_ENFORCED}) and ${INHERITED_FROM} is not null)` : sql`false`})`,
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
    if (part?.inheritedFrom && !(source && target)) return judgeInherited(source !== undefined)
    const unenforced = judgeUnenforced(source, target)
    if (unenforced) return unenforced
    if (!source) return { meaning: 'Rows that the source accepts may be refused here.' }
    if (!isTrue(source, 'isEnforced')) return {}
    const isLooser = (field: string) => fields.includes(field) && isTrue(source, field)
    if (target && !fields.includes('expression') && !isLooser('isEnforced') && !isLooser('isValid')) return {}
    return { hazards: ['blocksWrites'], meaning: 'Rows that the source refuses may be stored here.' }
  },
  ddl: (row: Row) => addConstraint(row, `CHECK (${text(row, 'expression')})${checkClauses(row)}`),
}

/** The names of those that are not enforced: only those can be so otherwise than on a parent. */
const NOT_ENFORCED = sql`select off.conname from pg_constraint off where off.contype = 'c' and not off.conenforced`

/** [schema, table, name] of the first constraint that `k` continues and that is enforced otherwise, as it may be since 18. */
const INHERITED_FROM = sql`(select json_build_array(pn.nspname, p.relname, above.conname)::text
    from pg_inherits i
    join pg_constraint above on above.conrelid = i.inhparent and above.conname = k.conname and above.contype = 'c'
    join pg_class p on p.oid = i.inhparent
    join pg_namespace pn on pn.oid = p.relnamespace
    where i.inhrelid = k.conrelid and above.conenforced <> k.conenforced order by i.inhseqno limit 1)`

function judgeInherited(isOfSource: boolean): Judgement {
  return isOfSource
    ? {
        hazards: ['blocksWrites'],
        meaning: 'Only in the source this table enforces the check that it inherits.',
      }
    : { meaning: 'Only here this table enforces the check that it inherits.' }
}

function checkClauses(row: Row): string {
  const noInherit = isTrue(row, 'noInherit') ? ' NO INHERIT' : ''
  if (!isTrue(row, 'isEnforced')) return `${noInherit} NOT ENFORCED`
  return isTrue(row, 'isValid') ? noInherit : `${noInherit} NOT VALID`
}
