import { sql } from '../../sql/sql'
import { hasTypes, tableName, textColumn, timeColumn } from '../columns'
import { entry } from '../entry'
import type { EntryState, HistoryEntry } from '../history'
import type { HistoryTool, TextRow } from '../history-tool'

/**
 * Prisma Migrate up to 7: https://github.com/prisma/prisma-engines, schema-engine/ARCHITECTURE.md. Several rows of one
 * name are normal: the last one that was not rolled back tells, or the last one at all.
 */
export const prisma: HistoryTool = {
  id: 'prisma',
  label: 'Prisma',
  columns: ['id', 'checksum', 'finished_at', 'migration_name', 'logs', 'rolled_back_at', 'started_at'],
  isOwn: (table) =>
    hasTypes(table, { migration_name: /^(text|character varying)/, started_at: /^timestamp/ }),
  records: ['appliedAt', 'checksum', 'failures', 'names'],
  coverage: 'each',
  select: (
    table,
  ) => sql`select migration_name, checksum::text as checksum, ${timeColumn(table, 'finished_at')},
      ${timeColumn(table, 'started_at')}, ${timeColumn(table, 'rolled_back_at')}, ${textColumn(table, 'logs')},
      (extract(epoch from finished_at - started_at) * 1000)::int8::text as duration
    from ${tableName(table)} order by migration_name collate "C", rolled_back_at is null, started_at`,
  read: (rows) => {
    const last = new Map(rows.map((row) => [row.migration_name, row]))
    return [...last.values()].map(toEntry)
  },
}

function toEntry(row: TextRow): HistoryEntry {
  const key = row.migration_name ?? ''
  const state = stateOf(row)
  const named = /^(\d+)_(.*)$/.exec(key)
  return entry({
    key,
    version: named?.[1] ?? null,
    name: named?.[2] ?? key,
    state,
    appliedAt: row.finished_at ?? row.started_at ?? null,
    durationMs: row.duration ? Number(row.duration) : null,
    checksum: row.checksum ? { algorithm: 'sha256', value: row.checksum } : null,
    error: state === 'failed' ? (row.logs ?? null) : null,
  })
}

function stateOf({ finished_at, rolled_back_at }: TextRow): EntryState {
  if (rolled_back_at) return 'rolledBack'
  return finished_at ? 'applied' : 'failed'
}
