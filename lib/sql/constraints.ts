import { deparsed, relationKind } from './fragments'
import { INCLUDED_COLUMNS, IS_PLAIN_PART } from './indexes'
import { extensionOf, relationsOf, storageParameters } from './relations'
import { type Sql, sql } from './sql'

/** How a constraint `k` may be deferred. */
export const DEFERRABILITY = sql`case when not k.condeferrable then 'no' when k.condeferred then 'initially deferred'
  else 'initially immediate' end`

/** The columns every constraint has: where it is, and what its table belongs to; for the joins of CONSTRAINT_TABLES. */
export const CONSTRAINT_ADDRESS = sql`t.schema, t.relname as table, k.conname as name`
export const CONSTRAINT_DETAIL_COLUMNS = sql`${relationKind(sql`t`)} as "tableKind", ${extensionOf(sql`t`)} as extension`

/** Constraints `k` with their tables `t`. */
export const CONSTRAINT_TABLES = sql`pg_constraint k join ${relationsOf(sql`'r', 'p', 'f'`)} t on t.oid = k.conrelid`

/** Those of one sort, on tables that users or extensions made. */
export function isConstraint(contype: Sql): Sql {
  return sql`k.contype = '${contype}' and t.oid >= 16384`
}

/**
 * Begins a query with the constraints of which a trigger does not fire where rows are changed: it was switched off, or fires
 * on replicas only. All triggers of a database are looked at for it, so it is done once, and not where nobody asks.
 */
export const WITH_SWITCHED_OFF = sql`with switched_off as materialized (
    select off.tgconstraint from pg_trigger off where off.tgenabled in ('D', 'R'))`

const SWITCHED_OFF = sql`select tgconstraint from switched_off`

/** Whether triggers carry out constraint `k`: those of a foreign key, or of a key that may be deferred. */
const HAS_TRIGGERS = sql`(k.contype = 'f' or k.condeferrable)`

/** Whether the triggers that carry out constraint `k` fire; after WITH_SWITCHED_OFF. */
export const IS_SWITCHED_ON = sql`(not ${HAS_TRIGGERS} or k.oid not in (${SWITCHED_OFF}))`

/** Whether constraint `k`, a part of one of a partitioned table, is switched on or off otherwise than that one. */
export const IS_SWITCHED_OTHERWISE = sql`(k.conparentid <> 0 and ${HAS_TRIGGERS}
    and (k.oid in (${SWITCHED_OFF})) <> (k.conparentid in (${SWITCHED_OFF})))`

/**
 * The same as IS_PLAIN_PART for the index of constraint `k`: it is a part of a constraint, deferred as that one is, and its
 * triggers fire as those of the whole.
 */
export const IS_PLAIN_KEY_PART = sql`(${IS_PLAIN_PART} and not ${IS_SWITCHED_OTHERWISE} and coalesce((
    select whole.condeferrable = k.condeferrable and whole.condeferred = k.condeferred
    from pg_constraint whole where whole.oid = k.conparentid), false))`

/** [schema, table, name] of the constraint that constraint `k` is a part of, as a JSON array; null for none. */
export const WHOLE_CONSTRAINT = sql`case when k.conparentid <> 0 then (
    select json_build_array(wn.nspname, wt.relname, whole.conname)::text from pg_constraint whole
    join pg_class wt on wt.oid = whole.conrelid join pg_namespace wn on wn.oid = wt.relnamespace
    where whole.oid = k.conparentid) end`

/** What an index `i` with relation `c` and tablespace `ts` brings to the constraint `k` that owns it; after WITH_SWITCHED_OFF. */
export const OWNED_INDEX = sql`${INCLUDED_COLUMNS} as included,
    i.indisvalid as "isValid", i.indisclustered as "isClustered",
    case when c.reloptions is not null then ${storageParameters(sql`c.reloptions`)} end as options,
    ts.spcname as tablespace, ${IS_SWITCHED_ON} as "isSwitchedOn"`

/** Looked up for each constraint: there are more indexes by far, and to hash all of them takes longer where few have one. */
export const OWNED_INDEX_TABLES = sql`cross join lateral (select * from pg_index where indexrelid = k.conindid offset 0) i
    cross join lateral (select * from pg_class where oid = k.conindid offset 0) c
    left join pg_tablespace ts on ts.oid = c.reltablespace`

/** A check expression of constraint `k` on table `t`. */
export function checkExpression(busy: readonly number[]): Sql {
  return deparsed(sql`pg_get_expr(k.conbin, k.conrelid)`, [sql`k.conrelid`, sql`k.oid`], busy)
}
