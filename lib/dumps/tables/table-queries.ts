import { join, type Sql, sql } from '../../sql/sql'

/**
 * Catalog queries about tables; none of them calls what waits for a lock on a table.
 * Tables of an extension belong to it, other than those whose rows it declares to be the user's.
 */
export const TABLES = sql`
  with recursive up as (
    select inhrelid as oid, inhparent as ancestor from pg_inherits
    union select up.oid, above.inhparent from up join pg_inherits above on above.inhrelid = up.ancestor
  ), ancestors as (
    select up.oid, array_agg(n.nspname || '.' || c.relname order by n.nspname, c.relname) as names
    from up join pg_class c on c.oid = up.ancestor and c.relkind in ('r', 'p')
    join pg_namespace n on n.oid = c.relnamespace group by up.oid
  ), members as (
    select d.objid as oid, coalesce(d.objid = any (e.extconfig), false) as is_users,
      e.extcondition[array_position(e.extconfig, d.objid)] as condition
    from pg_depend d join pg_extension e on e.oid = d.refobjid
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_extension'::regclass and d.deptype = 'e'
  )
  select c.oid::bigint as oid, n.nspname as schema, c.relname as name, c.relkind as kind,
    c.reltuples as tuples, pg_stat_get_live_tuples(c.oid)::bigint as live,
    (c.relpages + coalesce(toast.relpages, 0)) * current_setting('block_size')::bigint as bytes,
    has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as is_readable,
    row_security_active(c.oid) as hides_rows,
    c.relpersistence = 'u' and pg_is_in_recovery() as is_empty_here,
    coalesce(ancestors.names, '{}') as ancestors, coalesce(members.condition, '') as condition
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join pg_class toast on toast.oid = c.reltoastrelid
  left join ancestors on ancestors.oid = c.oid
  left join members on members.oid = c.oid
  where c.relkind in ('r', 'f') and c.relpersistence <> 't' and coalesce(members.is_users, true)
    and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
  order by n.nspname collate "C", c.relname collate "C"`

/**
 * The columns of some tables, in their order. What more is to know about some of them is asked apart: the planner knows too
 * little of queries within queries to join thousands of tables with them in a sensible way.
 */
export function columnsOf(oids: readonly number[]): Sql {
  return sql`
  with recursive ${DOMAINS}
  select a.attrelid::bigint as oid, a.attnum, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    format_type(coalesce(b.base, t.oid), null) as base_type, t.typcategory as category,
    case coalesce(b.base, t.oid) when 'name'::regtype then 63
      when 'varchar'::regtype then nullif(m.typmod, -1) - 4 when 'bpchar'::regtype then nullif(m.typmod, -1) - 4
      end as max_length,
    case when coalesce(b.base, t.oid) = 'numeric'::regtype and m.typmod <> -1 then array[
      ((m.typmod - 4) >> 16) - ((((m.typmod - 4) & 2047) # 1024) - 1024), (((m.typmod - 4) & 2047) # 1024) - 1024
      ] end as digits,
    a.attnotnull or t.typtype = 'd' and coalesce(b.is_not_null, false) as is_not_null,
    a.attgenerated <> '' as is_generated, a.atttypid::bigint as type_oid
  from pg_attribute a join pg_type t on t.oid = a.atttypid
  left join bases b on b.oid = a.atttypid
  cross join lateral (select case when a.atttypmod = -1 then coalesce(b.typmod, -1) else a.atttypmod end as typmod) m
  where a.attrelid = any (${oidList(oids)}) and a.attnum > 0 and not a.attisdropped
  order by a.attrelid, a.attnum`
}

/** What domains rest on. */
const DOMAINS = sql`steps as (
    select t.oid, t.typbasetype as base, t.typtypmod as typmod, t.typnotnull as is_not_null from pg_type t
    where t.typtype = 'd'
    union all
    select s.oid, t.typbasetype, case when s.typmod = -1 then t.typtypmod else s.typmod end, s.is_not_null or t.typnotnull
    from steps s join pg_type t on t.oid = s.base and t.typtype = 'd'
  ), bases as (
    select s.* from steps s join pg_type t on t.oid = s.base and t.typtype <> 'd'
  )`

/** Types of columns of some tables that hold json, or make JSON by a function of their own, somewhere within. */
export function jsonTypesOf(oids: readonly number[]): Sql {
  return sql`
  with recursive parts as (
    select distinct a.atttypid as type, a.atttypid as part from pg_attribute a
    where a.attrelid = any (${oidList(oids)}) and a.attnum > 0 and not a.attisdropped
    union
    select p.type, inner_part.oid from parts p cross join lateral (
      select t.typelem as oid from pg_type t where t.oid = p.part and t.typcategory = 'A'
      union all select t.typbasetype from pg_type t where t.oid = p.part and t.typtype = 'd'
      union all select f.atttypid from pg_type t join pg_attribute f on f.attrelid = t.typrelid
        where t.oid = p.part and t.typtype = 'c' and f.attnum > 0 and not f.attisdropped
    ) inner_part
  )
  select p.type::bigint as type, bool_or(c.oid is not null) as has_own_json, bool_or(p.part = 'json'::regtype) as holds_json
  from parts p left join pg_cast c on c.castsource = p.part and c.casttarget = 'json'::regtype and p.part >= 16384
  group by p.type having bool_or(c.oid is not null or p.part = 'json'::regtype)`
}

