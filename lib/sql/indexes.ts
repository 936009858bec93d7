import { deparsed, IS_SET } from './fragments'
import { shownName, shownQualified } from './names'
import { collationName } from './relations'
import { type Sql, sql } from './sql'

/**
 * The keys of index `i` with relation `c` as a JSON array, by the rules of pg_get_indexdef: operator class and
 * collation only where they are not the default, DESC and NULLS only where they are not implied. Plain columns come from
 * the catalog's arrays: pg_get_indexdef would open the index and cost more than everything else of a read. What collation
 * an expression has by itself the catalog does not tell, so any but the database's own is named.
 */
export function indexKeys(busy: readonly number[]): Sql {
  return deparsed(
    // An array of a subquery costs a third less than an aggregate over a join.
    sql`coalesce(${ONLY_KEY}, array_to_json(array(
      select case when part.number = 0 then pg_get_indexdef(c.oid, part.position::int, false)
          else (select ${shownName(sql`a.attname`)} from pg_attribute a
            where a.attrelid = i.indrelid and a.attnum = part.number) end
        || case when i.indcollation[part.position - 1] = 0 or i.indcollation[part.position - 1] = coalesce(
              (select a.attcollation from pg_attribute a
                where a.attrelid = i.indrelid and a.attnum = part.number and part.number <> 0), 100) then ''
            else ' COLLATE ' || ${collationName(sql`i.indcollation[part.position - 1]`)} end
        || case when i.indclass[part.position - 1] = any (${UNSAID_CLASSES}) then ''
             else ${CLASS_WITH_OPTIONS} end
        || case i.indoption[part.position - 1] & 3 when 1 then ' DESC NULLS LAST' when 3 then ' DESC'
             when 2 then ' NULLS FIRST' else '' end
      from unnest(i.indkey) with ordinality part(number, position)
      where part.position <= i.indnkeyatts order by part.position))::text)`,
    EXPRESSION_RELATIONS,
    busy,
  )
}

/** What an index `i` with relation `c` opens to print its keys: nothing where they are plain columns. */
export const EXPRESSION_RELATIONS = [
  sql`(case when i.indexprs is not null then i.indrelid end)`,
  sql`(case when i.indexprs is not null then c.oid end)`,
]

/**
 * The operator classes that go without saying, looked at once for a whole read: almost every index part has one of these.
 * They are the default of their access method and, as no function of theirs takes any, have no options: support function 5
 * of B-trees, 3 of hashes, 7 of GIN.
 */
const UNSAID_CLASSES = sql`array(select oid from pg_opclass
  where opcdefault and opcmethod in (403, 405, 2742) and not exists (select from pg_amproc
    where amprocfamily = opcfamily and amprocnum = case opcmethod when 403 then 5 when 405 then 3 else 7 end))`

/** The keys of an index of one plain column, as most are; null for any other. */
const ONLY_KEY = sql`case when i.indnkeyatts = 1 and i.indkey[0] <> 0 and i.indoption[0] = 0
    and i.indclass[0] = any (${UNSAID_CLASSES}) then
  (select '[' || to_json(${shownName(sql`a.attname`)}) || ']' from pg_attribute a
    where a.attrelid = i.indrelid and a.attnum = i.indkey[0] and i.indcollation[0] in (0, a.attcollation)) end`

/** The operator class of a part, with its options, in the manner of pg_get_indexdef. */
const CLASS_WITH_OPTIONS = sql`(select
    case when oc.opcdefault and set.options is null then '' else ' ' || ${shownQualified(sql`ocn.nspname`, sql`oc.opcname`)} end
    || coalesce(' (' || set.options || ')', '')
  from pg_opclass oc join pg_namespace ocn on ocn.oid = oc.opcnamespace,
    lateral (select string_agg(option, ', ' order by option collate "C") as options
      from pg_attribute keyed, unnest(keyed.attoptions) option
      where keyed.attrelid = c.oid and keyed.attnum = part.position and ${IS_SET}) set
  where oc.oid = i.indclass[part.position - 1])`

/** The columns an index `i` includes besides its keys, in order; null for none. */
export const INCLUDED_COLUMNS = sql`case when i.indnatts > i.indnkeyatts then
  array_to_json(array(
    select (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = part.number)
    from unnest(i.indkey) with ordinality part(number, position)
    where part.position > i.indnkeyatts order by part.position))::text end`

/** The predicate of a partial index `i` with relation `c` on table `t`; null for none. */
export function indexPredicate(busy: readonly number[]): Sql {
  return sql`case when i.indpred is not null then
    ${deparsed(sql`pg_get_expr(i.indpred, i.indrelid)`, [sql`t.oid`, sql`c.oid`], busy)} end`
}

/**
 * The table's columns that keys, expressions and predicate of index `i` with relation `c` read, as a JSON array; null
 * where the keys are columns and tell themselves.
 */
export const INDEXED_COLUMNS = sql`case when i.indexprs is not null or i.indpred is not null then
  (select json_agg(distinct a.attname)::text from pg_depend d
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.objid = c.oid
      and d.refclassid = 'pg_class'::regclass and d.refobjid = i.indrelid and d.refobjsubid > 0) end`

function classOptions(column: Sql): Sql {
  return sql`array(select option from unnest(${column}.attoptions) option
    where ${IS_SET} order by option collate "C")`
}

/**
 * True for an index relation `c` of index `i` that nobody made by hand: a part that an index of a partitioned table made
 * on a partition, and that has nothing of its own but a name. An index that was there before may be attached though it
 * sorts otherwise, by another class of the same family: Postgres compares neither (CompareIndexInfo).
 */
export const IS_PLAIN_PART = sql`(c.relispartition and i.indisvalid and not i.indisclustered and exists (
    select from pg_inherits whole join pg_class w on w.oid = whole.inhparent join pg_index wi on wi.indexrelid = w.oid
    where whole.inhrelid = c.oid and w.reloptions is not distinct from c.reloptions
      and w.reltablespace = c.reltablespace and wi.indoption::text = i.indoption::text and wi.indclass = i.indclass
      and not exists (select from pg_attribute own join pg_attribute theirs on theirs.attnum = own.attnum
        where own.attrelid = c.oid and theirs.attrelid = w.oid
          and (coalesce(own.attstattarget, -1) <> coalesce(theirs.attstattarget, -1)
          or coalesce(own.attoptions, theirs.attoptions) is not null
            and ${classOptions(sql`own`)} <> ${classOptions(sql`theirs`)}))))`
