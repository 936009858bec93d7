import { relationKind } from './fragments'
import { steady } from './names'
import { join, type Sql, sql } from './sql'

/**
 * What an object cannot exist without, by the dependencies Postgres itself records: for the column `needs`, in which the
 * read puts a JSON array of [kind, ...address] for neededObjects. A member of an extension stands for its extension, an
 * array or multirange type for the type it came with, a column of a view for the view; what is built in is not recorded.
 * The query only says whose dependencies they are: all of a database are read in two passes over pg_depend, because to
 * look them up for each object costs more than everything else that is read of it.
 */
export function needs(catalog: Sql, oid: Sql): Sql {
  return sql`'${NUMBERS}' || ${dependencies(catalog, oid)}`
}

/** The same for an object whose dependencies are recorded as those of two. */
export function needsOfBoth(first: readonly [catalog: Sql, oid: Sql], second: typeof first): Sql {
  return sql`'${NUMBERS}' || ${dependencies(...first)} || ' ' || ${dependencies(...second)}`
}

function dependencies(catalog: Sql, oid: Sql): Sql {
  return sql`'${catalog}'::regclass::oid || ' ' || ${oid}`
}

/** Begins a value that is yet to be filled in; no name or definition begins with it where `needs` stands. */
export const NUMBERS = '\u0001needs ' as Sql

/** The same for a part of a table, without types: its columns need them first. */
export function needsOfPart(catalog: Sql, oid: Sql): Sql {
  return sql`${needs(catalog, oid)} || ' ${WITHOUT_TYPES}'`
}

/** The same for a column, which needs its type. */
export function needsType(oid: Sql): Sql {
  return sql`'${NUMBERS}${USED_TYPE} ' || ${oid}`
}

/** Stands in the place of a catalog for a type that columns have: what they need is the type itself. */
export const USED_TYPE = 0

/** Stands behind the numbers of an object whose needed types do not count. */
const WITHOUT_TYPES = 'part' as Sql

/** The OID of pg_type itself, the same in every database. */
export const PG_TYPE = 1247

/** The catalogs whose objects tell what they need. */
const DEPENDENT = join(
  [
    sql`pg_am`,
    sql`pg_cast`,
    sql`pg_class`,
    sql`pg_constraint`,
    sql`pg_conversion`,
    sql`pg_extension`,
    sql`pg_foreign_data_wrapper`,
    sql`pg_language`,
    sql`pg_opclass`,
    sql`pg_operator`,
    sql`pg_opfamily`,
    sql`pg_policy`,
    sql`pg_proc`,
    sql`pg_rewrite`,
    sql`pg_statistic_ext`,
    sql`pg_transform`,
    sql`pg_trigger`,
    sql`pg_ts_config`,
    sql`pg_ts_dict`,
    sql`pg_ts_parser`,
    sql`pg_ts_template`,
    sql`pg_type`,
  ].map((catalog) => sql`'${catalog}'::regclass`),
  ', ',
)

/** The numbers of objects whose needs are asked for, and of types that columns have. */
export interface AskedNeeds {
  readonly objects: readonly (readonly [catalog: number, oid: number])[]
  readonly types: readonly number[]
}

/**
 * The dependencies that count, and which types columns have. Tables and foreign keys, of which there are many, name what they
 * need themselves. A system column, whose number is below zero, is there as long as its table is.
 */
function recorded(asked: AskedNeeds | null): Sql {
  return asked ? recordedOf(asked.objects) : recordedOfAll
}

const DEPENDENCY = sql`classid, objid, refclassid, refobjid, greatest(refobjsubid, 0) as refobjsubid`

const recordedOfAll = sql`select ${DEPENDENCY} from pg_depend
  where deptype = 'n' and classid in (${DEPENDENT}) and case classid
      when 'pg_class'::regclass then (objsubid > 0 and refclassid = 'pg_type'::regclass)
        or objid in (select oid from pg_class where relkind in ('c', 'i', 'I'))
      when 'pg_constraint'::regclass then objid in (select oid from pg_constraint where contype in ('c', 'x'))
      else true end`

/** Few of many are looked up, with what decides whether they count; `offset 0` keeps the planner from reading all. */
function recordedOf(objects: AskedNeeds['objects']): Sql {
  const listed = objects.map(([catalog, oid]) => sql`(${catalog}::oid, ${oid}::oid)`)
  // An empty list is no SQL, and no object has the number 0.
  return sql`select recorded.* from (values ${join([sql`(0::oid, 0::oid)`, ...listed], ', ')}) asked(catalog, number),
    lateral (select ${DEPENDENCY} from pg_depend
      where classid = catalog and objid = number and deptype = 'n' and case classid
        when 'pg_class'::regclass then (objsubid > 0 and refclassid = 'pg_type'::regclass)
          or (select relkind in ('c', 'i', 'I') from pg_class where oid = number)
        when 'pg_constraint'::regclass then (select contype in ('c', 'x') from pg_constraint where oid = number)
        else true end offset 0) recorded`
}

