import { sql } from '../../sql/sql'
import { hasTypes, TEXT, tableName } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'
import { versionAndName } from '../version-and-name'

/**
 * Sequelize's command line and Umzug: https://github.com/sequelize/umzug, src/storage/sequelize.ts. One column, two more
 * where times are asked for; `SequelizeData` is the record of seeds and none of migrations.
 */
export const sequelize: HistoryTool = {
  id: 'sequelize',
  label: 'Sequelize',
  columns: ['name'],
  mostColumns: 3,
  isOwn: (table) =>
    (/^sequelize_?meta$/i.test(table.name) ||
      (/migration/i.test(table.name) && (table.columns.size === 1 || hasTimes(table.columns)))) &&
    hasTypes(table, { name: TEXT }),
  records: ['names'],
  coverage: 'each',
  select: (table) => sql`select name from ${tableName(table)} order by name collate "C"`,
  read: (rows) => rows.map(({ name }) => entry({ key: name ?? '', ...versionAndName(name ?? '') })),
}

function hasTimes(columns: ReadonlyMap<string, string>): boolean {
  return columns.has('createdAt') && columns.has('updatedAt')
}
