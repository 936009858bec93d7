import { literal, sql } from '../../sql/sql'
import { hasTypes, INTEGER, sibling, TEXT, TIME, tableName, timeColumn } from '../columns'
import { entry } from '../entry'
import type { HistoryTool } from '../history-tool'
import { versionAndName } from '../version-and-name'

/** Knex: https://github.com/knex/knex, lib/migrations. Names keep the file's ending; a failed run may leave its lock. */
export const knex: HistoryTool = {
  id: 'knex',
  label: 'Knex',
  columns: ['id', 'name', 'batch', 'migration_time'],
  mostColumns: 6,
  siblings: [['index', 'is_locked']],
  isOwn: (table) => hasTypes(table, { id: INTEGER, name: TEXT, batch: INTEGER, migration_time: TIME }),
  records: ['appliedAt', 'names'],
  coverage: 'each',
  select: (table) =>
    sql`select name, ${timeColumn(table, 'migration_time')} from ${tableName(table)} order by id`,
  read: (rows) =>
    rows.map(({ name, migration_time }) =>
      entry({ key: name ?? '', ...versionAndName(name ?? ''), appliedAt: migration_time ?? null }),
    ),
  selectLock: (others, table) => {
    const lock = sibling(others, table, `${table.name}_lock`)
    const words = literal('Knex is locked: a run is under way, or ended without unlocking.')
    return lock && sql`select ${words} as lock from ${tableName(lock)} where is_locked::text = '1' limit 1`
  },
}
