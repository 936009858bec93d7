import { relationKind } from './fragments'
import { join, type Sql, sql } from './sql'

/**
 * What an object cannot exist without, by the dependencies Postgres itself records: a JSON array of
 * [kind, ...address] for neededObjects. A member of an extension stands for its extension, an array or multirange type
 * for the type it came with; what is built in is not recorded. One index lookup and one more for each dependency.
 */
export function needs(catalog: Sql, oid: Sql): Sql {
  return sql`(select jsonb_agg(distinct need.object)::text from (
      select coalesce(
        (select jsonb_build_array('extension', e.extname) from pg_depend member
         join pg_extension e on e.oid = member.refobjid
         where member.classid = dependency.refclassid and member.objid = dependency.refobjid and member.deptype = 'e'),
        case dependency.refclassid ${CASES} end) as object
      from pg_depend dependency
      where dependency.classid = '${catalog}'::regclass and dependency.objid = ${oid} and dependency.deptype = 'n') need
    where need.object is not null)`
}

const NAMED_IN_SCHEMA: readonly (readonly [catalog: Sql, prefix: Sql, kind: Sql])[] = [
  [sql`pg_collation`, sql`coll`, sql`collation`],
  [sql`pg_ts_config`, sql`cfg`, sql`text-search-configuration`],
  [sql`pg_ts_dict`, sql`dict`, sql`text-search-dictionary`],
  [sql`pg_ts_parser`, sql`prs`, sql`text-search-parser`],
  [sql`pg_ts_template`, sql`tmpl`, sql`text-search-template`],
]

const NAMED_ALONE: readonly (readonly [catalog: Sql, column: Sql, kind: Sql])[] = [
  [sql`pg_namespace`, sql`nspname`, sql`schema`],
  [sql`pg_extension`, sql`extname`, sql`extension`],
  [sql`pg_language`, sql`lanname`, sql`language`],
  [sql`pg_am`, sql`amname`, sql`access-method`],
]

const TYPE = sql`when 'pg_type'::regclass then (
  select jsonb_build_array(case used.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range-type'
    when 'c' then ${relationKind(sql`c`)} else 'base-type' end, n.nspname, used.typname)
  from pg_type t
  left join pg_type element on element.oid = t.typelem and element.typarray = t.oid
  left join pg_range multi on multi.rngmultitypid = coalesce(element.oid, t.oid)
  join pg_type used on used.oid = coalesce(multi.rngtypid, element.oid, t.oid)
  join pg_namespace n on n.oid = used.typnamespace
  left join pg_class c on c.oid = used.typrelid
  where t.oid = dependency.refobjid)`

const RELATION = sql`when 'pg_class'::regclass then (
  select jsonb_build_array(${relationKind(sql`c`)}, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = dependency.refobjid)`

const ROUTINE = sql`when 'pg_proc'::regclass then (
  select jsonb_build_array(case p.prokind when 'a' then 'aggregate' else 'function' end,
    n.nspname, p.proname, oidvectortypes(p.proargtypes))
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.oid = dependency.refobjid)`

const OPERATOR = sql`when 'pg_operator'::regclass then (
  select jsonb_build_array('operator', n.nspname, o.oprname,
    case when o.oprleft = 0 then '' else format_type(o.oprleft, null) end, format_type(o.oprright, null))
  from pg_operator o join pg_namespace n on n.oid = o.oprnamespace where o.oid = dependency.refobjid)`

const OPERATOR_CLASS = sql`when 'pg_opclass'::regclass then (
  select jsonb_build_array('operator-class', n.nspname, o.opcname, am.amname)
  from pg_opclass o join pg_namespace n on n.oid = o.opcnamespace join pg_am am on am.oid = o.opcmethod
  where o.oid = dependency.refobjid)`

const OPERATOR_FAMILY = sql`when 'pg_opfamily'::regclass then (
  select jsonb_build_array('operator-family', n.nspname, o.opfname, am.amname)
  from pg_opfamily o join pg_namespace n on n.oid = o.opfnamespace join pg_am am on am.oid = o.opfmethod
  where o.oid = dependency.refobjid)`

const CASES = join(
  [
    TYPE,
    RELATION,
    ROUTINE,
    OPERATOR,
    OPERATOR_CLASS,
    OPERATOR_FAMILY,
    ...NAMED_IN_SCHEMA.map(
      ([catalog, prefix, kind]) => sql`when '${catalog}'::regclass then (
      select jsonb_build_array('${kind}', n.nspname, o.${prefix}name)
      from ${catalog} o join pg_namespace n on n.oid = o.${prefix}namespace where o.oid = dependency.refobjid)`,
    ),
    ...NAMED_ALONE.map(
      ([catalog, column, kind]) => sql`when '${catalog}'::regclass then (
      select jsonb_build_array('${kind}', o.${column}) from ${catalog} o where o.oid = dependency.refobjid)`,
    ),
  ],
  '\n',
)
