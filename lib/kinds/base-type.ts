import type { Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteText } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { functionName, typeName } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** Types with input and output functions of their own, and shell types, which stand for one to come. */
export const baseType: Kind = {
  name: 'base-type',
  label: { one: 'base type', many: 'base types' },
  address: ['schema', 'name'],
  fields: [
    { name: 'isDefined', label: 'Defined', text: 'yesNo', severity: 'high' },
    { name: 'input', label: 'Input function', severity: 'high' },
    { name: 'output', label: 'Output function', severity: 'high' },
    { name: 'receive', label: 'Receive function', severity: 'medium' },
    { name: 'send', label: 'Send function', severity: 'medium' },
    { name: 'typmodIn', label: 'Type modifier input function', severity: 'medium' },
    { name: 'typmodOut', label: 'Type modifier output function', severity: 'medium' },
    { name: 'analyze', label: 'Analyze function', severity: 'low' },
    { name: 'subscript', label: 'Subscript function', severity: 'medium' },
    { name: 'length', label: 'Length', severity: 'high', hazards: ['rewritesTable'] },
    {
      name: 'passedByValue',
      label: 'Passed by value',
      text: 'yesNo',
      severity: 'high',
      hazards: ['rewritesTable'],
    },
    { name: 'alignment', label: 'Alignment', severity: 'high', hazards: ['rewritesTable'] },
    { name: 'storage', label: 'Storage', severity: 'low' },
    { name: 'category', label: 'Category', severity: 'medium' },
    { name: 'isPreferred', label: 'Preferred in its category', text: 'yesNo', severity: 'medium' },
    { name: 'default', label: 'Default', severity: 'medium' },
    { name: 'element', label: 'Element type', severity: 'high' },
    { name: 'delimiter', label: 'Delimiter', severity: 'medium' },
    { name: 'isCollatable', label: 'Collatable', text: 'yesNo', severity: 'medium' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_type where typtype in ('b', 'p')
    and typsubscript <> 'array_subscript_handler'::regproc and ${isUserMade(sql`oid`, sql`pg_type`)})`,
  query: () => sql`
    select n.nspname as schema, t.typname as name, t.typisdefined as "isDefined",
      ${functionName(sql`t.typinput`)} as input, ${functionName(sql`t.typoutput`)} as output,
      ${functionName(sql`t.typreceive`)} as receive, ${functionName(sql`t.typsend`)} as send,
      ${functionName(sql`t.typmodin`)} as "typmodIn", ${functionName(sql`t.typmodout`)} as "typmodOut",
      ${functionName(sql`t.typanalyze`)} as analyze, ${functionName(sql`t.typsubscript`)} as subscript,
      case t.typlen when -1 then 'variable' when -2 then 'null-terminated' else t.typlen::text end as length,
      t.typbyval as "passedByValue",
      case t.typalign when 'c' then 'char' when 's' then 'int2' when 'd' then 'double' else 'int4' end as alignment,
      case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end
        as storage,
      t.typcategory as category, t.typispreferred as "isPreferred", t.typdefault as default,
      ${typeName(sql`t.typelem`)} as element, t.typdelim as delimiter, t.typcollation <> 0 as "isCollatable",
      ${roleName(sql`t.typowner`)} as owner, ${needs(sql`pg_type`, sql`t.oid`)} as needs
    from pg_type t
    join pg_namespace n on n.oid = t.typnamespace
    where (t.typtype = 'b' or not t.typisdefined) and ${isUserMade(sql`t.oid`, sql`pg_type`)} and ${isUserSchema(sql`n`)}
      and not exists (select from pg_type element where element.oid = t.typelem and element.typarray = t.oid)`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  // Its functions take or return it, so that they follow from it and not it from them.
  requires: (row) => neededObjects(row).filter(({ kind }) => kind !== 'function'),
  missing: 'high',
  extra: 'low',
  ddl,
}

/** Parameters of CREATE TYPE whose value is the column's text. */
const PARAMETERS: readonly (readonly [column: string, parameter: string])[] = [
  ['input', 'INPUT'],
  ['output', 'OUTPUT'],
  ['receive', 'RECEIVE'],
  ['send', 'SEND'],
  ['typmodIn', 'TYPMOD_IN'],
  ['typmodOut', 'TYPMOD_OUT'],
  ['analyze', 'ANALYZE'],
  ['subscript', 'SUBSCRIPT'],
  ['alignment', 'ALIGNMENT'],
  ['storage', 'STORAGE'],
  ['element', 'ELEMENT'],
]

const LENGTHS: Readonly<Record<string, string>> = { variable: 'VARIABLE', 'null-terminated': '-2' }

function ddl(row: Row): string {
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  if (!isTrue(row, 'isDefined')) return `CREATE TYPE ${name};`
  const length = text(row, 'length')
  const parts = PARAMETERS.flatMap(([column, parameter]) =>
    row[column] ? [`${parameter} = ${row[column]}`] : [],
  )
  parts.push(
    `INTERNALLENGTH = ${LENGTHS[length] ?? length}`,
    `CATEGORY = ${quoteText(text(row, 'category'))}`,
  )
  parts.push(`DELIMITER = ${quoteText(text(row, 'delimiter'))}`)
  if (isTrue(row, 'passedByValue')) parts.push('PASSEDBYVALUE')
  if (isTrue(row, 'isPreferred')) parts.push('PREFERRED = true')
  if (isTrue(row, 'isCollatable')) parts.push('COLLATABLE = true')
  if (typeof row.default === 'string') parts.push(`DEFAULT = ${quoteText(row.default)}`)
  return `CREATE TYPE ${name} (\n  ${parts.join(',\n  ')}\n);`
}
