import { sql } from '../../sql/sql'
import { hasTypes, tableName } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'

/**
 * golang-migrate: https://github.com/golang-migrate/migrate, database/postgres. One row with the version that was
 * reached; `dirty` means that it was begun and did not end.
 */
export const golangMigrate: HistoryTool = {
  id: 'golang-migrate',
  label: 'golang-migrate',
  columns: ['version', 'dirty'],
  mostColumns: 2,
  isOwn: (table) =>
    table.schema !== 'hdb_catalog' && hasTypes(table, { version: /^bigint$/, dirty: /^boolean$/ }),
  records: ['failures'],
  coverage: 'current',
  select: (table) =>
    sql`select version::text as version, dirty::text as dirty from ${tableName(table)}
      order by ${tableName(table)}.version`,
  read: (rows) =>
    rows.map(({ version, dirty }) =>
      entry({
        key: version ?? '',
        version: version ?? null,
        state: dirty === 'true' ? 'failed' : 'applied',
      }),
    ),
}
