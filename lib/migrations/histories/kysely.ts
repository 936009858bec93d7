import { sql } from '../../sql/sql'
import { hasTypes, sibling, TEXT, tableName, textColumn } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'
import { versionAndName } from '../version-and-name'

/** Kysely: https://github.com/kysely-org/kysely, src/migration/migrator.ts. The time is text, as JavaScript prints it. */
export const kysely: HistoryTool = {
  id: 'kysely',
  label: 'Kysely',
  columns: ['name', 'timestamp'],
  mostColumns: 2,
  siblings: [['id', 'is_locked']],
  isOwn: (table, others) =>
    (table.name === 'kysely_migration' || sibling(others, table, `${table.name}_lock`) !== null) &&
    hasTypes(table, { name: TEXT, timestamp: TEXT }),
  records: ['appliedAt', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select name, ${textColumn(table, 'timestamp')} from ${tableName(table)}
      order by ${tableName(table)}."timestamp" collate "C", name collate "C"`,
  read: (rows) =>
    rows.map(({ name, timestamp }) =>
      entry({ key: name ?? '', ...versionAndName(name ?? ''), appliedAt: asTime(timestamp ?? null) }),
    ),
}

function asTime(text: string | null): string | null {
  const time = new Date(text ?? Number.NaN)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}
