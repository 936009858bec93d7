import { NO_ACL } from './acl'
import { comesWithAnother, isOfUsers, isUserSchema, relationKind } from './fragments'
import { steady } from './names'
import { join, type Sql, sql } from './sql'

/** One catalog whose objects have an access control list. */
interface Grantable {
  readonly catalog: Sql
  readonly oid: Sql
  /** Its column number, where the list is a column's. */
  readonly subId?: Sql
  readonly from: Sql
  readonly acl: Sql
  readonly owner: Sql
  /** The letter that acldefault knows this sort of object by, a SQL expression. */
  readonly type: Sql
  readonly onKind: Sql
  /** The kind of the object at the same address; onKind unless said otherwise. */
  readonly parentKind?: Sql
  readonly address: readonly [first: Sql, second?: Sql, third?: Sql]
  /** [kind, schema, table, column] of what the object is a part of, as a JSON array. */
  readonly partOf?: Sql
  /** What the server gave on a built-in object of which it keeps no record; null for the default. */
  readonly given?: Sql
  /** Whether the server's record of what was given on an object counts only where its owner gave it; never unless said otherwise. */
  readonly isGivenByOwner?: Sql
  /** True for objects whose missing list does not mean that only the owner has rights. */
  readonly isOpenByDefault?: true
  /** Whether it is a user's own, unless an extension brought it; what users made unless said otherwise. */
  readonly isUsers?: Sql
  readonly where?: Sql
}

const RELATION_TYPE = sql`case c.relkind when 'S' then 's' else 'r' end::"char"`

/**
 * initdb makes the information schema after it recorded what everybody may do, so no record tells that everybody may
 * read it.
 */
function informationSchemaGrants(oid: Sql, acl: Sql, owner: Sql, type: Sql, privilege: Sql): Sql {
  return sql`case when n.nspname = 'information_schema' and ${oid} < 16384 and ${acl} is not null
    then acldefault(${type}, ${owner}) || makeaclitem(0, ${owner}, ${privilege}, false) end`
}

const RELATIONS: Grantable = {
  catalog: sql`pg_class`,
  oid: sql`c.oid`,
  from: sql`pg_class c join pg_namespace n on n.oid = c.relnamespace`,
  acl: sql`c.relacl`,
  owner: sql`c.relowner`,
  type: RELATION_TYPE,
  given: informationSchemaGrants(sql`c.oid`, sql`c.relacl`, sql`c.relowner`, RELATION_TYPE, sql`'SELECT'`),
  onKind: relationKind(sql`c`),
  address: [sql`n.nspname`, sql`c.relname`],
  partOf: sql`case c.relkind when 'S' then (
    select json_build_array(${relationKind(sql`t`)}, tn.nspname, t.relname, a.attname)::text
    from pg_depend d join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass
      and d.deptype = 'i') end`,
  where: sql`c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and ${isUserSchema(sql`n`)}`,
}

/** Columns have no rights by themselves; whoever holds a right on the table has it on all of them. */
const COLUMNS: Grantable = {
  catalog: sql`pg_class`,
  oid: sql`c.oid`,
  subId: sql`a.attnum`,
  // Hardly a column has a list. To look at all of pg_attribute for them costs half of what look-ups for each table do.
  from: sql`(select attrelid, attname, attnum, attacl from pg_attribute
      where attacl is not null and attnum > 0 and not attisdropped offset 0) a,
    lateral (select * from pg_class where oid = a.attrelid offset 0) c join pg_namespace n on n.oid = c.relnamespace`,
  acl: sql`a.attacl`,
  owner: sql`c.relowner`,
  type: sql`'c'`,
  onKind: sql`'column'`,
  parentKind: relationKind(sql`c`),
  address: [sql`n.nspname`, sql`c.relname`, sql`a.attname`],
  where: sql`c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and ${isUserSchema(sql`n`)}`,
}

/**
 * Whether function `p`, a constructor of a range type, may be called by everybody: what is granted to a role besides means
 * nothing then. Default privileges grant it all the same, and pg_dump leaves it out.
 */
