import { sql } from '../../sql/sql'
import { hasTypes, INTEGER, TEXT, tableName } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'

/**
 * TypeORM: https://github.com/typeorm/typeorm, src/migration/MigrationExecutor.ts. A name is that of a class and ends
 * with the time at which the class was made.
 */
export const typeorm: HistoryTool = {
  id: 'typeorm',
  label: 'TypeORM',
  columns: ['id', 'timestamp', 'name'],
  mostColumns: 3,
  isOwn: (table) =>
    /migration/i.test(table.name) && hasTypes(table, { id: INTEGER, timestamp: /^bigint$/, name: TEXT }),
  records: ['names'],
  coverage: 'each',
  select: (table) => sql`select name, "timestamp"::text as version from ${tableName(table)} order by id`,
  read: (rows) =>
    rows.map(({ name, version }) =>
      entry({ key: name ?? '', version: version ?? null, name: name?.replace(/\d{13}$/, '') || null }),
    ),
}
