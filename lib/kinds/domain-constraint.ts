import type { Change, Judgement, Kind } from '../objects/kind'
import { neededObjects } from '../objects/needed-objects'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { extensionMembers, isUserSchema } from '../sql/fragments'
import { needs } from '../sql/needs'
import { sql } from '../sql/sql'

/**
 * Check constraints of domains, those added to a built-in domain included. From 17 on a domain's NOT NULL is in this
 * catalog too; it is a property of the domain.
 */
export const domainConstraint: Kind = {
  name: 'domain-constraint',
  label: { one: 'domain constraint', many: 'domain constraints' },
  address: ['schema', 'domain', 'name'],
  fields: [
    { name: 'expression', label: 'Check', text: 'expression', severity: 'high' },
    { name: 'isValid', label: 'Valid', text: 'yesNo', severity: 'medium' },
  ],
  details: ['needs'],
  isPresent: sql`exists (select from pg_constraint where contypid > 0 and oid >= 16384)`,
  query: () => sql`
    select n.nspname as schema, t.typname as domain, k.conname as name,
      pg_get_expr(k.conbin, 0) as expression, k.convalidated as "isValid",
      ${needs(sql`pg_constraint`, sql`k.oid`)} as needs
    from pg_type t
    join pg_namespace n on n.oid = t.typnamespace
    join pg_constraint k on k.contypid = t.oid and k.contype = 'c'
    where t.typtype = 'd' and k.oid >= 16384 and t.oid not in (${extensionMembers(sql`pg_type`)})
      and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'domain', address: [text(row, 'schema'), text(row, 'domain')] }),
  requires: neededObjects,
  pairsByDefinition: true,
  missing: 'high',
  extra: 'medium',
  judge,
  ddl,
}

function judge({ source, target, fields }: Change): Judgement {
  if (!source) return { meaning: 'Values that the source accepts may be refused here.' }
  if (!target || fields.includes('expression')) {
    return { hazards: ['blocksWrites'], meaning: 'Values that the source refuses may be stored here.' }
  }
  if (!fields.includes('isValid')) return {}
  return isTrue(source, 'isValid')
    ? {
        hazards: ['blocksWrites'],
        meaning: 'Values stored here before the constraint was made were never checked.',
      }
    : { meaning: 'Only here all stored values were checked.' }
}

function ddl(row: Row): string {
  const name = qualifiedName(text(row, 'schema'), text(row, 'domain'))
  const check = `CHECK (${text(row, 'expression')})${isTrue(row, 'isValid') ? '' : ' NOT VALID'}`
  return `ALTER DOMAIN ${name} ADD CONSTRAINT ${quoteName(text(row, 'name'))} ${check};`
}
