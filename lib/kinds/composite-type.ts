import type { Change, Judgement, Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { neededObjects } from '../objects/needed-objects'
import { text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { columnType, shownName, steady } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'
import { likeness } from './likeness'

/** Types made with CREATE TYPE … AS (…); the row types of tables and views are part of these. */
export const compositeType: Kind = {
  name: 'composite-type',
  label: { one: 'composite type', many: 'composite types' },
  address: ['schema', 'name'],
  fields: [
    { name: 'attributes', label: 'Attributes', text: 'list', severity: 'high' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_class where oid >= 16384 and relkind = 'c')`,
  query: () => sql`
    select n.nspname as schema, t.typname as name,
      (select json_agg(${shownName(sql`a.attname`)} || ' ' || ${columnType(sql`a`)}
          || case when a.attcollation <> used.typcollation then ' COLLATE ' || ${steady(sql`a.attcollation::regcollation::text`)} else '' end
          order by a.attnum)::text
        from pg_attribute a join pg_type used on used.oid = a.atttypid
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as attributes,
      ${roleName(sql`t.typowner`)} as owner, ${needs(sql`pg_class`, sql`c.oid`)} as needs
    from pg_type t
    join pg_namespace n on n.oid = t.typnamespace
    join pg_class c on c.oid = t.typrelid
    where t.typtype = 'c' and c.relkind = 'c'
      and ${isUserMade(sql`t.oid`, sql`pg_type`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  likeness: likeness(({ attributes }) => attributes, 'has the same attributes'),
  judge,
  ddl: (row) => {
    const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
    const attributes = listValue(row.attributes).map((attribute) => {
      const [attributeName, type] = nameAndType(attribute)
      return `\n  ${quoteName(attributeName)} ${type}`
    })
    return `CREATE TYPE ${name} AS (${attributes.join(',')}\n);`
  },
}

function judge({ source, target, fields }: Change): Judgement {
  if (!source || !target || !fields.includes('attributes')) return {}
  const wanted = new Map(listValue(source.attributes).map(nameAndType))
  const found = new Map(listValue(target.attributes).map(nameAndType))
  const missing = [...wanted.keys()].filter((name) => !found.has(name))
  const extra = [...found.keys()].filter((name) => !wanted.has(name))
  const retyped = [...wanted.keys()].filter((name) => found.has(name) && found.get(name) !== wanted.get(name))
  const meanings = [
    ...(missing.length > 0 ? [`Missing here: ${missing.join(', ')}.`] : []),
    ...(extra.length > 0 ? [`Only here: ${extra.join(', ')}.`] : []),
    ...(retyped.length > 0 ? [`Of another type here: ${retyped.join(', ')}.`] : []),
  ]
  return {
    hazards: [
      'rewritesTable',
      ...(extra.length > 0 ? (['deletesData'] as const) : []),
      ...(retyped.length > 0 ? (['losesPrecision'] as const) : []),
    ],
    meaning: meanings.join(' ') || 'The attributes are in another order here.',
  }
}

/** The two halves of an attribute as the query writes it. */
function nameAndType(attribute: string): [name: string, type: string] {
  const quoted = /^"((?:[^"]|"")*)" /.exec(attribute)
  if (quoted) return [(quoted[1] as string).replaceAll('""', '"'), attribute.slice(quoted[0].length)]
  const space = attribute.indexOf(' ')
  return [attribute.slice(0, space), attribute.slice(space + 1)]
}