const IS_OPEN_CONSTRUCTOR = sql`(p.proacl is not null and ${comesWithAnother(sql`p.oid`, sql`pg_proc`)}
  and exists (select from aclexplode(p.proacl) open where open.grantee = 0))`

/** The constructors of a range type come with it, and everybody may call them: only what differs from that is listed. */
const ROUTINES: Grantable = {
  catalog: sql`pg_proc`,
  oid: sql`p.oid`,
  from: sql`pg_proc p join pg_namespace n on n.oid = p.pronamespace`,
  acl: sql`p.proacl`,
  owner: sql`p.proowner`,
  type: sql`'f'`,
  onKind: sql`case p.prokind when 'a' then 'aggregate' else 'function' end`,
  address: [sql`n.nspname`, sql`p.proname`, steady(sql`oidvectortypes(p.proargtypes)`)],
  isOpenByDefault: true,
  isUsers: sql`(p.oid >= 16384 and not ${comesWithAnother(sql`p.oid`, sql`pg_proc`)})`,
  where: sql`${isUserSchema(sql`n`)} and not ${IS_OPEN_CONSTRUCTOR}`,
}

/** `public`, though built in, is where users work: what everybody may do there is listed like for a schema of theirs. */
const SCHEMAS: Grantable = {
  catalog: sql`pg_namespace`,
  oid: sql`n.oid`,
  from: sql`pg_namespace n`,
  acl: sql`n.nspacl`,
  owner: sql`n.nspowner`,
  type: sql`'n'`,
  given: informationSchemaGrants(sql`n.oid`, sql`n.nspacl`, sql`n.nspowner`, sql`'n'`, sql`'USAGE'`),
  onKind: sql`'schema'`,
  // What initdb gave on `public` was given by its owner then; for another one it is like a schema that users made.
  isGivenByOwner: sql`n.oid < 16384`,
  address: [sql`n.nspname`],
  isUsers: isOfUsers(sql`n`),
  where: isUserSchema(sql`n`),
}

/**
 * A table's row type and a multirange type come with something else, and everybody may use them: only what differs from
 * that is listed. Array types have no list of their own.
 */
const TYPES: Grantable = {
  catalog: sql`pg_type`,
  oid: sql`t.oid`,
  from: sql`pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid`,
  acl: sql`t.typacl`,
  owner: sql`t.typowner`,
  type: sql`'T'`,
  onKind: sql`case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range-type'
    when 'm' then 'multirange-type' when 'c' then case c.relkind when 'c' then 'composite-type' else 'row-type' end
    else 'base-type' end`,
  parentKind: sql`case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range-type'
    when 'm' then null when 'c' then ${relationKind(sql`c`)} else 'base-type' end`,
  address: [sql`n.nspname`, sql`t.typname`],
  isOpenByDefault: true,
  isUsers: sql`(t.oid >= 16384 and t.typtype <> 'm' and (t.typrelid = 0 or c.relkind = 'c'))`,
  where: sql`${isUserSchema(sql`n`)} and not (t.typelem <> 0 and t.typsubscript = 'array_subscript_handler'::regproc)`,
}

const namedAlone = (catalog: Sql, prefix: Sql, type: Sql, kind: Sql, isOpenByDefault?: true): Grantable => ({
  catalog,
  oid: sql`o.oid`,
  from: sql`${catalog} o`,
  acl: sql`o.${prefix}acl`,
  owner: sql`o.${prefix}owner`,
  type,
  onKind: kind,
  address: [sql`o.${prefix}name`],
  ...(isOpenByDefault ? { isOpenByDefault } : {}),
})

/** Its address is always `database`: two environments' databases have two names. */
const DATABASE: Grantable = {
  ...namedAlone(sql`pg_database`, sql`dat`, sql`'d'`, sql`'database'`, true),
  owner: sql`o.datdba`,
  address: [sql`'database'`],
  isUsers: sql`true`,
  where: sql`o.datname = current_database()`,
}

