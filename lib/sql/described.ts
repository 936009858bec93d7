import { isUserSchema, relationKind } from './fragments'
import { steady } from './names'
import { join, type Sql, sql } from './sql'

/** How the objects of one catalog are called. */
interface Described {
  readonly catalog: Sql
  /** Joins to the described rows `d`; the catalog's row is `o`, its schema's `n`, that of a relation `c`. */
  readonly from: Sql
  readonly kind: Sql
  readonly address: readonly [first: Sql, second?: Sql, third?: Sql]
  /** [kind, ...address] of the object as its own kind has it, where that is not onKind and these three parts. */
  readonly target?: Sql
  /** The kind of the relation that the object is a part of. */
  readonly relation?: Sql
  readonly hasSchema?: boolean
}

/**
 * Names the objects that comments and labels are on. `source` is a query with classoid, objoid and objsubid as in
 * pg_description, and whatever else is to be kept. Added are "onKind", first, second and third; "relationKind", for a
 * part of a relation the kind of that (first and second are its address); and target, for an object whose kind has
 * another address, [kind, ...address] as a JSON array. What no line below knows is called as Postgres itself calls it.
 * All branches share one copy of the source: to plan it for each takes longer than to read the copy.
 */
export function describedObjects(source: Sql): Sql {
  const ofOthers = CATALOGS.map((described) => namedObjects(described, sql`rest`))
  return sql`with described as materialized (${source}),
      rest as materialized (select * from described d where d.classoid <> 'pg_class'::regclass)
    ${join([namedObjects(RELATIONS, sql`described`), ...ofOthers, OTHERS], '\nunion all ')}`
}

function namedObjects(described: Described, source: Sql): Sql {
  const { catalog, from, kind, address, target = sql`null`, relation = sql`null`, hasSchema } = described
  const [first, second = sql`null`, third = sql`null`] = address
  // A union of names and texts would be one of names, and cut the texts to 63 bytes.
  return sql`select d.*, ${kind} as "onKind", (${first})::text as first, (${second})::text as second,
      (${third})::text as third, ${relation} as "relationKind", ${target} as target
    from ${source} d ${from}
    where d.classoid = '${catalog}'::regclass ${hasSchema ? sql`and ${isUserSchema(sql`n`)}` : sql``}`
}

const IS_INDEX = sql`c.relkind in ('i', 'I')`

/** Of the table of index `c`. */
const ofIndexedTable = (value: Sql) =>
  sql`(select ${value} from pg_index i join pg_class t on t.oid = i.indrelid where i.indexrelid = c.oid)`

/** One index lookup a comment: a join would read all columns of the database. */
const COLUMN_NAME = sql`(select a.attname from pg_attribute a where a.attrelid = d.objoid and a.attnum = d.objsubid)`

/** Most comments are on relations and their columns, so all of `pg_class` are one query that looks a comment up once. */
const RELATIONS: Described = {
  catalog: sql`pg_class`,
  from: sql`join pg_class c on c.oid = d.objoid join pg_namespace n on n.oid = c.relnamespace`,
  kind: sql`case when d.objsubid <> 0 then 'column' else ${relationKind(sql`c`)} end`,
  address: [
    sql`n.nspname`,
    sql`case when ${IS_INDEX} then ${ofIndexedTable(sql`t.relname`)} else c.relname end`,
    sql`case when d.objsubid <> 0 then ${COLUMN_NAME} when ${IS_INDEX} then c.relname end`,
  ],
  relation: sql`case when d.objsubid <> 0 then ${relationKind(sql`c`)}
    when ${IS_INDEX} then ${ofIndexedTable(relationKind(sql`t`))} end`,
  hasSchema: true,
}

/** Those of tables and those of domains. */
const CONSTRAINTS: Described = {
  catalog: sql`pg_constraint`,
  from: sql`join pg_constraint o on o.oid = d.objoid left join pg_class c on c.oid = o.conrelid
    left join pg_type t on t.oid = o.contypid join pg_namespace n on n.oid = coalesce(c.relnamespace, t.typnamespace)`,
  kind: sql`case when o.contypid <> 0 then 'domain-constraint' when o.contype = 'p' then 'primary-key'
    when o.contype = 'u' then 'unique-constraint' when o.contype = 'f' then 'foreign-key'
    when o.contype = 'c' then 'check-constraint' when o.contype = 'x' then 'exclusion-constraint'
    when o.contype = 'n' then 'not-null-constraint' else 'trigger' end`,
  address: [sql`n.nspname`, sql`coalesce(c.relname, t.typname)`, sql`o.conname`],
  relation: relationKind(sql`c`),
  hasSchema: true,
}

