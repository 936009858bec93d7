import { sql } from '../../sql/sql'
import { hasTypes, INTEGER, TEXT, TIME, tableName, textColumn, timeColumn } from '../columns'
import { entry } from '../entry'
import type { EntryState } from '../history'
import type { HistoryTool, TextRow } from '../history-tool'

const BASELINE = 1

/**
 * Atlas: https://github.com/ariga/atlas, sql/migrate/migrate.go. A row is written when a file begins and after each of
 * its statements; each hash takes in all files before it.
 */
export const atlas: HistoryTool = {
  id: 'atlas',
  label: 'Atlas',
  columns: [
    'version',
    'description',
    'type',
    'applied',
    'total',
    'executed_at',
    'execution_time',
    'error',
    'hash',
  ],
  isOwn: (table) =>
    hasTypes(table, {
      version: TEXT,
      type: INTEGER,
      applied: INTEGER,
      total: INTEGER,
      executed_at: TIME,
      hash: TEXT,
    }),
  records: ['appliedAt', 'checksum', 'failures', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select version, description, "type"::text as type, applied::text as applied, total::text as total,
      ${timeColumn(table, 'executed_at')}, (execution_time / 1000000)::text as ms, ${textColumn(table, 'error')}, hash
      from ${tableName(table)} where version not like '.%' order by version collate "C"`,
  read: (rows) =>
    rows.map((row) =>
      entry({
        key: row.version ?? '',
        version: row.version ?? null,
        name: row.description || null,
        state: stateOf(row),
        appliedAt: row.executed_at ?? null,
        durationMs: Number(row.ms) > 0 ? Number(row.ms) : null,
        checksum: row.hash ? { algorithm: 'h1', value: row.hash.replace(/^h1:/, ''), isChained: true } : null,
        error: row.error || null,
      }),
    ),
}

function stateOf({ type, applied, total, error }: TextRow): EntryState {
  if (Number(type) & BASELINE) return 'baseline'
  if (Number(applied) < Number(total)) return Number(applied) > 0 ? 'partial' : 'failed'
  return error ? 'failed' : 'applied'
}
