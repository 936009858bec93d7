import type { Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { type Row, text } from '../objects/row'
import { qualifiedName } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { functionName, shownQualified, steady } from '../sql/names'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/** Range types; the multirange type that comes with each is a property of it. */
export const rangeType: Kind = {
  name: 'range-type',
  label: { one: 'range type', many: 'range types' },
  address: ['schema', 'name'],
  fields: [
    { name: 'subtype', label: 'Subtype', severity: 'high', hazards: ['rewritesTable'] },
    { name: 'operatorClass', label: 'Operator class', severity: 'high', hazards: ['rewritesTable'] },
    { name: 'collation', label: 'Collation', severity: 'high', hazards: ['rewritesTable'] },
    { name: 'canonical', label: 'Canonical function', severity: 'high', hazards: ['rewritesTable'] },
    { name: 'difference', label: 'Difference function', severity: 'low', hazards: ['rewritesTable'] },
    { name: 'multirange', label: 'Multirange type', severity: 'medium' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_type where oid >= 16384 and typtype = 'r')`,
  query: () => sql`
    select n.nspname as schema, t.typname as name, ${steady(sql`format_type(r.rngsubtype, null)`)} as subtype,
      ${shownQualified(sql`ocn.nspname`, sql`oc.opcname`)} as "operatorClass",
      case when r.rngcollation <> subtype.typcollation then ${steady(sql`r.rngcollation::regcollation::text`)} end as collation,
      ${functionName(sql`r.rngcanonical`)} as canonical, ${functionName(sql`r.rngsubdiff`)} as difference,
      ${steady(sql`format_type(r.rngmultitypid, null)`)} as multirange,
      ${roleName(sql`t.typowner`)} as owner, ${needs(sql`pg_type`, sql`t.oid`)} as needs
    from pg_range r
    join pg_type t on t.oid = r.rngtypid
    join pg_namespace n on n.oid = t.typnamespace
    join pg_type subtype on subtype.oid = r.rngsubtype
    join pg_opclass oc on oc.oid = r.rngsubopc
    join pg_namespace ocn on ocn.oid = oc.opcnamespace
    where ${isUserMade(sql`t.oid`, sql`pg_type`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  // Its functions are made for it, so that they follow from it and not it from them.
  requires: (row) => neededObjects(row).filter(({ kind }) => kind !== 'function'),
  missing: 'high',
  extra: 'low',
  ddl,
}

function ddl(row: Row): string {
  const parts = [
    `SUBTYPE = ${text(row, 'subtype')}`,
    `SUBTYPE_OPCLASS = ${text(row, 'operatorClass')}`,
    ...(row.collation ? [`COLLATION = ${row.collation}`] : []),
    ...(row.canonical ? [`CANONICAL = ${row.canonical}`] : []),
    ...(row.difference ? [`SUBTYPE_DIFF = ${row.difference}`] : []),
    `MULTIRANGE_TYPE_NAME = ${text(row, 'multirange')}`,
  ]
  const name = qualifiedName(text(row, 'schema'), text(row, 'name'))
  return `CREATE TYPE ${name} AS RANGE (\n  ${parts.join(',\n  ')}\n);`
}