const ROUTINES: Described = {
  catalog: sql`pg_proc`,
  from: sql`join pg_proc o on o.oid = d.objoid join pg_namespace n on n.oid = o.pronamespace`,
  kind: sql`case o.prokind when 'a' then 'aggregate' else 'function' end`,
  address: [sql`n.nspname`, sql`o.proname`, steady(sql`oidvectortypes(o.proargtypes)`)],
  hasSchema: true,
}

const TYPES: Described = {
  catalog: sql`pg_type`,
  from: sql`join pg_type o on o.oid = d.objoid join pg_namespace n on n.oid = o.typnamespace`,
  kind: sql`case o.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range-type'
    when 'm' then 'multirange-type' when 'c' then 'composite-type' else 'base-type' end`,
  address: [sql`n.nspname`, sql`o.typname`],
  hasSchema: true,
}

const OPERATORS: Described = {
  catalog: sql`pg_operator`,
  from: sql`join pg_operator o on o.oid = d.objoid join pg_namespace n on n.oid = o.oprnamespace`,
  kind: sql`'operator'`,
  address: [
    sql`n.nspname`,
    sql`o.oprname`,
    sql`case when o.oprleft = 0 then 'NONE' else ${steady(sql`format_type(o.oprleft, null)`)} end || ', ' || ${steady(sql`format_type(o.oprright, null)`)}`,
  ],
  target: sql`jsonb_build_array('operator', n.nspname, o.oprname,
    case when o.oprleft = 0 then '' else ${steady(sql`format_type(o.oprleft, null)`)} end, ${steady(sql`format_type(o.oprright, null)`)})::text`,
  hasSchema: true,
}

const CASTS: Described = {
  catalog: sql`pg_cast`,
  from: sql`join pg_cast o on o.oid = d.objoid`,
  kind: sql`'cast'`,
  address: [steady(sql`format_type(o.castsource, null)`), steady(sql`format_type(o.casttarget, null)`)],
}

const TRANSFORMS: Described = {
  catalog: sql`pg_transform`,
  from: sql`join pg_transform o on o.oid = d.objoid join pg_language l on l.oid = o.trflang`,
  kind: sql`'transform'`,
  address: [steady(sql`format_type(o.trftype, null)`), sql`l.lanname`],
}

const DATABASE: Described = {
  catalog: sql`pg_database`,
  from: sql``,
  kind: sql`'database'`,
  address: [sql`'database'`],
}

/** Those that Postgres itself does not call as their kinds do, and those of which there can be many. */
const CATALOGS: readonly Described[] = [CONSTRAINTS, ROUTINES, TYPES, OPERATORS, CASTS, TRANSFORMS, DATABASE]

/** Large objects are no objects of the schema: they have numbers for names and hold data. */
const NOT_OTHERS = join(
  [...new Set([...CATALOGS.map(({ catalog }) => catalog), sql`pg_largeobject`])].map(
    (catalog) => sql`'${catalog}'::regclass`,
  ),
  ', ',
)

const OTHER_KIND = sql`case named.type when 'server' then 'foreign-server' when 'statistics object' then 'statistics'
  else replace(named.type, ' ', '-') end`

/** The names as Postgres gives them, the method of an operator class or family after its own name. */
const OTHER_NAMES = sql`case when d.classoid in ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
  then named.object_names[2:] || named.object_names[1] else named.object_names end`

const OTHER_RELATION = sql`case when d.classoid in ('pg_policy'::regclass, 'pg_trigger'::regclass, 'pg_rewrite'::regclass) then
  (select ${relationKind(sql`c`)} from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = names[1] and c.relname = names[2]) end`

/**
 * All that have names of their own alone, in a schema, or in a relation: one query, because each takes time to plan. What
 * has no name is gone: DROP SUBSCRIPTION leaves comments behind (subscriptioncmds.c).
 */
const OTHERS = sql`select d.*, ${OTHER_KIND}, names[1], names[2], names[3], ${OTHER_RELATION}, null
  from rest d cross join lateral pg_identify_object_as_address(d.classoid, d.objoid, d.objsubid) named,
    lateral (select ${OTHER_NAMES} as names) called
  where d.classoid not in (${NOT_OTHERS}) and names[1] is not null
    and (names[2] is null or names[1] !~ '^pg_(temp|toast)')`
