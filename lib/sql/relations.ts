import { extensionMembers, IS_SET, isUserSchema } from './fragments'
import { columnType, shownName, shownQualified } from './names'
import { type Sql, sql } from './sql'

/** True for a relation that users or extensions made: what hangs on one may be a user's own in both cases. */
export function isMadeRelation(relation: Sql, namespace: Sql): Sql {
  return sql`(${relation}.oid >= 16384 and ${isUserSchema(namespace)})`
}

/**
 * The relations of these sorts, but for the temporary ones, with the names of their schemas. What hangs on them is more by
 * far, so they are hashed once: without `offset 0` each would be looked up, as the planner takes what they are the fewest
 * of for the rarest.
 */
export function relationsOf(relkinds: Sql): Sql {
  return sql`(select made.oid, made.relname, made.relkind, around.nspname as schema
    from pg_class made join pg_namespace around on around.oid = made.relnamespace
    where made.relkind in (${relkinds}) and ${isUserSchema(sql`around`)} offset 0)`
}

/** The extension that made a relation; null for a relation that users made. */
export function extensionOf(relation: Sql): Sql {
  return sql`case when ${relation}.oid in (${extensionMembers(sql`pg_class`)}) then
    (select e.extname from pg_depend member join pg_extension e on e.oid = member.refobjid
      where member.classid = 'pg_class'::regclass and member.objid = ${relation}.oid and member.deptype = 'e') end`
}

/** The qualified name of a relation by OID; null for none. */
export function relationName(oid: Sql): Sql {
  return sql`(select ${shownQualified(sql`namedn.nspname`, sql`named.relname`)}
    from pg_class named join pg_namespace namedn on namedn.oid = named.relnamespace where named.oid = ${oid})`
}

/** Parameters that are on or off, or else a word: Postgres keeps what was typed, be it `on`, `true` or `yes`. */
const SWITCHES = sql`autosummarize,autovacuum_enabled,deduplicate_items,fastupdate,security_barrier,security_invoker,user_catalog_table,vacuum_index_cleanup,vacuum_truncate`

/**
 * Storage parameters such as reloptions as a sorted JSON array, without those that only the server sets itself: switches as
 * `true` or `false` and numbers without zeros that mean nothing, however they were typed.
 */
export function storageParameters(list: Sql): Sql {
  const name = sql`split_part(option, '=', 1)`
  const value = sql`lower(split_part(option, '=', 2))`
  const isSwitch = sql`replace(${name}, 'toast.', '') = any ('{${SWITCHES}}')`
  return sql`(select json_agg(spelled.parameter order by spelled.parameter collate "C")::text from (
      select case when ${isSwitch} then
          case when ${value} = 'auto' then option
            when ${value} = any ('{t,tr,tru,true,y,ye,yes,on,1}') then ${name} || '=true'
            else ${name} || '=false' end
        when ${value} ~ '^-?[0-9]+([.][0-9]+)?$' then ${name} || '=' || trim_scale(${value}::numeric)
        else option end as parameter
      from unnest(${list}) option where ${IS_SET}) spelled)`
}

/** The columns of view `c`, each with its type, in order, as a JSON array. */
export const VIEW_COLUMNS = sql`(select json_agg(${shownName(sql`a.attname`)} || ' ' || ${columnType(sql`a`)}
    || case when a.attcollation = 0 then '' when a.attcollation =
         (select t.typcollation from pg_type t where t.oid = a.atttypid) then ''
         else ' COLLATE ' || ${collationName(sql`a.attcollation`)} end
    order by a.attnum)::text
  from pg_attribute a
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`

/** The storage parameters of table or materialized view `c`, those of its TOAST table included, as a sorted JSON array. */
export const TABLE_PARAMETERS = sql`case when c.reloptions is not null or (
    select toast.reloptions is not null from pg_class toast where toast.oid = c.reltoastrelid) then ${storageParameters(
      sql`c.reloptions || (select array_agg('toast.' || option) from pg_class toast, unnest(toast.reloptions) option
    where toast.oid = c.reltoastrelid)`,
    )} end`

/** The qualified name of a collation by OID; null for none. */
export function collationName(oid: Sql): Sql {
  return sql`(select ${shownQualified(sql`colln.nspname`, sql`coll.collname`)}
    from pg_collation coll join pg_namespace colln on colln.oid = coll.collnamespace where coll.oid = ${oid})`
}
