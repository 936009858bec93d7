import { isUserSchema, relationKind } from './fragments'
import { steady } from './names'
import { join, type Sql, sql } from './sql'

/** How the objects of one catalog are called. */
interface Described {
  readonly catalog: Sql
  /** Joins to the described rows `d`; the catalog's row is `o`, its schema's `n`, the relation it is a part of `c`. */
  readonly from: Sql
  readonly where?: Sql
  readonly kind: Sql
  readonly address: readonly [first: Sql, second?: Sql, third?: Sql]
  /** [kind, ...address] of the object as its own kind has it, where that is not onKind and these three parts. */
  readonly target?: Sql
  readonly hasSchema?: boolean
  readonly isPartOfRelation?: boolean
}

/**
 * Names the objects that comments and labels are on. `source` is a query with classoid, objoid and objsubid as in
 * pg_description, and whatever else is to be kept. Added are "onKind", first, second and third; "relationKind", for a
 * part of a relation the kind of that (first and second are its address); and target, for an object whose kind has
 * another address, [kind, ...address] as a JSON array. What no line below knows is called as Postgres itself calls it.
 * All branches share one copy of the source: to plan it for each takes longer than to read the copy.
 */
export function describedObjects(source: Sql): Sql {
  const ofRelations = [RELATIONS, COLUMNS, INDEXES].map((described) =>
    namedObjects(described, sql`described`),
  )
  const ofOthers = CATALOGS.map((described) => namedObjects(described, sql`rest`))
  return sql`with described as materialized (${source}),
      rest as materialized (select * from described d where d.classoid <> 'pg_class'::regclass)
    ${join([...ofRelations, ...ofOthers, OTHERS], '\nunion all ')}`
}

function namedObjects(described: Described, source: Sql): Sql {
  const { catalog, from, where = sql`true`, kind, address, target = sql`null`, hasSchema } = described
  const [first, second = sql`null`, third = sql`null`] = address
  const relation = described.isPartOfRelation ? relationKind(sql`c`) : sql`null`
  // A union of names and texts would be one of names, and cut the texts to 63 bytes.
  return sql`select d.*, ${kind} as "onKind", (${first})::text as first, (${second})::text as second,
      (${third})::text as third, ${relation} as "relationKind", ${target} as target
    from ${source} d ${from}
    where d.classoid = '${catalog}'::regclass and ${where} ${hasSchema ? sql`and ${isUserSchema(sql`n`)}` : sql``}`
}

const RELATION = sql`join pg_namespace n on n.oid = c.relnamespace`

function partOfRelation(catalog: Sql, relation: Sql, kind: Sql, name: Sql): Described {
  return {
    catalog,
    from: sql`join ${catalog} o on o.oid = d.objoid join pg_class c on c.oid = o.${relation} ${RELATION}`,
    kind,
    address: [sql`n.nspname`, sql`c.relname`, sql`o.${name}`],
    hasSchema: true,
    isPartOfRelation: true,
  }
}

const RELATIONS: Described = {
  catalog: sql`pg_class`,
  from: sql`join pg_class c on c.oid = d.objoid ${RELATION}`,
  where: sql`d.objsubid = 0 and c.relkind not in ('i', 'I')`,
  kind: relationKind(sql`c`),
  address: [sql`n.nspname`, sql`c.relname`],
  hasSchema: true,
}

/** One index lookup a comment: a join would read all columns of the database. */
const COLUMN_NAME = sql`(select a.attname from pg_attribute a where a.attrelid = d.objoid and a.attnum = d.objsubid)`

const COLUMNS: Described = {
  catalog: sql`pg_class`,
  from: sql`join pg_class c on c.oid = d.objoid ${RELATION}`,
  where: sql`d.objsubid <> 0`,
  kind: sql`'column'`,
  address: [sql`n.nspname`, sql`c.relname`, COLUMN_NAME],
  hasSchema: true,
  isPartOfRelation: true,
}

const INDEXES: Described = {
  ...partOfRelation(sql`pg_class`, sql`oid`, sql`'index'`, sql`relname`),
  from: sql`join pg_class o on o.oid = d.objoid join pg_index i on i.indexrelid = o.oid
    join pg_class c on c.oid = i.indrelid ${RELATION}`,
  where: sql`d.objsubid = 0 and o.relkind in ('i', 'I')`,
}

const CONSTRAINTS = partOfRelation(
  sql`pg_constraint`,
  sql`conrelid`,
  sql`case o.contype when 'p' then 'primary-key' when 'u' then 'unique-constraint' when 'f' then 'foreign-key'
    when 'c' then 'check-constraint' when 'x' then 'exclusion-constraint' when 'n' then 'not-null-constraint'
    else 'trigger' end`,
  sql`conname`,
)

const DOMAIN_CONSTRAINTS: Described = {
  catalog: sql`pg_constraint`,
  from: sql`join pg_constraint o on o.oid = d.objoid join pg_type t on t.oid = o.contypid
    join pg_namespace n on n.oid = t.typnamespace`,
  kind: sql`'domain-constraint'`,
  address: [sql`n.nspname`, sql`t.typname`, sql`o.conname`],
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
const CATALOGS: readonly Described[] = [
  CONSTRAINTS,
  DOMAIN_CONSTRAINTS,
  ROUTINES,
  TYPES,
  OPERATORS,
  CASTS,
  TRANSFORMS,
  DATABASE,
]

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

/** All that have names of their own alone, in a schema, or in a relation: one query, because each takes time to plan. */
const OTHERS = sql`select d.*, ${OTHER_KIND}, names[1], names[2], names[3], ${OTHER_RELATION}, null
  from rest d cross join lateral pg_identify_object_as_address(d.classoid, d.objoid, d.objsubid) named,
    lateral (select ${OTHER_NAMES} as names) called
  where d.classoid not in (${NOT_OTHERS}) and named.type is not null
    and (names[2] is null or names[1] !~ '^pg_(temp|toast)')`