/** A query for grantsOf over everything in a database that has an access control list, but for large objects. */
export function grantableObjects(): Sql {
  const catalogs = [
    RELATIONS,
    COLUMNS,
    ROUTINES,
    SCHEMAS,
    TYPES,
    namedAlone(sql`pg_language`, sql`lan`, sql`'l'`, sql`'language'`, true),
    DATABASE,
    namedAlone(sql`pg_foreign_data_wrapper`, sql`fdw`, sql`'F'`, sql`'foreign-data-wrapper'`),
    namedAlone(sql`pg_foreign_server`, sql`srv`, sql`'S'`, sql`'foreign-server'`),
  ]
  return shownObjects(join(catalogs.map(objectsOf), '\nunion all '))
}

/** The objects of one catalog of which something may be listed, with all that tells what. */
function objectsOf(grantable: Grantable): Sql {
  const { catalog, oid, subId = sql`0`, from, acl, owner, type, onKind, where = sql`true` } = grantable
  const [first, second = sql`null`, third = sql`null`] = grantable.address
  const { isOpenByDefault, isUsers = sql`${oid} >= 16384`, given = sql`null::aclitem[]` } = grantable
  const { isGivenByOwner = sql`false` } = grantable
  // Almost all that is built in has no list and never had one.
  const hasList = sql`(${acl} is not null or ${isOpenByDefault ? isUsers : sql`false`}
    or ${oid} in (select objoid from pg_init_privs where classoid = '${catalog}'::regclass))`
  return sql`
    select ${onKind} as "onKind", ${asText(first)} as first, ${asText(second)} as second, ${asText(third)} as third,
      ${grantable.parentKind ?? onKind} as "parentKind", ${grantable.partOf ?? sql`null`} as "partOf",
      '${catalog}'::regclass::oid as catalog, ${oid} as oid, ${subId} as number, ${acl} as acl, ${given} as built_in,
      ${grantable.subId ? NO_ACL : sql`acldefault(${type}, ${owner})`} as by_default, ${owner} as owner,
      ${isGivenByOwner} as is_given_by_owner, ${isUsers} as is_users,
      ${isOpenByDefault ? sql`true` : sql`${acl} is not null`} as is_shown
    from ${from}
    where ${where} and ${hasList}`
}

/** Those whose lists are not the default ones, or are to be shown although they are. */
function shownObjects(objects: Sql): Sql {
  return sql`
    select "onKind", first, second, third, "parentKind", "partOf",
      case when not "showsAll" then ${extensionName(sql`catalog`, sql`known.oid`)} end as extension,
      coalesce(acl, by_default) as acl, coalesce(given, by_default) as preset, owner, "showsAll"
    from (
      select listed.*, is_users and (catalog, listed.oid) not in (${MEMBERS}) as "showsAll",
        coalesce(case when not is_given_by_owner
          or exists (select from aclexplode(recorded.initprivs) was where was.grantor = listed.owner)
          then recorded.initprivs end, built_in) as given
      from (${objects}) listed
      left join pg_init_privs recorded on recorded.classoid = catalog and recorded.objoid = listed.oid
        and recorded.objsubid = number
      offset 0) known
    where case when "showsAll" then is_shown else acl is distinct from given end`
}

/** What extensions brought, whatever it is. */
const MEMBERS = sql`select classid, objid from pg_depend where refclassid = 'pg_extension'::regclass and deptype = 'e'`

/** The extension that an object is a member of; null for none. */
function extensionName(catalog: Sql, oid: Sql): Sql {
  return sql`(select e.extname from pg_depend member join pg_extension e on e.oid = member.refobjid
    where member.classid = ${catalog} and member.objid = ${oid} and member.deptype = 'e'
      and member.refclassid = 'pg_extension'::regclass)`
}

/** A union of names and texts would be one of names, and cut the texts to 63 bytes. */
function asText(value: Sql): Sql {
  return sql`(${value})::text`
}
