import type { RangeVar } from 'libpg-query'
import type { Tree } from '../../../sql/parse-statement'
import { isOn, relationName, trees } from '../nodes'
import type { LintRule } from '../rule'
import { heldUpTable } from '../weighed-table'

/** Upkeep that locks a table out for as long as it takes. */
export const locksForUpkeep: LintRule = {
  id: 'locks-for-upkeep',
  about: 'runs VACUUM FULL, CLUSTER, REINDEX, LOCK or REFRESH MATERIALIZED VIEW under a lock',
  check: ({ tree }, at, context) =>
    upkeepOf(tree).flatMap(({ relations, word, instead, waits }) =>
      relations.flatMap((relation) => {
        const table = heldUpTable(relation, at, context)
        if (!table || !relationName(relation)) return []
        return [
          {
            severity: table.severity,
            message: `${word} locks ${table.label} for as long as it takes.`,
            why: `${table.words} ${waits} wait until it is done.`,
            instead,
          },
        ]
      }),
    ),
}

interface Upkeep {
  readonly relations: readonly (RangeVar | undefined)[]
  readonly word: string
  readonly waits: string
  readonly instead: string
}

const EVERYBODY = 'Reads and writes'

function upkeepOf({ VacuumStmt, ClusterStmt, ReindexStmt, RefreshMatViewStmt, LockStmt }: Tree): Upkeep[] {
  return [
    ...(VacuumStmt?.is_vacuumcmd && isOn(VacuumStmt.options, 'full')
      ? [
          {
            relations: trees(VacuumStmt.rels).map(({ VacuumRelation }) => VacuumRelation?.relation),
            word: 'VACUUM FULL',
            waits: EVERYBODY,
            instead: 'Use plain VACUUM, or pg_repack, outside of migrations.',
          },
        ]
      : []),
    ...(ClusterStmt
      ? [
          {
            relations: [ClusterStmt.relation],
            word: 'CLUSTER',
            waits: EVERYBODY,
            instead: 'Use pg_repack, outside of migrations.',
          },
        ]
      : []),
    ...(ReindexStmt?.kind === 'REINDEX_OBJECT_TABLE' && !isOn(ReindexStmt.params, 'concurrently')
      ? [
          {
            relations: [ReindexStmt.relation],
            word: 'REINDEX',
            waits: 'Writes, and most reads,',
            instead: 'Write `reindex … concurrently`, outside of a transaction.',
          },
        ]
      : []),
    ...(RefreshMatViewStmt && !RefreshMatViewStmt.concurrent && !RefreshMatViewStmt.skipData
      ? [
          {
            relations: [RefreshMatViewStmt.relation],
            word: 'REFRESH MATERIALIZED VIEW',
            waits: 'Reads',
            instead:
              'Write `refresh materialized view concurrently`, for which the view needs a unique index.',
          },
        ]
      : []),
    ...(LockStmt && (LockStmt.mode ?? 8) >= 7
      ? [
          {
            relations: trees(LockStmt.relations).map(({ RangeVar }) => RangeVar),
            word: 'LOCK TABLE',
            waits: EVERYBODY,
            instead: 'Leave the lock to the statements that need one.',
          },
        ]
      : []),
  ]
}
