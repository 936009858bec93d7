import type { Kind } from '../objects/kind'
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
  requiredOfTable,
  tableOf,
  VALID,
} from './constraint-parts'

/** Check constraints of tables and foreign tables; one that a table inherits is listed on the table it comes from. */
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
  details: [...CONSTRAINT_DETAILS, 'needs'],
  deparses: true,
  isPresent: sql`exists (select from pg_constraint where oid >= 16384 and contype = 'c')`,
  query: ({ major, busy }) => sql`
    select ${CONSTRAINT_ADDRESS}, ${checkExpression(busy)} as expression, k.convalidated as "isValid",
      ${major >= 18 ? sql`k.conenforced` : sql`true`} as "isEnforced", k.connoinherit as "noInherit",
      ${CONSTRAINT_DETAIL_COLUMNS}, ${needsOfPart(sql`pg_constraint`, sql`k.oid`)} as needs
    from ${CONSTRAINT_TABLES}
    where ${isConstraint(sql`c`)} and k.coninhcount = 0`,
  parent: tableOf,
  requires: (row) => [
    ...requiredOfTable(row),
    ...neededByPart(row, [text(row, 'schema'), text(row, 'table')]),
  ],
  follows: attachedWith,
  pairsByDefinition: true,
  missing: 'high',
  extra: 'medium',
  judge: ({ source, target, fields }) => {
    if (!source) return { meaning: 'Rows that the source accepts may be refused here.' }
    const isLooser = (field: string) => fields.includes(field) && isTrue(source, field)
    if (target && !fields.includes('expression') && !isLooser('isEnforced') && !isLooser('isValid')) return {}
    return { hazards: ['blocksWrites'], meaning: 'Rows that the source refuses may be stored here.' }
  },
  ddl: (row: Row) => addConstraint(row, `CHECK (${text(row, 'expression')})${checkClauses(row)}`),
}

function checkClauses(row: Row): string {
  const noInherit = isTrue(row, 'noInherit') ? ' NO INHERIT' : ''
  if (!isTrue(row, 'isEnforced')) return `${noInherit} NOT ENFORCED`
  return isTrue(row, 'isValid') ? noInherit : `${noInherit} NOT VALID`
}
