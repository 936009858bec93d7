import type { Change, Judgement, Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { isTrue, type Row, text } from '../objects/row'
import { quoteName, quoteText } from '../sql/display'
import { isUserMade, roleName } from '../sql/fragments'
import { sql } from '../sql/sql'
import { enumeration } from './privileges'

/** Publications for logical replication; which tables are in one are objects of their own. */
export const publication: Kind = {
  name: 'publication',
  label: { one: 'publication', many: 'publications' },
  address: ['name'],
  fields: [
    { name: 'allTables', label: 'All tables', text: 'yesNo', severity: 'high' },
    { name: 'operations', label: 'Operations', text: 'list', severity: 'high' },
    { name: 'viaRoot', label: 'Via the partition root', text: 'yesNo', severity: 'medium' },
    { name: 'generatedColumns', label: 'Generated columns', severity: 'medium' },
    { name: 'owner', label: 'Owner', severity: 'low', role: 'owner' },
  ],
  isPresent: sql`exists (select from pg_publication)`,
  query: ({ major }) => sql`
    select p.pubname as name, p.puballtables as "allTables",
      (select json_agg(operation.name order by operation.name)::text
       from (values ('delete', p.pubdelete), ('insert', p.pubinsert), ('truncate', p.pubtruncate),
         ('update', p.pubupdate)) operation(name, is_published) where operation.is_published) as operations,
      p.pubviaroot as "viaRoot",
      ${major >= 18 ? sql`case p.pubgencols when 's' then 'stored' else 'none' end` : sql`'none'`} as "generatedColumns",
      ${roleName(sql`p.pubowner`)} as owner
    from pg_publication p
    where ${isUserMade(sql`p.oid`, sql`pg_publication`)}`,
  missing: 'high',
  extra: 'medium',
  judge,
  ddl,
}

function judge({ source, target, fields }: Change): Judgement {
  if (!source || !target || !fields.includes('operations')) return {}
  const [before, after] = [listValue(source.operations), listValue(target.operations)]
  const lost = before.filter((operation) => !after.includes(operation))
  const gained = after.filter((operation) => !before.includes(operation))
  const sentences = [
    ...(lost.length > 0 ? [`Here subscribers do not hear of ${enumeration(lost)}.`] : []),
    ...(gained.length > 0 ? [`Here subscribers also hear of ${enumeration(gained)}.`] : []),
  ]
  return { meaning: sentences.join(' ') }
}

function ddl(row: Row): string {
  const options = [
    `publish = ${quoteText(listValue(row.operations).join(', '))}`,
    ...(isTrue(row, 'viaRoot') ? ['publish_via_partition_root = true'] : []),
    ...(text(row, 'generatedColumns') === 'none' ? [] : ['publish_generated_columns = stored']),
  ]
  const tables = isTrue(row, 'allTables') ? ' FOR ALL TABLES' : ''
  return `CREATE PUBLICATION ${quoteName(text(row, 'name'))}${tables} WITH (${options.join(', ')});`
}
