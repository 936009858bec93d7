import { deparsed, relationKind } from './fragments'
import { INCLUDED_COLUMNS } from './indexes'
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

/** What an index `i` with relation `c` and tablespace `ts` brings to the constraint that owns it. */
export const OWNED_INDEX = sql`${INCLUDED_COLUMNS} as included,
    i.indisvalid as "isValid", i.indisclustered as "isClustered",
    case when c.reloptions is not null then ${storageParameters(sql`c.reloptions`)} end as options,
    ts.spcname as tablespace`

export const OWNED_INDEX_TABLES = sql`join pg_index i on i.indexrelid = k.conindid
    join pg_class c on c.oid = k.conindid
    left join pg_tablespace ts on ts.oid = c.reltablespace`

/** A check expression of constraint `k` on table `t`. */
export function checkExpression(busy: readonly number[]): Sql {
  return deparsed(sql`pg_get_expr(k.conbin, k.conrelid)`, [sql`k.conrelid`, sql`k.oid`], busy)
}
