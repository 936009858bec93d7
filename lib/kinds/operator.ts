import type { Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { quoteName } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { functionName, operatorName, typeName } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/**
 * Operators. One that was only ever named as another's commutator or negator has no function and cannot be used: it is
 * a property of that other one.
 */
export const operator: Kind = {
  name: 'operator',
  label: { one: 'operator', many: 'operators' },
  address: ['schema', 'name', 'left', 'right'],
  fields: [
    { name: 'function', label: 'Function', severity: 'high' },
    { name: 'commutator', label: 'Commutator', severity: 'medium' },
    { name: 'negator', label: 'Negator', severity: 'medium' },
    { name: 'restrict', label: 'Restriction selectivity', severity: 'low' },
    { name: 'join', label: 'Join selectivity', severity: 'low' },
    { name: 'hashes', label: 'Supports hash joins', text: 'yesNo', severity: 'medium' },
    { name: 'merges', label: 'Supports merge joins', text: 'yesNo', severity: 'medium' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_operator where ${isUserMade(sql`oid`, sql`pg_operator`)})`,
  query: () => sql`
    select n.nspname as schema, o.oprname as name,
      ${typeName(sql`o.oprleft`)} as left, ${typeName(sql`o.oprright`)} as right,
      ${functionName(sql`o.oprcode`)} as function, ${operatorName(sql`o.oprcom`)} as commutator,
      ${operatorName(sql`o.oprnegate`)} as negator, ${functionName(sql`o.oprrest`)} as restrict,
      ${functionName(sql`o.oprjoin`)} as join, o.oprcanhash as hashes, o.oprcanmerge as merges,
      ${roleName(sql`o.oprowner`)} as owner, ${needs(sql`pg_operator`, sql`o.oid`)} as needs
    from pg_operator o
    join pg_namespace n on n.oid = o.oprnamespace
    where o.oprcode <> 0 and ${isUserMade(sql`o.oid`, sql`pg_operator`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  ddl,
}

function ddl(row: Row): string {
  const parts = [`FUNCTION = ${text(row, 'function')}`]
  if (row.left) parts.push(`LEFTARG = ${row.left}`)
  parts.push(`RIGHTARG = ${text(row, 'right')}`)
  if (row.commutator) parts.push(`COMMUTATOR = OPERATOR(${row.commutator})`)
  if (row.negator) parts.push(`NEGATOR = OPERATOR(${row.negator})`)
  if (row.restrict) parts.push(`RESTRICT = ${row.restrict}`)
  if (row.join) parts.push(`JOIN = ${row.join}`)
  if (isTrue(row, 'hashes')) parts.push('HASHES')
  if (isTrue(row, 'merges')) parts.push('MERGES')
  const name = `${quoteName(text(row, 'schema'))}.${text(row, 'name')}`
  return `CREATE OPERATOR ${name} (\n  ${parts.join(',\n  ')}\n);`
}
