import { commonOrder } from '../objects/common-order'
import type { Change, Judgement, Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { text } from '../objects/row'
import { qualifiedName, quoteText } from '../sql/display'
import { isUserMade, isUserSchema, roleName } from '../sql/fragments'
import { sql } from '../sql/sql'
import { likeness } from './likeness'

/** Enum types; the order of their labels is the order in which values sort. */
export const enumKind: Kind = {
  name: 'enum',
  label: { one: 'enum', many: 'enums' },
  address: ['schema', 'name'],
  fields: [
    { name: 'labels', label: 'Labels', text: 'list', severity: 'high' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  isPresent: sql`exists (select from pg_type where oid >= 16384 and typtype = 'e')`,
  query: () => sql`
    select n.nspname as schema, t.typname as name,
      (select json_agg(e.enumlabel order by e.enumsortorder)::text from pg_enum e where e.enumtypid = t.oid) as labels,
      ${roleName(sql`t.typowner`)} as owner
    from pg_type t
    join pg_namespace n on n.oid = t.typnamespace
    where t.typtype = 'e' and ${isUserMade(sql`t.oid`, sql`pg_type`)} and ${isUserSchema(sql`n`)}`,
  parent: (row) => ({ kind: 'schema', address: [text(row, 'schema')] }),
  missing: 'high',
  extra: 'low',
  likeness: likeness(({ labels }) => labels, 'has the same labels'),
  judge,
  ddl: (row) => {
    const labels = listValue(row.labels).map(quoteText)
    return `CREATE TYPE ${qualifiedName(text(row, 'schema'), text(row, 'name'))} AS ENUM (${labels.join(', ')});`
  },
}

/** A label can be added at any time, but taken away or moved only by making the type, and every column of it, anew. */
function judge({ source, target, fields }: Change): Judgement {
  if (!source || !target || !fields.includes('labels')) return {}
  const missing = without(source.labels, target.labels)
  const extra = without(target.labels, source.labels)
  const isReordered =
    commonOrder(source.labels ?? null, target.labels ?? null) !==
    commonOrder(target.labels ?? null, source.labels ?? null)
  const meanings = [
    ...(missing.length > 0
      ? [`Missing here: ${missing.join(', ')}. Writing ${theseValues(missing)} fails.`]
      : []),
    ...(extra.length > 0 ? [`Only here: ${extra.join(', ')}.`] : []),
    ...(isReordered ? ['The labels are in another order here, so values sort and compare differently.'] : []),
  ]
  return {
    severity: missing.length > 0 ? 'high' : 'medium',
    hazards: [
      ...(extra.length > 0 ? (['deletesData'] as const) : []),
      ...(extra.length > 0 || isReordered ? (['rewritesTable'] as const) : []),
    ],
    meaning: meanings.join(' '),
  }
}

function without(labels: string | null | undefined, others: string | null | undefined): string[] {
  const known = new Set(listValue(others))
  return listValue(labels).filter((label) => !known.has(label))
}

function theseValues(labels: readonly string[]): string {
  return labels.length === 1 ? 'this value' : 'these values'
}
