import { sql } from '../../sql/sql'
import { hasTypes, INTEGER, TEXT, tableName, textColumn, timeColumn } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'
import { versionAndName } from '../version-and-name'

/**
 * Drizzle before 1 knows a migration by the time of its journal entry (`created_at`), since then by its folder's name:
 * https://github.com/drizzle-team/drizzle-orm, drizzle-orm/src/migrator.ts. A failed run leaves no row.
 */
export const drizzle: HistoryTool = {
  id: 'drizzle',
  label: 'Drizzle',
  columns: ['id', 'hash', 'created_at'],
  mostColumns: 6,
  isOwn: (table) =>
    (table.schema === 'drizzle' || /migration/i.test(table.name)) &&
    hasTypes(table, { id: INTEGER, hash: TEXT, created_at: /^bigint$/ }),
  records: ['appliedAt', 'checksum', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select hash, created_at::text as created_at, ${textColumn(table, 'name')}, ${timeColumn(table, 'applied_at')}
      from ${tableName(table)} order by ${tableName(table)}.created_at, id`,
  read: (rows) =>
    rows.map(({ hash, created_at, name, applied_at }) =>
      entry({
        ...(name
          ? { key: name, ...versionAndName(name) }
          : { key: created_at ?? '', version: created_at ?? null }),
        appliedAt: applied_at ?? null,
        checksum: hash ? { algorithm: 'sha256', value: hash } : null,
      }),
    ),
}
