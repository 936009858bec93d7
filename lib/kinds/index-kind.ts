import type { Kind } from '../objects/kind'
import { listValue } from '../objects/list-value'
import { isTrue, type Row, text } from '../objects/row'
import { qualifiedName, quoteName } from '../sql/display'
import { deparsed, isUserMade, isUserSchema, options, relationKind } from '../sql/fragments'
import { type Sql, sql } from '../sql/sql'

/**
 * Indexes that no constraint owns. Each key column is one text with its operator class, collation and order where they
 * are not the default ones; plain columns are read from the catalog's arrays, because pg_get_indexdef would open the
 * index and cost more than everything else of a read.
 */
export const index: Kind = {
  name: 'index',
  label: { one: 'index', many: 'indexes' },
  address: ['schema', 'table', 'name'],
  fields: [
    { name: 'isUnique', label: 'Unique', text: 'yesNo', severity: 'high' },
    { name: 'method', label: 'Method', severity: 'medium' },
    { name: 'keys', label: 'Key', text: 'list', severity: 'medium' },
    { name: 'included', label: 'Included columns', text: 'list', severity: 'low' },
    { name: 'predicate', label: 'Predicate', text: 'expression', severity: 'medium' },
    { name: 'nullsNotDistinct', label: 'Nulls not distinct', text: 'yesNo', severity: 'high' },
    { name: 'isValid', label: 'Valid', text: 'yesNo', severity: 'high' },
    { name: 'isClustered', label: 'Clustered on', text: 'yesNo', severity: 'low' },
    { name: 'options', label: 'Storage parameters', text: 'list', severity: 'low' },
    { name: 'tablespace', label: 'Tablespace', severity: 'low' },
    { name: 'parent', label: 'Part of index', severity: 'low' },
    { name: 'statistics', label: 'Statistics targets', text: 'list', severity: 'low' },
  ],
  details: ['tableKind', 'columns'],
  deparses: true,
  query: ({ major, busy }) => sql`
    select n.nspname as schema, t.relname as table, c.relname as name,
      i.indisunique as "isUnique", am.amname as method,
      ${deparsed(indexKeys(), [sql`t.oid`, sql`c.oid`], busy)} as keys,
      case when i.indnatts > i.indnkeyatts then
        (select json_agg(a.attname order by k.position)::text
         from unnest(i.indkey) with ordinality k(number, position)
         join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
         where k.position > i.indnkeyatts) end as included,
      case when i.indpred is not null then
        ${deparsed(sql`pg_get_expr(i.indpred, i.indrelid)`, [sql`t.oid`, sql`c.oid`], busy)} end as predicate,
      ${major >= 15 ? sql`i.indnullsnotdistinct` : sql`false`} as "nullsNotDistinct",
      i.indisvalid as "isValid", i.indisclustered as "isClustered",
      case when c.reloptions is not null then ${options(sql`c.reloptions`)} end as options,
      ts.spcname as tablespace,
      case when c.relispartition then
        (select inhparent::regclass::text from pg_inherits where inhrelid = c.oid) end as parent,
      case when i.indexprs is not null then
        (select json_agg(a.attnum || ': ' || a.attstattarget order by a.attnum)::text from pg_attribute a
         where a.attrelid = c.oid and a.attstattarget >= 0) end as statistics,
      ${relationKind(sql`t`)} as "tableKind",
      (select json_agg(distinct a.attname)::text from pg_attribute a
       where a.attrelid = i.indrelid and a.attnum = any(i.indkey) and a.attnum > 0) as columns
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_class t on t.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_am am on am.oid = c.relam
    left join pg_tablespace ts on ts.oid = c.reltablespace
    where t.relkind in ('r', 'p', 'm') and ${isUserMade(sql`c.oid`, sql`pg_class`)} and ${isUserSchema(sql`n`)}
      and not exists (select from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x')
        and k.conrelid = i.indrelid)`,
  parent: (row) => ({ kind: text(row, 'tableKind'), address: [text(row, 'schema'), text(row, 'table')] }),
  requires: (row) =>
    listValue(row.columns).map((column) => ({
      kind: 'column',
      address: [text(row, 'schema'), text(row, 'table'), column],
    })),
  pairsByDefinition: true,
  missing: 'medium',
  extra: 'low',
  ddl,
}

/**
 * The key of index `i` with relation `c` as a JSON array, by the rules of pg_get_indexdef: operator class and
 * collation only where they are not the default, DESC and NULLS only where they are not implied.
 */
export function indexKeys(): Sql {
  return sql`(select json_agg(
      case when k.number = 0 then pg_get_indexdef(c.oid, k.position::int, false) else quote_ident(a.attname) end
      || case when coll.oid is null then '' else ' COLLATE ' || coll.oid::regcollation end
      || case when oc.opcdefault then '' else ' ' || quote_ident(ocn.nspname) || '.' || quote_ident(oc.opcname) end
      || case when keyed.attoptions is null then '' else ' (' || array_to_string(keyed.attoptions, ', ') || ')' end
      || case i.indoption[k.position - 1] & 3 when 1 then ' DESC NULLS LAST' when 3 then ' DESC'
           when 2 then ' NULLS FIRST' else '' end
      order by k.position)::text
    from unnest(i.indkey) with ordinality k(number, position)
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number and k.number <> 0
    left join pg_attribute keyed on keyed.attrelid = c.oid and keyed.attnum = k.position
    left join pg_opclass oc on oc.oid = i.indclass[k.position - 1]
    left join pg_namespace ocn on ocn.oid = oc.opcnamespace
    left join pg_collation coll on coll.oid = i.indcollation[k.position - 1] and i.indcollation[k.position - 1] <> 0
      and coll.oid is distinct from coalesce(a.attcollation, 100)
    where k.position <= i.indnkeyatts)`
}

function ddl(row: Row): string {
  const parts = [
    `CREATE ${isTrue(row, 'isUnique') ? 'UNIQUE ' : ''}INDEX ${quoteName(text(row, 'name'))}`,
    `ON ${qualifiedName(text(row, 'schema'), text(row, 'table'))}`,
    `USING ${text(row, 'method')} (${listValue(row.keys).join(', ')})`,
  ]
  const included = listValue(row.included)
  if (included.length > 0) parts.push(`INCLUDE (${included.map(quoteName).join(', ')})`)
  if (isTrue(row, 'nullsNotDistinct')) parts.push('NULLS NOT DISTINCT')
  const storage = listValue(row.options)
  if (storage.length > 0) parts.push(`WITH (${storage.join(', ')})`)
  if (row.predicate) parts.push(`WHERE ${row.predicate}`)
  return `${parts.join(' ')};`
}