/** Columns that take part in unique or excluding indexes of some tables, also within expressions and conditions. */
export function uniqueColumnsOf(oids: readonly number[]): Sql {
  return sql`
  select c.oid::bigint as oid, c.attnum, bool_or(coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
    or i.indpred is not null or i.indexprs is not null) as has_equal_nulls
  from (
    select i.indexrelid, i.indrelid as oid, k.attnum::int from pg_index i
    cross join unnest(i.indkey::int2[]) with ordinality k (attnum, place)
    where i.indrelid = any (${oidList(oids)}) and (i.indisunique or i.indisexclusion)
      and k.attnum > 0 and k.place <= i.indnkeyatts
    union
    select i.indexrelid, i.indrelid, d.refobjsubid from pg_index i
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
      and d.refclassid = 'pg_class'::regclass and d.refobjid = i.indrelid and d.refobjsubid > 0
    where i.indrelid = any (${oidList(oids)}) and (i.indisunique or i.indisexclusion)
      and (i.indexprs is not null or i.indpred is not null)
  ) c join pg_index i on i.indexrelid = c.indexrelid group by c.oid, c.attnum`
}

/** What generated columns of some tables are computed from: of the column itself on some versions, of its default on others. */
export function computedColumnsOf(oids: readonly number[]): Sql {
  return sql`
  select a.attrelid::bigint as oid, a.attnum, array_agg(distinct f.attname::text) as computed_from
  from pg_attribute a join pg_attrdef e on e.adrelid = a.attrelid and e.adnum = a.attnum
  cross join lateral (
    select d.refobjsubid from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = a.attrelid
      and d.objsubid = a.attnum and d.refclassid = 'pg_class'::regclass and d.refobjid = a.attrelid
    union
    select d.refobjsubid from pg_depend d where d.classid = 'pg_attrdef'::regclass and d.objid = e.oid
      and d.refclassid = 'pg_class'::regclass and d.refobjid = a.attrelid
  ) used join pg_attribute f on f.attrelid = a.attrelid and f.attnum = used.refobjsubid
  where a.attgenerated <> '' and a.attrelid = any (${oidList(oids)}) and used.refobjsubid not in (0, a.attnum)
  group by a.attrelid, a.attnum`
}

/** Names of columns by which partitioned tables tell where a row belongs; an expression's are marked as well as plain ones. */
export const PARTITION_KEYS = sql`
  select n.nspname || '.' || c.relname as name, array_agg(k.attname::text) as columns
  from pg_partitioned_table p join pg_class c on c.oid = p.partrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = p.partrelid and d.objsubid > 0
    and d.refclassid = 'pg_class'::regclass and d.refobjid = p.partrelid and d.refobjsubid = 0 and d.deptype = 'i'
  join pg_attribute k on k.attrelid = p.partrelid and k.attnum = d.objsubid
  group by p.partrelid, n.nspname, c.relname`

/** Foreign keys of some tables, the columns of both sides in the same order. */
export function foreignKeysOf(oids: readonly number[]): Sql {
  return sql`
  select k.conrelid::bigint as oid, n.nspname as schema, c.relname as table,
    (select array_agg(a.attname::text order by o.place) from unnest(k.conkey) with ordinality o (attnum, place)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = o.attnum) as columns,
    (select array_agg(a.attname::text order by o.place) from unnest(k.confkey) with ordinality o (attnum, place)
      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = o.attnum) as referenced
  from pg_constraint k join pg_class c on c.oid = k.confrelid join pg_namespace n on n.oid = c.relnamespace
  where k.contype = 'f' and k.conrelid = any (${oidList(oids)})
  order by k.conrelid, k.conname collate "C", k.oid`
}

/** Room that tables take which the server never counted; those that somebody holds exclusively are left out, to not wait. */
export function sizesOf(oids: readonly number[]): Sql {
  return sql`select c.oid::bigint as oid, pg_table_size(c.oid)::bigint as bytes from pg_class c
  where c.oid = any (${oidList(oids)}) and not exists (select from pg_locks l
    where l.locktype = 'relation' and l.relation = c.oid and l.mode = 'AccessExclusiveLock')`
}

function oidList(oids: readonly number[]): Sql {
  return sql`array[${join(
    oids.map((oid) => sql`${oid}`),
    ', ',
  )}]::oid[]`
}
