import { relationKind } from './fragments'
import { steady } from './names'
import { type Sql, sql } from './sql'

/**
 * What an object cannot exist without, by the dependencies Postgres itself records: a JSON array of
 * [kind, ...address] for neededObjects. A member of an extension stands for its extension, an array or multirange type
 * for the type it came with, a column of a view for the view; what is built in is not recorded. One index lookup and
 * a few more for each dependency. pg_identify_object_as_address names most of them, because a subquery for every
 * catalog would take longer to plan than a small database takes to read; relations, the most common, are looked up.
 * With `own`, a relation that the caller names itself, neither it nor types are told: its columns need them first.
 */
export function needs(catalog: Sql, oid: Sql, own?: Sql): Sql {
  const others = own
    ? sql`and dependency.refobjid <> ${own} and dependency.refclassid <> 'pg_type'::regclass`
    : sql``
  return sql`(select jsonb_agg(distinct need.object)::text from (
      select coalesce(
        ${extensionOfMember(sql`dependency.refclassid`, sql`dependency.refobjid`)},
        case dependency.refclassid
          when 'pg_type'::regclass then ${neededType(sql`dependency.refobjid`)}
          when 'pg_proc'::regclass then ${ROUTINE}
          when 'pg_operator'::regclass then ${OPERATOR}
          when 'pg_class'::regclass then ${RELATION}
          else ${OTHER} end) as object
      from pg_depend dependency, pg_identify_object_as_address(
        nullif(refclassid, 'pg_class'::regclass), refobjid, refobjsubid) used
      where dependency.classid = '${catalog}'::regclass and dependency.objid = ${oid} and dependency.deptype = 'n'
        ${others}) need
    where need.object is not null)`
}

const RELATION = sql`(select case when a.attname is not null and c.relkind in ('r', 'p', 'f')
      then jsonb_build_array('column', n.nspname, c.relname, a.attname)
      else jsonb_build_array(${relationKind(sql`c`)}, n.nspname, c.relname) end
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join pg_attribute a on a.attrelid = c.oid and a.attnum = dependency.refobjsubid and dependency.refobjsubid > 0
    where c.oid = dependency.refobjid)`

/** What a type is that users made, as [kind, ...address]: see needs. */
export function neededType(oid: Sql): Sql {
  return sql`(select coalesce(${extensionOfMember(sql`'pg_type'::regclass`, sql`t.oid`)},
      jsonb_build_array(case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range-type'
        when 'c' then ${relationKind(sql`c`)} else 'base-type' end, n.nspname, t.typname))
    from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
    where t.oid = coalesce(
      (select range.rngtypid from pg_range range where range.rngmultitypid = ${oid}),
      (select range.rngtypid from pg_type list join pg_range range on range.rngmultitypid = list.typelem
        where list.oid = ${oid}),
      (select list.typelem from pg_type list where list.oid = ${oid} and list.typcategory = 'A'),
      ${oid}))`
}

function extensionOfMember(catalog: Sql, oid: Sql): Sql {
  return sql`(select jsonb_build_array('extension', e.extname) from pg_depend member
    join pg_extension e on e.oid = member.refobjid
    where member.classid = ${catalog} and member.objid = ${oid} and member.deptype = 'e')`
}

const ROUTINE = sql`(select to_jsonb(array[case p.prokind when 'a' then 'aggregate' else 'function' end]
      || used.object_names || ${steady(sql`oidvectortypes(p.proargtypes)`)}) from pg_proc p where p.oid = dependency.refobjid)`

const OPERATOR = sql`(select to_jsonb(array['operator'] || used.object_names
      || case when o.oprleft = 0 then '' else ${steady(sql`format_type(o.oprleft, null)`)} end || ${steady(sql`format_type(o.oprright, null)`)})
    from pg_operator o where o.oid = dependency.refobjid)`

/** All that is known by names alone. */
const OTHER = sql`to_jsonb(case
  when used.type in ('table column', 'foreign table column') then array['column'] || used.object_names
  when used.type in ('view column', 'materialized view column', 'composite type column')
    then array[replace(left(used.type, -7), ' ', '-')] || used.object_names[:2]
  when used.type in ('operator class', 'operator family')
    then array[replace(used.type, ' ', '-'), used.object_names[2], used.object_names[3], used.object_names[1]]
  when used.type = 'server' then array['foreign-server'] || used.object_names
  else array[replace(used.type, ' ', '-')] || used.object_names end)`
