import { sql } from '../../sql/sql'
import { hasTypes, TEXT, tableName, textColumn, timeColumn } from '../columns'
import { entry } from '../entry'
import type { EntryState } from '../history'
import type { HistoryTool, TextRow } from '../history-tool'
import { versionAndName } from '../version-and-name'

/**
 * pgroll: https://github.com/xataio/pgroll, pkg/state/init.sql. One that is not done is in its first phase: the old and
 * the new schema are both there on purpose. pgroll also writes down changes that others made (`inferred`).
 */
export const pgroll: HistoryTool = {
  id: 'pgroll',
  label: 'pgroll',
  columns: ['schema', 'name', 'migration', 'created_at', 'updated_at', 'parent', 'done', 'resulting_schema'],
  isOwn: (table) => hasTypes(table, { name: TEXT, migration: /^jsonb$/, done: /^boolean$/ }),
  records: ['appliedAt', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select name, done::text as done, ${textColumn(table, 'migration_type')}, ${timeColumn(table, 'updated_at')}
      from ${tableName(table)} order by "schema", ${tableName(table)}.created_at`,
  read: (rows) =>
    rows.map((row) =>
      entry({
        key: row.name ?? '',
        ...versionAndName(row.name ?? ''),
        state: stateOf(row),
        appliedAt: row.updated_at ?? null,
      }),
    ),
}

function stateOf({ done, migration_type }: TextRow): EntryState {
  if (done !== 'true') return 'running'
  return migration_type === 'baseline' ? 'baseline' : 'applied'
}
