import { sql } from '../../sql/sql'
import { hasTypes, INTEGER, TEXT, TIME, tableName, timeColumn } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'
import { withoutEnding } from '../version-and-name'

/** MikroORM: https://github.com/mikro-orm/mikro-orm, packages/migrations. Older versions kept the file's ending. */
export const mikroOrm: HistoryTool = {
  id: 'mikro-orm',
  label: 'MikroORM',
  columns: ['id', 'name', 'executed_at'],
  mostColumns: 3,
  isOwn: (table) =>
    /migration/i.test(table.name) && hasTypes(table, { id: INTEGER, name: TEXT, executed_at: TIME }),
  records: ['appliedAt', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select name, ${timeColumn(table, 'executed_at')} from ${tableName(table)} order by id`,
  read: (rows) =>
    rows.map(({ name, executed_at }) =>
      entry({ ...mikroOrmName(name ?? ''), appliedAt: executed_at ?? null }),
    ),
}

/** `Migration20260101000000_add_users` holds the version and, where it was given one, the name. */
export function mikroOrmName(file: string): { key: string; version: string | null; name: string | null } {
  const key = withoutEnding(file)
  const parts = /^[A-Za-z]*?(\d{8,17})(?:_(.*))?$/.exec(key)
  return { key, version: parts?.[1] ?? null, name: parts ? parts[2] || null : key }
}
