import { type Sql, sql } from '../../sql/sql'
import { hasTypes, sibling, TEXT, TIME, tableName, timeColumn } from '../columns'
import { entry } from '../entry'
import type { EntryState } from '../history'
import type { CandidateTable, HistoryTool } from '../history-tool'

/**
 * Sqitch: https://github.com/sqitchers/sqitch, lib/App/Sqitch/Engine/pg.sql. `changes` holds what is deployed; what
 * failed or was reverted stands in `events` only.
 */
export const sqitch: HistoryTool = {
  id: 'sqitch',
  label: 'Sqitch',
  columns: ['change_id', 'change', 'project', 'note', 'committed_at', 'committer_name', 'planned_at'],
  siblings: [['event', 'change_id', 'change', 'committed_at', 'committer_name']],
  isOwn: (table) =>
    !table.columns.has('event') && hasTypes(table, { change_id: TEXT, change: TEXT, committed_at: TIME }),
  records: ['appliedAt', 'appliedBy', 'checksum', 'failures', 'names'],
  coverage: 'each',
  select: (table, others) => {
    const hash = table.columns.has('script_hash') ? sql`script_hash` : sql`null::text`
    const deployed = sql`select change_id, change, ${hash} as script_hash, 'deploy' as event,
      ${timeColumn(table, 'committed_at')}, committer_name from ${tableName(table)}`
    const events = sibling(others, table, 'events')
    const all = events ? sql`${deployed} union all ${notDeployed(events, table)}` : deployed
    return sql`select * from (${all}) as change order by committed_at`
  },
  read: (rows) =>
    rows.map(({ change_id, change, script_hash, event, committed_at, committer_name }) =>
      entry({
        key: change_id ?? '',
        name: change ?? null,
        state: STATES[event ?? ''] ?? 'applied',
        appliedAt: committed_at ?? null,
        appliedBy: committer_name ?? null,
        checksum: script_hash ? { algorithm: 'sha1', value: script_hash } : null,
      }),
    ),
}

const STATES: Readonly<Record<string, EntryState>> = { fail: 'failed', revert: 'rolledBack' }

function notDeployed(events: CandidateTable, changes: CandidateTable): Sql {
  return sql`select * from (
      select distinct on (change_id) change_id, change, null::text, event,
        ${timeColumn(events, 'committed_at')}, committer_name
      from ${tableName(events)} order by change_id, ${tableName(events)}.committed_at desc
    ) as last
    where event in ('fail', 'revert') and change_id not in (select change_id from ${tableName(changes)})`
}
