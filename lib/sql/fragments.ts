import { join, type Sql, sql } from './sql'

/** Objects that users made have OIDs from here on (FirstNormalObjectId in access/transam.h). */
const FIRST_USER_OID = 16384

/** True for an OID that is neither built in nor a member of an extension; the catalog is named by its regclass text. */
export function isUserMade(oid: Sql, catalog: Sql): Sql {
  return sql`(${oid} >= ${FIRST_USER_OID} and ${oid} not in (${extensionMembers(catalog)}))`
}

/** The OIDs of an extension's members in one catalog; the index on (refclassid, refobjid) makes this cheap. */
export function extensionMembers(catalog: Sql): Sql {
  return sql`select member.objid from pg_depend member where member.refclassid = 'pg_extension'::regclass
    and member.deptype = 'e' and member.classid = '${catalog}'::regclass`
}

/** True for an object that Postgres made along with another one and drops with it, such as a range type's constructors. */
export function comesWithAnother(oid: Sql, catalog: Sql): Sql {
  return sql`exists (select from pg_depend part where part.classid = '${catalog}'::regclass and part.objid = ${oid}
    and part.deptype = 'i')`
}

/** True for a schema that holds what users make: not the temporary and toast schemas of the server. */
export function isUserSchema(namespace: Sql): Sql {
  return sql`(${namespace}.nspname !~ '^pg_(temp|toast)')`
}

/** True for a schema that users made, and for `public`, whatever it was renamed to: for all but the server's own. */
export function isOfUsers(namespace: Sql): Sql {
  return sql`(${namespace}.oid >= ${FIRST_USER_OID} or ${namespace}.nspname not in ('pg_catalog', 'information_schema', 'pg_toast'))`
}

/** The kind of a relation as lib/kinds names it, from a pg_class row. */
export function relationKind(relation: Sql): Sql {
  return sql`case ${relation}.relkind when 'r' then 'table' when 'p' then 'table' when 'v' then 'view'
    when 'm' then 'materialized-view' when 'f' then 'foreign-table' when 'S' then 'sequence'
    when 'c' then 'composite-type' when 'i' then 'index' when 'I' then 'index' end`
}

/**
 * A deparse call, which waits for the locks of the relations it reads, left out for objects that are known to be
 * behind one: `oids` are the OIDs that the call would have to lock or that depend on such a relation. The value is
 * then BUSY, a text that no deparse function prints.
 */
export function deparsed(call: Sql, oids: readonly Sql[], busy: readonly number[]): Sql {
  if (busy.length === 0) return call
  const list = join(
    busy.map((oid) => sql`${oid}`),
    ',',
  )
  const isBusy = join(
    oids.map((oid) => sql`${oid} in (${list})`),
    ' or ',
  )
  return sql`case when ${isBusy} then '${BUSY}' else ${call} end`
}

/** Stands where a definition could not be read because of a lock. */
export const BUSY = '\u0001lockstep: busy' as Sql

/** Stands where the role may not read a value: such a value is not compared. */
export const UNREADABLE = '(not readable with this role)' as Sql

/** Stands where a value is or may be a secret: it is never read, so two of them are not compared. */
export const MASKED = '*** (masked)' as Sql

/** The names of a relation's columns by their numbers, in the order of the array, as a JSON array. */
export function columnNames(relation: Sql, numbers: Sql): Sql {
  // Most arrays are of one column, and for one a plain look-up costs a third. `offset 0` keeps the planner from reading
  // all columns of the table to find a few.
  return sql`case when array_length(${numbers}, 1) = 1 then
      (select '[' || to_json(named.attname) || ']' from pg_attribute named
        where named.attrelid = ${relation} and named.attnum = (${numbers})[1])
    else (select json_agg(named.attname order by numbered.position)::text
      from unnest(${numbers}) with ordinality numbered(number, position),
        lateral (select attname from pg_attribute
          where attrelid = ${relation} and attnum = numbered.number offset 0) named) end`
}

/** The name of a role by OID; for a role that is gone, its number. */
export function roleName(oid: Sql): Sql {
  return sql`pg_get_userbyid(${oid})`
}

/** Whether somebody set the `option` of an object: this one only the server sets itself. */
export const IS_SET = sql`not starts_with(option, 'pg_attver=')`

/** Options such as reloptions as a sorted JSON array, without those that only the server sets itself. */
export function options(list: Sql): Sql {
  return sql`(select json_agg(option order by option collate "C")::text from unnest(${list}) option
    where ${IS_SET})`
}
