import type { Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { steady, typeName } from '../sql/names'
import { needs } from '../sql/needs'
import { classFunctions, classOperators } from '../sql/operator-members'
import { sql } from '../sql/sql'

/** Operator classes with the members without which an index of theirs could not work. */
export const operatorClass: Kind = {
  name: 'operator-class',
  label: { one: 'operator class', many: 'operator classes' },
  address: ['schema', 'name', 'method'],
  fields: [
    { name: 'type', label: 'For type', severity: 'high' },
    { name: 'isDefault', label: 'Default for its type', text: 'yesNo', severity: 'high' },
    { name: 'storage', label: 'Storage type', severity: 'high' },
    { name: 'operators', label: 'Operators', text: 'list', severity: 'high' },
    { name: 'functions', label: 'Support functions', text: 'list', severity: 'high' },
    { name: 'familySchema', label: 'Schema of its family', severity: 'high' },
    { name: 'family', label: 'Family', severity: 'high' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_opclass where ${isUserMade(sql`oid`, sql`pg_opclass`)})`,
  query: () => sql`
    select n.nspname as schema, o.opcname as name, am.amname as method,
      ${steady(sql`format_type(o.opcintype, null)`)} as type, o.opcdefault as "isDefault",
      ${typeName(sql`o.opckeytype`)} as storage,
      ${classOperators(sql`o.oid`)} as operators,
      ${classFunctions(sql`o.oid`)} as functions,
      fn.nspname as "familySchema", f.opfname as family,
      ${roleName(sql`o.opcowner`)} as owner, ${needs(sql`pg_opclass`, sql`o.oid`)} as needs
    from pg_opclass o
    join pg_namespace n on n.oid = o.opcnamespace
    join pg_am am on am.oid = o.opcmethod
    join pg_opfamily f on f.oid = o.opcfamily
    join pg_namespace fn on fn.oid = f.opfnamespace
    where ${isUserMade(sql`o.oid`, sql`pg_opclass`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({
    kind: 'operator-family',
    address: [text(row, 'familySchema'), text(row, 'family'), text(row, 'method')],
  }),
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  ddl,
}

function ddl(row: Row): string {
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  const family = qualifiedName(text(row, 'familySchema'), text(row, 'family'))
  const members = [...listValue(row.operators), ...listValue(row.functions)]
  if (row.storage || members.length === 0) members.push(`STORAGE ${row.storage ?? text(row, 'type')}`)
  return [
    `CREATE OPERATOR CLASS ${name}${isTrue(row, 'isDefault') ? ' DEFAULT' : ''}`,
    `  FOR TYPE ${text(row, 'type')} USING ${quoteName(text(row, 'method'))} FAMILY ${family} AS`,
    `  ${members.join(',\n  ')};`,
  ].join('\n')
}
