import { sql } from '../../sql/sql'
import { hasTypes, INTEGER, TEXT, TIME, tableName, timeColumn } from '../columns'
import { entry } from '../entry'
import type { EntryState, HistoryEntry } from '../history'
import type { HistoryTool, TextRow } from '../history-tool'

/**
 * Flyway: https://github.com/flyway/flyway, core/internal/info. Rows are only ever added: one of type DELETE or UNDO_SQL
 * takes back an earlier one of its version, and of a repeatable migration the last run tells. A migration that fails in
 * its transaction leaves no row.
 */
export const flyway: HistoryTool = {
  id: 'flyway',
  label: 'Flyway',
  columns: [
    'installed_rank',
    'version',
    'description',
    'type',
    'script',
    'checksum',
    'installed_on',
    'success',
  ],
  isOwn: (table) =>
    hasTypes(table, {
      installed_rank: INTEGER,
      version: TEXT,
      type: TEXT,
      installed_on: TIME,
      success: /^boolean$/,
    }),
  records: ['appliedAt', 'appliedBy', 'checksum', 'failures', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select version, description, "type" as type, script, checksum::text as checksum, installed_by,
      ${timeColumn(table, 'installed_on')}, execution_time::text as ms, success::text as success
      from ${tableName(table)} where "type" <> 'SCHEMA' order by installed_rank`,
  read: (rows) => {
    const last = new Map<string, HistoryEntry>()
    for (const row of rows) {
      const key = flywayKey(row.version ?? null, row.description ?? '', isBaseline(row))
      const before = last.get(key)
      if (row.type === 'DELETE') last.delete(key)
      else if (!isUndo(row)) last.set(key, toEntry(key, row))
      else if (before && row.success === 'true') last.set(key, { ...before, state: 'rolledBack' })
    }
    return [...last.values()]
  },
}

/** Versions are compared as numbers between dots; what has none is known by its description. A baseline has a version of its own. */
export function flywayKey(version: string | null, description: string, isBaseline: boolean): string {
  if (version === null) return `R__${description.replaceAll(' ', '_')}`
  const parts = version.split(/[._]/).map((part) => part.replace(/^0+(?=\d)/, ''))
  while (parts.length > 1 && parts.at(-1) === '0') parts.pop()
  return `${isBaseline ? 'B' : ''}${parts.join('.')}`
}

function isBaseline({ type }: TextRow): boolean {
  return type?.includes('BASELINE') ?? false
}

function isUndo({ type }: TextRow): boolean {
  return type?.startsWith('UNDO') ?? false
}

function toEntry(key: string, row: TextRow): HistoryEntry {
  return entry({
    key,
    version: row.version ?? null,
    name: row.description?.replace(/^<< | >>$/g, '') || null,
    state: stateOf(row),
    appliedAt: row.installed_on ?? null,
    appliedBy: row.installed_by || null,
    durationMs: row.ms ? Number(row.ms) : null,
    checksum: row.checksum ? { algorithm: 'crc32', value: row.checksum } : null,
  })
}

function stateOf(row: TextRow): EntryState {
  if (row.success !== 'true') return 'failed'
  return isBaseline(row) ? 'baseline' : 'applied'
}
