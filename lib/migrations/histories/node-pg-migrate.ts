import { sql } from '../../sql/sql'
import { hasTypes, INTEGER, TEXT, TIME, tableName, timeColumn } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'
import { versionAndName } from '../version-and-name'

/** node-pg-migrate: https://github.com/salsita/node-pg-migrate, src/runner.ts. Names have no ending. */
export const nodePgMigrate: HistoryTool = {
  id: 'node-pg-migrate',
  label: 'node-pg-migrate',
  columns: ['id', 'name', 'run_on'],
  mostColumns: 3,
  isOwn: (table) => hasTypes(table, { id: INTEGER, name: TEXT, run_on: TIME }),
  records: ['appliedAt', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select name, ${timeColumn(table, 'run_on')} from ${tableName(table)}
      order by ${tableName(table)}.run_on, id`,
  read: (rows) =>
    rows.map(({ name, run_on }) =>
      entry({ key: name ?? '', ...versionAndName(name ?? ''), appliedAt: run_on ?? null }),
    ),
}
