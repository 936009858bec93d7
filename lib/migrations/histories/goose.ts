import { sql } from '../../sql/sql'
import { hasTypes, INTEGER, TIME, tableName, timeColumn } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'

/**
 * goose: https://github.com/pressly/goose, internal/dialect. The last row of a version tells; version 0 is the table's
 * own making. Older versions wrote a row that is not applied when they went down, newer ones take the row away.
 */
export const goose: HistoryTool = {
  id: 'goose',
  label: 'goose',
  columns: ['id', 'version_id', 'is_applied', 'tstamp'],
  isOwn: (table) =>
    hasTypes(table, { id: INTEGER, version_id: INTEGER, is_applied: /^boolean$/, tstamp: TIME }),
  records: ['appliedAt'],
  coverage: 'each',
  select: (table) =>
    sql`select * from (
        select distinct on (version_id) id, version_id::text as version, is_applied::text as applied,
          ${timeColumn(table, 'tstamp')}
        from ${tableName(table)} where version_id > 0 order by version_id, id desc
      ) as last order by id`,
  read: (rows) =>
    rows.map(({ version, applied, tstamp }) =>
      entry({
        key: version ?? '',
        version: version ?? null,
        state: applied === 'true' ? 'applied' : 'rolledBack',
        appliedAt: tstamp ?? null,
      }),
    ),
}
