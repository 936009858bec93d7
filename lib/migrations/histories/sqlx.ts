import { sql } from '../../sql/sql'
import { hasTypes, INTEGER, TEXT, TIME, tableName, timeColumn } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'

/** sqlx: https://github.com/launchbadge/sqlx, sqlx-postgres/src/migrate.rs. Nanoseconds, -1 where they got lost. */
export const sqlx: HistoryTool = {
  id: 'sqlx',
  label: 'sqlx',
  columns: ['version', 'description', 'installed_on', 'success', 'checksum', 'execution_time'],
  isOwn: (table) =>
    hasTypes(table, {
      version: INTEGER,
      description: TEXT,
      installed_on: TIME,
      success: /^boolean$/,
      checksum: /^bytea$/,
    }),
  records: ['appliedAt', 'checksum', 'failures', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select version::text as version, description, ${timeColumn(table, 'installed_on')}, success::text as success,
      encode(checksum, 'hex') as checksum, (execution_time / 1000000)::text as ms, (execution_time < 0)::text as is_lost
      from ${tableName(table)} order by ${tableName(table)}.version`,
  read: (rows) =>
    rows.map(({ version, description, installed_on, success, checksum, ms, is_lost }) =>
      entry({
        key: version ?? '',
        version: version ?? null,
        name: description || null,
        state: success === 'true' ? 'applied' : 'failed',
        appliedAt: installed_on ?? null,
        durationMs: is_lost === 'true' || !ms ? null : Number(ms),
        checksum: checksum ? { algorithm: 'sha384', value: checksum } : null,
      }),
    ),
}
