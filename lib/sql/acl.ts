import { roleName } from './fragments'
import { type Sql, sql } from './sql'

/** An access control list without any item; `acldefault` gives it the one dimension that aclexplode asks for. */
export const NO_ACL = sql`acldefault('c', 10)`

/**
 * One row for each object, grantee and grantor. `objects` is a query with the columns
 * - acl, preset: what the object's list says now, and what the server or the extension gave it; never null
 * - owner: the OID of its owner
 * - "showsAll": whether every grantee is listed, or only those who have something else than in the preset; of the
 *   owner only the latter is.
 * The rows have all columns of `objects` and grantee ('public' for PUBLIC, a name no role can have), grantor (null for
 * the owner), privileges (a sorted JSON array, `*` marks the grant option; the owner's is implied and left out),
 * unlisted (what the grantee has when it is not listed), everybody (what PUBLIC has beside this grantee; null for
 * nothing), "isPreset" and "isOwner".
 * Equal lists are exploded once: a database has thousands of objects and few different lists. They are found by a
 * hash, because lists have no order to sort them by.
 */
export function grantsOf(objects: Sql): Sql {
  return sql`with object as materialized (
      select listed.*, hash_array_extended(acl, 0) # hash_array_extended(preset, 1) as hash from (${objects}) listed),
    list as (select distinct hash, acl, preset, owner, "showsAll" from object),
    granted as materialized (
      select list.*, coalesce(item.now, '[]') as privileges, item.grantee = list.owner as "isOwner",
        case when not list."showsAll" or item.grantee = list.owner then item.was end as unlisted,
        item.now is not distinct from item.was as "isPreset",
        case when item.grantee = 0 then 'public' else ${roleName(sql`item.grantee`)} end as grantee,
        case when item.grantor <> list.owner then ${roleName(sql`item.grantor`)} end as grantor,
        case when item.grantee <> 0 then ${EVERYBODY} end as everybody
      from list cross join lateral (
        select e.grantee, e.grantor,
          json_agg(e.privilege order by e.privilege collate "C") filter (where e.is_now)::text as now,
          json_agg(e.privilege order by e.privilege collate "C") filter (where not e.is_now)::text as was
        from (${exploded(sql`list.acl`, sql`true`)} union all ${exploded(sql`list.preset`, sql`false`)}) e
        group by e.grantee, e.grantor) item
      where case when list."showsAll" and item.grantee <> list.owner then item.now is not null
        else item.now is distinct from item.was end)
    select object.*, granted.grantee, granted.grantor, granted.privileges, granted.unlisted, granted.everybody,
      granted."isPreset", granted."isOwner"
    from object join granted using (hash)
    where granted.acl = object.acl and granted.preset = object.preset and granted.owner = object.owner
      and granted."showsAll" = object."showsAll"`
}

const EVERYBODY = sql`(select json_agg(x.privilege_type order by x.privilege_type collate "C")::text
  from aclexplode(list.acl) x where x.grantee = 0)`

function exploded(acl: Sql, isNow: Sql): Sql {
  return sql`select x.grantee, x.grantor, ${isNow} as is_now,
    x.privilege_type || case when x.is_grantable and x.grantee <> list.owner then '*' else '' end as privilege
    from aclexplode(${acl}) x`
}
