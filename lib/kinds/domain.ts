import type { Change, Judgement, Kind, Servers } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { steady } from '../sql/names'
import { needs } from '../sql/needs'
import { isUsualDomainNotNullName } from '../sql/not-null-names'
import { sql } from '../sql/sql'

/** Servers from this major on keep the name of a domain's not-null constraint. */
const NAMES_NOT_NULL = 17

/** Domains; their check constraints are a kind of their own. */
export const domain: Kind = {
  name: 'domain',
  label: { one: 'domain', many: 'domains' },
  address: ['schema', 'name'],
  fields: [
    { name: 'type', label: 'Base type', severity: 'high', hazards: ['rewritesTable'] },
    { name: 'collation', label: 'Collation', severity: 'medium', hazards: ['rewritesTable'] },
    { name: 'notNull', label: 'Not null', text: 'yesNo', severity: 'high' },
    { name: 'default', label: 'Default', text: 'expression', severity: 'medium' },
    {
      name: 'notNullName',
      label: 'Name of the not-null constraint',
      severity: 'cosmetic',
      equal: (_source, _target, servers) => !bothNameNotNull(servers),
    },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_type where oid >= 16384 and typtype = 'd')`,
  query: ({ major }) => sql`
    select n.nspname as schema, t.typname as name, ${steady(sql`format_type(t.typbasetype, t.typtypmod)`)} as type,
      case when t.typcollation <> base.typcollation then ${steady(sql`t.typcollation::regcollation::text`)} end as collation,
      t.typnotnull as "notNull", pg_get_expr(t.typdefaultbin, 0) as default,
      ${
        major >= NAMES_NOT_NULL
          ? sql`(select k.conname from pg_constraint k
              where k.contypid = t.oid and k.contype = 'n'
                and not ${isUsualDomainNotNullName(sql`k.conname`, sql`t.typname`)})`
          : sql`null`
      } as "notNullName",
      ${roleName(sql`t.typowner`)} as owner, ${needs(sql`pg_type`, sql`t.oid`)} as needs
    from pg_type t
    join pg_namespace n on n.oid = t.typnamespace
    join pg_type base on base.oid = t.typbasetype
    where t.typtype = 'd' and ${isUserMade(sql`t.oid`, sql`pg_type`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  requires: neededObjects,
  missing: 'high',
  extra: 'low',
  judge,
  ddl,
}

function bothNameNotNull({ source, target }: Servers): boolean {
  return source.major >= NAMES_NOT_NULL && target.major >= NAMES_NOT_NULL
}

function judge({ source, target, fields }: Change): Judgement {
  if (!source || !target || !fields.includes('notNull')) return {}
  return isTrue(source, 'notNull')
    ? { hazards: ['blocksWrites'], meaning: 'Null is accepted here and refused in the source.' }
    : { meaning: 'Null is refused here and accepted in the source.' }
}

function ddl(row: Row): string {
  const parts = [
    `CREATE DOMAIN ${qualifiedName(text(row, 'schema'), text(row, 'name'))} AS ${text(row, 'type')}`,
  ]
  if (row.collation) parts.push(`COLLATE ${row.collation}`)
  if (row.default) parts.push(`DEFAULT ${row.default}`)
  if (row.notNullName) parts.push(`CONSTRAINT ${quoteName(row.notNullName)}`)
  if (isTrue(row, 'notNull')) parts.push('NOT NULL')
  return `${parts.join(' ')};`
}