/** What is needed: by what is recorded, and the types that were asked for by themselves. */
function needed(asked: AskedNeeds | null): Sql {
  const types = asked?.types.map((oid) => sql`(${PG_TYPE}::oid, ${oid}::oid, 0)`) ?? []
  return sql`select distinct refclassid, refobjid, refobjsubid from recorded${
    types.length > 0 ? sql` union values ${join(types, ', ')}` : sql``
  }`
}

/** What a type is that users made, as [kind, ...address]: see needs. */
export function neededType(oid: Sql): Sql {
  return sql`(select coalesce(${extensionOfMember(sql`'pg_type'::regclass`, sql`t.oid`)},
      json_build_array(case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range-type'
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
  return sql`(select json_build_array('extension', e.extname) from pg_depend member
    join pg_extension e on e.oid = member.refobjid
    where member.classid = ${catalog} and member.objid = ${oid} and member.deptype = 'e')`
}

const ROUTINE = sql`(select to_json(array[case p.prokind when 'a' then 'aggregate' else 'function' end]
      || used.object_names || ${steady(sql`oidvectortypes(p.proargtypes)`)}) from pg_proc p where p.oid = refobjid)`

const OPERATOR = sql`(select to_json(array['operator'] || used.object_names
      || case when o.oprleft = 0 then '' else ${steady(sql`format_type(o.oprleft, null)`)} end || ${steady(sql`format_type(o.oprright, null)`)})
    from pg_operator o where o.oid = refobjid)`

/** All that is known by names alone. */
const OTHER = sql`to_json(case
  when used.type in ('table column', 'foreign table column') then array['column'] || used.object_names
  when used.type in ('view column', 'materialized view column', 'composite type column')
    then array[replace(left(used.type, -7), ' ', '-')] || used.object_names[:2]
  when used.type in ('operator class', 'operator family')
    then array[replace(used.type, ' ', '-'), used.object_names[2], used.object_names[3], used.object_names[1]]
  when used.type = 'server' then array['foreign-server'] || used.object_names
  else array[replace(used.type, ' ', '-')] || used.object_names end)`

const MEMBERS = sql`select classid, objid, extname
  from pg_extension e join pg_depend on refclassid = 'pg_extension'::regclass and refobjid = e.oid and deptype = 'e'`

/** A member of an extension, whatever it is, stands for that; what is none, as almost everything, is found by a hash. */
function unlessMember(object: Sql): Sql {
  return sql`case when (refclassid, refobjid) in (select classid, objid from member) then
      (select json_build_array('extension', extname) from member where classid = refclassid and objid = refobjid)
    else ${object} end as object`
}

/**
 * Relations and columns are by far the most of what is needed: where all is asked for, `offset 0` has all relations read rather
 * than each looked up.
 */
function relations(asked: AskedNeeds | null): Sql {
  return sql`select refclassid, refobjid, refobjsubid, ${unlessMember(sql`
    case when a.attname is not null and c.relkind in ('r', 'p', 'f')
      then json_build_array('column', c.nspname, c.relname, a.attname)
      else json_build_array(${relationKind(sql`c`)}, c.nspname, c.relname) end`)}
  from needed join (select c.oid, c.relkind, c.relname, n.nspname
    from pg_class c join pg_namespace n on n.oid = c.relnamespace ${asked ? sql`` : sql`offset 0`}) c on c.oid = refobjid
  left join pg_attribute a on refobjsubid > 0 and a.attrelid = refobjid and a.attnum = refobjsubid
  where refclassid = 'pg_class'::regclass`
}

/** pg_identify_object_as_address names most of these: a subquery for every catalog would be long to plan. */
const OTHERS = sql`select refclassid, refobjid, refobjsubid, ${unlessMember(sql`
    case refclassid
      when 'pg_type'::regclass then ${neededType(sql`refobjid`)}
      when 'pg_proc'::regclass then ${ROUTINE}
      when 'pg_operator'::regclass then ${OPERATOR}
      else ${OTHER} end`)}
  from needed, pg_identify_object_as_address(refclassid, refobjid, refobjsubid) used
  where refclassid <> 'pg_class'::regclass`

/**
 * The dependencies of a database, all or of these objects, and what they are on. A row is one of two things: the numbers of an
 * object (classid, objid) and of what it needs (refclassid, refobjid, refobjsubid); or the latter and its [kind, ...address]
 * as `object`.
 */
export function dependenciesOf(asked: AskedNeeds | null): Sql {
  return sql`with recorded as materialized (${recorded(asked)}),
    needed as materialized (${needed(asked)}),
    member as materialized (${MEMBERS})
  select null as classid, null as objid, named.* from (${relations(asked)} union all ${OTHERS}) named
  union all select *, null from recorded`
}
