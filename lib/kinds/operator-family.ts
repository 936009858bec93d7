import type { Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { extensionMembers, isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { needs } from '../sql/needs'
import { familyFunctions, familyOperators } from '../sql/operator-members'
import { sql } from '../sql/sql'

/** Operator families with the members that belong to none of their classes; built-in ones only where users added some. */
export const operatorFamily: Kind = {
  name: 'operator-family',
  label: { one: 'operator family', many: 'operator families' },
  address: ['schema', 'name', 'method'],
  fields: [
    { name: 'operators', label: 'Operators', text: 'list', severity: 'high' },
    { name: 'functions', label: 'Support functions', text: 'list', severity: 'high' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['isBuiltIn', 'needs'],
  isPresent: sql`exists (select from pg_opfamily where ${isUserMade(sql`oid`, sql`pg_opfamily`)})
    or exists (select from pg_amop where oid >= 16384 and amopfamily not in (${extensionMembers(sql`pg_opfamily`)}))
    or exists (select from pg_amproc where oid >= 16384 and amprocfamily not in (${extensionMembers(sql`pg_opfamily`)}))`,
  query: () => sql`
    select * from (
      select n.nspname as schema, f.opfname as name, am.amname as method,
        ${familyOperators(sql`f.oid`)} as operators, ${familyFunctions(sql`f.oid`)} as functions,
        case when f.oid >= 16384 then ${roleName(sql`f.opfowner`)} end as owner,
        f.oid < 16384 as "isBuiltIn", ${needs(sql`pg_opfamily`, sql`f.oid`)} as needs
      from pg_opfamily f
      join pg_namespace n on n.oid = f.opfnamespace
      join pg_am am on am.oid = f.opfmethod
      where f.oid not in (${extensionMembers(sql`pg_opfamily`)}) and ${isUserSchema(sql`n`)}
    ) family
    where not "isBuiltIn" or operators is not null or functions is not null`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  ddl,
}

function ddl(row: Row): string {
  const name = `${qualifiedName(text(row, 'schema'), text(row, 'name'))} USING ${quoteName(text(row, 'method'))}`
  const members = [...listValue(row.operators), ...listValue(row.functions)]
  const statements = isTrue(row, 'isBuiltIn') ? [] : [`CREATE OPERATOR FAMILY ${name};`]
  if (members.length > 0) statements.push(`ALTER OPERATOR FAMILY ${name} ADD\n  ${members.join(',\n  ')};`)
  return statements.join('\n')
}
