import { deparsed } from './fragments'
import { shownName, shownQualified } from './names'
import { type Sql, sql } from './sql'

/**
 * The keys of index `i` with relation `c` as a JSON array, by the rules of pg_get_indexdef: operator class and
 * collation only where they are not the default, DESC and NULLS only where they are not implied. Plain columns come from
 * the catalog's arrays: pg_get_indexdef would open the index and cost more than everything else of a read. What collation
 * an expression has by itself the catalog does not tell, so any but the database's own is named.
 */
export function indexKeys(): Sql {
  const hasOptions = sql`exists (select from unnest(keyed.attoptions) option where option !~ '^pg_attver=')`
  return sql`(select json_agg(
      case when part.number = 0 then pg_get_indexdef(c.oid, part.position::int, false) else ${shownName(sql`a.attname`)} end
      || case when coll.oid is null then '' else ' COLLATE ' || ${shownQualified(sql`colln.nspname`, sql`coll.collname`)} end
      || case when oc.opcdefault and not ${hasOptions} then ''
           else ' ' || ${shownQualified(sql`ocn.nspname`, sql`oc.opcname`)} end
      || case when ${hasOptions} then
           (select ' (' || string_agg(option, ', ' order by option collate "C") || ')'
             from unnest(keyed.attoptions) option where option !~ '^pg_attver=') else '' end
      || case i.indoption[part.position - 1] & 3 when 1 then ' DESC NULLS LAST' when 3 then ' DESC'
           when 2 then ' NULLS FIRST' else '' end
      order by part.position)::text
    from unnest(i.indkey) with ordinality part(number, position)
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = part.number and part.number <> 0
    left join pg_attribute keyed on keyed.attrelid = c.oid and keyed.attnum = part.position
    left join pg_opclass oc on oc.oid = i.indclass[part.position - 1]
    left join pg_namespace ocn on ocn.oid = oc.opcnamespace
    left join pg_collation coll on coll.oid = i.indcollation[part.position - 1] and i.indcollation[part.position - 1] <> 0
      and coll.oid is distinct from coalesce(a.attcollation, 100)
    left join pg_namespace colln on colln.oid = coll.collnamespace
    where part.position <= i.indnkeyatts)`
}

/** The columns an index `i` includes besides its keys, in order; null for none. */
export const INCLUDED_COLUMNS = sql`case when i.indnatts > i.indnkeyatts then
  (select json_agg(a.attname order by part.position)::text
    from unnest(i.indkey) with ordinality part(number, position)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = part.number
    where part.position > i.indnkeyatts) end`

/** The predicate of a partial index `i` with relation `c` on table `t`; null for none. */
export function indexPredicate(busy: readonly number[]): Sql {
  return sql`case when i.indpred is not null then
    ${deparsed(sql`pg_get_expr(i.indpred, i.indrelid)`, [sql`t.oid`, sql`c.oid`], busy)} end`
}

/** The table's columns that keys, expressions and predicate of index `i` with relation `c` read, as a JSON array. */
export const INDEXED_COLUMNS = sql`case when i.indexprs is null and i.indpred is null then
    (select json_agg(a.attname order by a.attname collate "C")::text from pg_attribute a
      where a.attrelid = i.indrelid and a.attnum = any (i.indkey))
  else (select json_agg(distinct a.attname)::text from pg_depend d
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = d.refobjsubid
      where d.classid = 'pg_class'::regclass and d.objid = c.oid
        and d.refclassid = 'pg_class'::regclass and d.refobjid = i.indrelid and d.refobjsubid > 0) end`

/**
 * True for an index relation `c` of index `i` that nobody made by hand: a part that an index of a partitioned table made
 * on a partition, and that has nothing of its own but a name.
 */
export const IS_PLAIN_PART = sql`(c.relispartition and i.indisvalid and not i.indisclustered and exists (
    select from pg_inherits whole join pg_class w on w.oid = whole.inhparent
    where whole.inhrelid = c.oid and w.reloptions is not distinct from c.reloptions
      and w.reltablespace = c.reltablespace))`
