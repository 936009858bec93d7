import { sql } from '../../sql/sql'
import { hasTypes, TEXT, tableName } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'

/**
 * Alembic: https://github.com/sqlalchemy/alembic, alembic/runtime/migration.py. The record holds the heads that were
 * reached; what ran before them only the files tell.
 */
export const alembic: HistoryTool = {
  id: 'alembic',
  label: 'Alembic',
  columns: ['version_num'],
  mostColumns: 1,
  isOwn: (table) => hasTypes(table, { version_num: TEXT }),
  records: [],
  coverage: 'current',
  select: (table) => sql`select version_num from ${tableName(table)} order by version_num collate "C"`,
  read: (rows) =>
    rows.map(({ version_num }) => entry({ key: version_num ?? '', version: version_num ?? null })),
}
